"""What no input may do, whatever it holds: fail as a bug of ours, hang, or glut the memory."""

import multiprocessing
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from pipeline.errors import UserError

CPU = 5.0
"""Seconds of processor that one input may take."""
MEMORY = 600
"""Megabytes that a process may hold at its fullest, libraries and look included."""


class HangError(Exception):
    """An input that took more processor than any may."""


Case = Callable[[int], str]
"""Tries the input of a number; returns it, or as much of it as tells it apart, for the report of what fell."""


@contextmanager
def hurried() -> Iterator[None]:
    """Raise `HangError` in whatever is still at work after `CPU` seconds of processor."""
    before = signal.signal(signal.SIGPROF, _hang)
    signal.setitimer(signal.ITIMER_PROF, CPU)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)  # what is at work in C hears no signal: it is stopped for good
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + 3 * CPU), most))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _hang(_number: int, _frame: FrameType | None) -> None:
    raise HangError(f"more than {CPU:.0f} s of processor")


def fallen(case: Case, first: int, count: int) -> list[str]:
    """Try `count` inputs in a process of their own and tell what fell, one line each; none is as it should be."""
    with tempfile.TemporaryDirectory() as folder:
        reached = Path(folder) / "reached"
        try:
            with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
                return alone.submit(_tried, case, first, count, reached).result()
        except BrokenProcessPool:
            return [f"{reached.read_text()}: the process ended, stopped or crashed"]


def _tried(case: Case, first: int, count: int, reached: Path) -> list[str]:
    told = []
    for number in range(first, first + count):
        reached.write_text(str(number))
        try:
            with hurried():
                case(number)
        except UserError:
            pass  # an answer, as any other
        except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
            told.append(f"{number}: {type(error).__name__}: {error} {_where(error)}")
    held = _held()
    if held > MEMORY:
        told.append(f"{first}…{first + count}: {held:.0f} MB")
    return told


def _held() -> float:
    """Return the megabytes held at the fullest; Linux counts those of a parent in, unless it is asked so."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    last = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "pipeline" in code.co_filename:
            last = f"({code.co_filename.rsplit('pipeline/', 1)[-1]}:{trace.tb_lineno})"
        trace = trace.tb_next
    return last
