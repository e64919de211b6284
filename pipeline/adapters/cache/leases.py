"""Who uses a cache right now: a render says so with a file, a cleaning says so with another, each looks for the other.

A render writes its file first, then waits while a cleaning is under way; a cleaning writes its file first, then
spares whatever a render under way may have found. Whichever comes first, nothing in use is removed. A file left by
a process that died is ignored: at once when it died on this machine, after a day otherwise.
"""

import contextlib
import os
import platform
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.adapters.cache.places import forgotten, look, ordinary

DAY = 86_400.0
RUNNING = "en-cours"
"""The folder of a cache in which those who use it say so."""
_CLEANING = "menage-"
_RENDER = "rendu-"
_LONGEST_CLEANING = 600.0
_STEP = 0.1


@contextmanager
def in_use(root: Path) -> Iterator[None]:
    """Say that a render uses the cache at `root`; begin by waiting for a cleaning under way to end."""
    with _said(root, _RENDER):
        limit = time.monotonic() + _LONGEST_CLEANING
        while _alive(root, _CLEANING, _LONGEST_CLEANING) and time.monotonic() < limit:
            time.sleep(_STEP)
        yield


@contextmanager
def cleaning(root: Path) -> Iterator[float | None]:
    """Say that a cleaning is under way; give the time (as of `time.time`) the oldest render began, None without one."""
    with _said(root, _CLEANING):
        yield min(_alive(root, _RENDER, DAY), default=None)


@contextmanager
def _said(root: Path, what: str) -> Iterator[None]:
    """Keep a file while something lasts; a folder that cannot be written to is not worth a failure here."""
    mark: Path | None = None
    with contextlib.suppress(OSError):
        folder = root / RUNNING
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=f"{what}{platform.node()}-{os.getpid()}-")
        os.close(handle)
        mark = Path(name)
    try:
        yield
    finally:
        if mark is not None:
            forgotten(mark)


def _alive(root: Path, what: str, longest: float) -> list[float]:
    """Return when each thing under way began; forget those whose process is gone, or that a clock dates to come."""
    begun: list[float] = []
    for mark in _marks(root / RUNNING, what):
        seen = look(mark)
        if seen is None:
            continue  # it has just ended
        since = seen.st_mtime
        if abs(time.time() - since) < longest and not _dead(mark.name.removeprefix(what)):
            begun.append(since)
        else:
            forgotten(mark)
    return begun


def _marks(folder: Path, what: str) -> list[Path]:
    """Return the files by which something says that it is under way; what cannot be listed says nothing."""
    with contextlib.suppress(OSError):
        return [mark for mark in folder.iterdir() if mark.name.startswith(what) and ordinary(mark)]
    return []


def _dead(name: str) -> bool:
    """Tell whether `host-pid-…` is a process of this machine that no longer runs; only POSIX can be asked safely."""
    host, _, pid = name.rpartition("-")[0].rpartition("-")
    if os.name != "posix" or host != platform.node():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, ValueError, OverflowError):
        return False
    return False
