"""One process at a time: a lock on a file, let go of by the system when its process ends, however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: without locks a thing may be made twice, and is still kept whole
    fcntl = None  # type: ignore[assignment]  # the module or nothing


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Wait for the lock on `path` (made when absent, left in place, empty) and hold it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as stream:
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
