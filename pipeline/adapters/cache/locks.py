"""One process at a time: a lock on a file, let go of by the system when its process ends, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait for the lock on `path` (made when absent, empty) and hold it, on every system and between threads, too.

    Raises OSError when the file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path):
        yield
