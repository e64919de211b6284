"""A content-addressed store in a folder: entries appear whole, carry a checksum, and are checked when used.

The time of last use is the modification time of the entry, renewed at most once an hour.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from pipeline.adapters.cache.leases import DAY, in_use
from pipeline.adapters.cache.locks import locked
from pipeline.errors import CacheError

SUM = ".sha256"
ASIDE = ".en-cours-"
NOTED = 3_600.0
"""Seconds within which a use is not noted again."""


class FolderStore:
    """Entries at `<root>/<kind>/<k>/<key><ext>`, each with its SHA-256 beside it."""

    def __init__(self, root: Path, extensions: dict[str, str] | None = None) -> None:
        self._root = root
        self._extensions = extensions or {}
        self.damaged: list[str] = []

    def _path(self, kind: str, key: str) -> Path:
        return self._root / kind / key[:2] / f"{key}{self._extensions.get(kind, '.bin')}"

    def find(self, kind: str, key: str) -> Path | None:
        """Return the path of a sound entry, or None when it is absent; a damaged one is dropped and noted."""
        path = self._path(kind, key)
        verdict = sound(path)
        if verdict:
            _used(path)
            return path
        if verdict is False:
            self.damaged.append(f"{kind}/{key}")
            drop(path)
        return None

    def in_use(self) -> AbstractContextManager[None]:
        """Keep any cleaning away from what is found or written meanwhile."""
        return in_use(self._root)

    def alone(self, kind: str, key: str) -> AbstractContextManager[None]:
        """Hold others off while an entry is made; entries that share a lock (256 of them) only wait a little."""
        return self._held(self._root / "en-cours" / f"verrou-{kind}-{key[:2]}")

    def sweep(self) -> None:
        """Remove what interrupted renders left half written, a day old at least."""
        limit = time.time() - DAY
        for left in self._root.rglob(f"{ASIDE}*"):
            try:
                if left.stat().st_mtime < limit:
                    left.unlink()
            except FileNotFoundError:
                continue  # its own render has just finished with it

    def put(self, kind: str, key: str, data: bytes) -> Path:
        """Keep bytes under a key and return where; raises CacheError when that cannot be done."""
        with self.writing(kind, key) as path:
            path.write_bytes(data)
        return self._path(kind, key)

    @contextmanager
    def _held(self, lock: Path) -> Iterator[None]:
        with self._asked_to_write():
            lock.parent.mkdir(parents=True, exist_ok=True)
        with locked(lock):
            yield

    @contextmanager
    def writing(self, kind: str, key: str) -> Iterator[Path]:
        """Give a temporary path; on a clean exit its file becomes the entry, otherwise nothing is kept.

        Raises CacheError when the cache cannot be written to.
        """
        final = self._path(kind, key)
        with self._asked_to_write():
            final.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=final.parent, prefix=ASIDE, suffix=final.suffix)
            os.close(handle)
        aside = Path(name)
        mark = Path(f"{name}{SUM}")
        try:
            yield aside
            with self._asked_to_write():
                mark.write_text(_digest(aside), "ascii")
                aside.replace(final)
                mark.replace(f"{final}{SUM}")
        finally:
            aside.unlink(missing_ok=True)
            mark.unlink(missing_ok=True)

    @contextmanager
    def _asked_to_write(self) -> Iterator[None]:
        """Tell of a folder that cannot be written to as what the user can mend."""
        try:
            yield
        except OSError as error:
            raise CacheError(str(self._root), error.strerror or str(error)) from error


def sound(path: Path) -> bool | None:
    """Tell whether an entry is what was written; None when there is none.

    A writer puts the entry in place, then its sum: a sum that has changed while we read asks for another look.
    """
    seal = Path(f"{path}{SUM}")
    expected = _read(seal)
    while expected is not None:
        try:
            good = _digest(path) == expected
        except (FileNotFoundError, IsADirectoryError):
            good = False
        if good:
            return True
        again = _read(seal)
        if again == expected:
            return False
        expected = again
    return None


def drop(path: Path) -> None:
    """Remove an entry, its sum first: whoever looks meanwhile finds nothing rather than something damaged."""
    for stale in (Path(f"{path}{SUM}"), path):
        stale.unlink(missing_ok=True)


def _read(seal: Path) -> str | None:
    try:
        return seal.read_text("ascii", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return None


def _used(path: Path) -> None:
    """Note that an entry was used; a cache that cannot be written to goes without."""
    with contextlib.suppress(OSError):
        if time.time() - path.stat().st_mtime > NOTED:
            os.utime(path)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
