"""Who uses a cache right now: a render says so with a file, a cleaning says so with another, each looks for the other.

A render writes its file first, then waits while a cleaning is under way; a cleaning writes its file first, then
spares whatever a render under way may have found. Whichever comes first, nothing in use is removed. A file left by
a process that died is ignored: at once when it died on this machine, after a day otherwise.
"""

import contextlib
import os
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DAY = 86_400.0
_FOLDER = "en-cours"
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
        folder = root / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=f"{what}{socket.gethostname()}-{os.getpid()}-")
        os.close(handle)
        mark = Path(name)
    try:
        yield
    finally:
        if mark is not None:
            mark.unlink(missing_ok=True)


def _alive(root: Path, what: str, longest: float) -> list[float]:
    """Return when each thing under way began; forget those whose process is gone."""
    begun: list[float] = []
    for mark in (root / _FOLDER).glob(f"{what}*"):
        try:
            since = mark.stat().st_mtime
        except FileNotFoundError:
            continue  # it has just ended
        if time.time() - since < longest and not _dead(mark.name.removeprefix(what)):
            begun.append(since)
        else:
            mark.unlink(missing_ok=True)
    return begun


def _dead(name: str) -> bool:
    """Tell whether `host-pid-…` is a process of this machine that no longer runs; only POSIX can be asked safely."""
    host, pid = name.rsplit("-", 2)[:2]
    if os.name != "posix" or host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, ValueError):
        return False
    return False
