"""A few milliseconds in which nobody stops us, and processes that do not hear Ctrl-C: who started them stops them."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import Any

STOPPING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""What asks a process to stop, and can be heard: Ctrl-C, a cancelled job, a terminal that is closed."""


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let what asks us to stop wait until the block has ended; only the main thread is ever interrupted."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before: dict[signal.Signals, Any] = {}
    try:
        for asked in STOPPING:
            if signal.getsignal(asked) is not None:  # one that Python did not set could not be put back
                before[asked] = signal.signal(asked, lambda number, _: heard.append(number))
        yield
    finally:
        for asked, handler in before.items():
            signal.signal(asked, handler)
        for number in dict.fromkeys(heard):
            signal.raise_signal(number)


@contextmanager
def deafened() -> Iterator[None]:
    """Start processes that do not hear Ctrl-C: they inherit a signal mask without the interrupt.

    What is being started is started whole: an interruption that comes meanwhile is heard afterwards. The mask alone
    does not see to that: it is this thread's, and a signal that finds another one (numerical libraries have some)
    still interrupts this one, amid a process that nobody would know of, nor stop. The tracker of resources comes first:
    as it starts, it lets through what the mask holds (CPython 3.11), and the process after it would hear.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    with uninterrupted():
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
