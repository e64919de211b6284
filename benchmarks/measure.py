"""Run a command and say what it cost: wall time, CPU time, peak memory of all its processes."""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.errors import BenchError

_EVERY = 0.25
"""Seconds between two looks at the memory: at 0.1 the looking itself took 4 % of a core, measured."""

_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost; `peak` is the largest sum over its processes seen, in bytes (0: no /proc here)."""

    wall: float
    cpu: float
    peak: int


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> tuple[Cost, str]:
    """Run a command to its end; return its cost and what it printed.

    CPU time is that of the process and of every child it waited for (getrusage), or the largest sum seen over its
    processes and those they waited for, when that is more: workers are forked from a server that outlives the
    command by a moment, and its time is then missing up to the last look. Raises BenchError with the end of its
    complaints when it fails.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        said, complained = process.communicate()
        wall = time.perf_counter() - begun
        watch.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise BenchError(f"{' '.join(command[:4])}… ended with {process.returncode}: {complained[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, max(cpu, watch.cpu), watch.peak), said


class _Watch(threading.Thread):
    """Looks at the memory and the CPU time of a process and of its descendants until stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._over = threading.Event()
        self.peak = 0
        self.cpu = 0.0

    def run(self) -> None:
        """Keep the largest sums seen."""
        while not self._over.wait(_EVERY):
            tree = tuple(_tree(self._pid))
            self.peak = max(self.peak, sum(_memory(pid) for pid in tree))
            self.cpu = max(self.cpu, sum(_cpu(pid) for pid in tree))

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()


def _tree(pid: int) -> Iterator[int]:
    """Yield a process and its descendants."""
    yield pid
    for task in (_PROC / str(pid) / "task").glob("*/children"):
        for child in _text(task).split():
            yield from _tree(int(child))


def _memory(pid: int) -> int:
    """Return a process's proportional memory (PSS: shared pages are shared out) in bytes, else its resident one."""
    for line in _text(_PROC / str(pid) / "smaps_rollup").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    pages = _text(_PROC / str(pid) / "statm").split()
    return int(pages[1]) * resource.getpagesize() if len(pages) > 1 else 0


def _cpu(pid: int) -> float:
    """Return the seconds of CPU a process used, with those of the children it waited for (proc(5): fields 14 to 17)."""
    fields = _text(_PROC / str(pid) / "stat").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def _text(path: Path) -> str:
    """Return a file of /proc, or nothing when its process has just ended or there is no /proc."""
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""
