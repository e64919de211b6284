"""Digests of files, remembered by path, size, inode and times as long as the files look untouched (as in git's index).

A file that changed less than two seconds before it was read may change again within the same tick of the file
system's clock (FAT counts two seconds): its digest is not trusted next time, the file is read again.
"""

import contextlib
import errno
import hashlib
import json
import os
import stat
import tempfile
import time
from pathlib import Path

from pipeline.adapters.cache.places import forgotten, opened_plainly, put_in_place

_TICK = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT)."""

_NAME = "empreintes.json"


class Digests:
    """SHA-256 of files by path; `save` keeps them for the next process."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._known: dict[str, list[int | str]] = _loaded(self._path)
        self._changed = False

    def of(self, path: Path) -> str:
        """Return the SHA-256 of a file; raises OSError when it cannot be read."""
        return self.seen(path)[0]

    def seen(self, path: Path) -> tuple[str, tuple[int, ...]]:
        """Return the SHA-256 of a file and what it looks like: size, modification, change, inode; raises OSError."""
        name = os.path.abspath(path)  # noqa: PTH100 - hundreds of files: resolving each link costs more than reading
        look = _look(name)
        known = self._known.get(name)
        if known is not None and tuple(known[1:5]) == look and max(look[1:3]) + _TICK < int(known[5]):
            return str(known[0]), look
        begun = time.time_ns()
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if _look(name) == look:
            self._known[name] = [digest, *look, begun]
            self._changed = True
        return digest, look

    def save(self) -> None:
        """Keep what is known, less the files that are gone; a cache that cannot be written to goes without."""
        if not self._changed:
            return
        kept = {name: known for name, known in self._known.items() if os.path.lexists(name)}
        with contextlib.suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".en-cours-")
            aside = Path(name)
            try:
                with os.fdopen(handle, "w", encoding="ascii") as stream:
                    json.dump(kept, stream)
                put_in_place(aside, self._path)
                self._changed = False
            finally:
                forgotten(aside)


def _look(name: str) -> tuple[int, int, int, int]:
    status = os.stat(name)  # noqa: PTH116 - as above
    if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), name)
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def _loaded(path: Path) -> dict[str, list[int | str]]:
    """Read what an earlier process knew; anything unreadable is nothing."""
    try:
        with opened_plainly(path) as stream:
            known = json.load(stream)
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {name: entry for name, entry in known.items() if _is_entry(entry)}


def _is_entry(entry: object) -> bool:
    return (
        isinstance(entry, list)
        and len(entry) == 6
        and isinstance(entry[0], str)
        and all(isinstance(number, int) for number in entry[1:])
    )
