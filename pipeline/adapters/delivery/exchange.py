"""Two folders exchanged in one step of the file system: nobody ever sees one of the names without its folder."""

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE = -100
"""AT_FDCWD: relative names count from the current folder (fcntl.h)."""
_RENAME_EXCHANGE = 2
"""renameat2(2), Linux 3.15 and glibc 2.28."""
_RENAME_SWAP = 2
"""renamex_np(2), macOS 10.12."""


def exchange(one: Path, other: Path) -> None:
    """Exchange two folders of one file system.

    Raises OSError when that cannot be done, ENOSYS where the system knows no such step.
    """
    for folder in (one, other):
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = ctypes.CDLL(None, use_errno=True).renamex_np(first, second, _RENAME_SWAP)
        elif sys.platform == "linux":
            library = ctypes.CDLL(None, use_errno=True)
            failed = library.renameat2(_HERE, first, _HERE, second, _RENAME_EXCHANGE)
        else:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    except AttributeError as error:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(one), None, str(other))
