"""A few milliseconds in which nobody stops us: a signal that asks for it is heard as soon as they are over."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
