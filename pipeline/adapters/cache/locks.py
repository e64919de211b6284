"""One process at a time: a lock on a file, let go of by the system when its process ends, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

_LONGEST = 600.0
"""Seconds: whoever holds a lock longer than this may be a process that is stopped, and is not waited for."""


@contextmanager
def locked(path: Path, longest: float = _LONGEST) -> Iterator[None]:
    """Wait for the lock on `path` (made when absent, empty) and hold it, on every system and between threads, too.

    Goes on without it after `longest` seconds; raises OSError when the file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    with suppress(Timeout):
        lock.acquire(timeout=longest)
    try:
        yield
    finally:
        lock.release()
