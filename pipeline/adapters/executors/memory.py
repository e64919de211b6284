"""Memory that a process no longer needs, given back to the system."""

import ctypes
import os
import sys
from pathlib import Path

_STATM = Path("/proc/self/statm")


def give_back(limit: int) -> bool:
    """Give freed memory back when this process holds more than `limit` bytes of its own; tell whether it did.

    glibc keeps what large arrays leave between small ones, up to 200 MB in a process that draws and encodes
    (measured). Giving it back after every chunk would cost 8 % of CPU, as pages are then made anew; so it waits until
    there is much of it. Elsewhere than on Linux with glibc nothing is done.
    """
    if sys.platform != "linux" or not _STATM.exists() or _own() <= limit:
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is None:  # another C library than glibc
        return False
    trim(0)
    return True


def _own() -> int:
    """Return the bytes that this process holds and shares with no file (proc(5): resident less shared pages)."""
    resident, shared = (int(pages) for pages in _STATM.read_text("ascii").split()[1:3])
    return (resident - shared) * os.sysconf("SC_PAGE_SIZE")
