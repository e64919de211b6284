"""What a task costs a Dask scheduler: `python -m benchmarks.scale.dask_rate [TASKS]`; needs the extra `grappe`.

A scheduler and two workers, each a process of its own on 127.0.0.1; tasks that do nothing, submitted one by one through
`Client.get_executor`, as a render does. The CPU seconds of each process are read before and after: they hold on a busy
machine, where the wall clock does not.
"""

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from dask.distributed import Client

from benchmarks.errors import BenchError

WORKERS = 2
_PATIENCE = 120.0


@contextmanager
def process(*words: str) -> Iterator[psutil.Process]:
    """Start a command of Dask's and end it in the end."""
    code = "import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; main()"
    with subprocess.Popen(
        (sys.executable, "-c", code, *words), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as made:
        try:
            yield psutil.Process(made.pid)
        finally:
            made.terminate()


def rate(tasks: int) -> dict[str, float]:
    """Return what tasks cost: CPU seconds of the scheduler and of the client each, and the rate by the wall clock."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        scheduler = stack.enter_context(
            process("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show")
        )
        for _ in range(WORKERS):
            options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory", str(Path(folder)))
            stack.enter_context(process("worker", address, *options))
        with Client(address, timeout=_PATIENCE) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(WORKERS, timeout=_PATIENCE)
            with client.get_executor(pure=False) as executor:
                executor.submit(abs, 1).result()
                busy, own, begun = _cpu(scheduler), time.process_time(), time.perf_counter()
                futures = [executor.submit(abs, number) for number in range(tasks)]
                if sum(future.result() for future in futures) != tasks * (tasks - 1) // 2:
                    raise BenchError("the cluster does not add up")
                wall = time.perf_counter() - begun
                spent, client_spent = _cpu(scheduler) - busy, time.process_time() - own
    return {
        "tasks": tasks,
        "workers": WORKERS,
        "scheduler_seconds": round(spent / tasks, 6),
        "client_seconds": round(client_spent / tasks, 6),
        "tasks_a_second": round(tasks / wall, 1),
    }


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


if __name__ == "__main__":
    json.dump(rate(int(sys.argv[1]) if sys.argv[1:] else 5000), sys.stdout)
