"""What stands at a place of the cache: an ordinary file is read, anything else is got out of the way, nothing waits.

A cache is a folder like any other: a program that tidies, a disk that is copied or a curious hand may have put a
folder, a pipe, a device or a link where an entry belongs. None of these is followed, waited for or taken for an entry.
"""

import contextlib
import errno
import os
import secrets
import stat
from io import BufferedReader
from pathlib import Path

SET_ASIDE = ".ecarte-"
"""How the name begins of a folder that stood where an entry belongs and holds something: it may be somebody's."""

_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))


def opened_plainly(path: Path) -> BufferedReader:
    """Open an ordinary file for reading, at once; raises OSError for anything else, a link included."""
    descriptor = os.open(path, _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
    return os.fdopen(descriptor, "rb")


def look(path: Path) -> os.stat_result | None:
    """Return what stands at a place, not what it leads to; None when nothing does, or nobody may look."""
    try:
        return path.lstat()
    except (OSError, ValueError):
        return None


def ordinary(path: Path) -> bool:
    """Tell whether an ordinary file stands at a place."""
    seen = look(path)
    return seen is not None and stat.S_ISREG(seen.st_mode)


def ordinary_folder(path: Path) -> bool:
    """Tell whether a folder itself stands at a place, not a link to one."""
    seen = look(path)
    return seen is not None and stat.S_ISDIR(seen.st_mode)


def cleared(path: Path) -> None:
    """Take away whatever stands at a place, never what it leads to; raises OSError when that cannot be done.

    A folder that holds something is not ours to remove: it is moved aside, to a name that no entry has.
    """
    seen = look(path)
    if seen is None:
        return
    if not stat.S_ISDIR(seen.st_mode):
        path.unlink(missing_ok=True)
        return
    try:
        path.rmdir()
    except OSError:
        path.replace(path.with_name(f"{SET_ASIDE}{secrets.token_hex(4)}-{path.name}"))


def put_in_place(aside: Path, final: Path) -> None:
    """Give a finished file its name, whatever stands there; raises OSError when that cannot be done."""
    try:
        aside.replace(final)
    except (IsADirectoryError, PermissionError):  # a folder, which Windows calls a right that is missing
        cleared(final)
        aside.replace(final)


def forgotten(*paths: Path) -> None:
    """Remove files of our own that may be gone already; one that cannot be removed is swept another day."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
