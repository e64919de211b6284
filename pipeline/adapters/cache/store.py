"""A content-addressed store in a folder: entries appear whole, carry a checksum, and are checked when used.

The time of last use is the modification time of the entry, renewed at most once an hour.
"""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from pipeline.adapters.cache.leases import DAY, in_use
from pipeline.adapters.cache.locks import locked
from pipeline.adapters.cache.places import cleared, forgotten, look, opened_plainly, ordinary, put_in_place
from pipeline.adapters.cache.tally import Origin, Tally
from pipeline.adapters.cache.unshared import Unshared
from pipeline.errors import CacheError
from pipeline.french.system import of_writing, remedy, scarce, why
from pipeline.model.traffic import Traffic
from pipeline.ports import UNREADABLE

SUM = ".sha256"
ASIDE = ".en-cours-"
NOTED = 3_600.0
"""Seconds within which a use is not noted again."""

_SEAL = 65
"""Bytes read of a sum: one more than it has."""

T = TypeVar("T")


class FolderStore(Unshared):
    """Entries at `<root>/<kind>/<k>/<key><ext>`, each with its SHA-256 beside it."""

    def __init__(self, root: Path, extensions: dict[str, str] | None = None) -> None:
        self._root = root
        self._extensions = extensions or {}
        self.damaged: list[str] = []
        self.unkept = ""
        self.tally = Tally()

    def _path(self, kind: str, key: str) -> Path:
        return self._root / kind / key[:2] / f"{key}{self._extensions.get(kind, '.bin')}"

    def find(self, kind: str, key: str) -> Path | None:
        """Return the path of a sound entry, or None when it is absent; a damaged one is dropped and noted."""
        path = self.uncounted(kind, key)
        if path is None:
            self.tally.missed(kind, key)
        else:
            self.tally.seen(kind, key, size_at(path))
        return path

    def uncounted(self, kind: str, key: str) -> Path | None:
        """Do as `find` does, for who counts otherwise what came from where."""
        path = self._path(kind, key)
        verdict = sound(path)
        if verdict:
            _used(path)
            return path
        if verdict is False:
            self.forget(kind, key)
        return None

    def peek(self, kind: str, key: str) -> Path | None:
        """Return the path of a sound entry without counting or noting anything."""
        path = self._path(kind, key)
        return path if sound(path) else None

    def has(self, kind: str, key: str) -> bool:
        """Tell whether there is an entry, without reading it."""
        path = self._path(kind, key)
        return ordinary(path) and ordinary(Path(f"{path}{SUM}"))

    @property
    def traffic(self) -> Traffic:
        """How much was here and how much was made since this store was opened."""
        return self.tally.traffic()

    def read(self, kind: str, key: str, parse: Callable[[bytes], T]) -> T | None:
        """Return what a sound entry holds, as `parse` reads it; one that it cannot read is forgotten and noted."""
        path = self.find(kind, key)
        if path is None:
            return None
        try:
            with opened_plainly(path) as stream:
                content = stream.read()
        except OSError as error:
            if scarce(error):
                raise
            return None  # gone meanwhile
        try:
            return parse(content)
        except UNREADABLE:
            self.forget(kind, key)
            return None

    def forget(self, kind: str, key: str) -> None:
        """Drop an entry that is not what it should be, and note it; where it cannot be removed it is written over."""
        self.damaged.append(f"{kind}/{key}")
        with contextlib.suppress(OSError):
            drop(self._path(kind, key))

    def in_use(self) -> AbstractContextManager[None]:
        """Keep any cleaning away from what is found or written meanwhile."""
        return in_use(self._root)

    def alone(self, kind: str, key: str) -> AbstractContextManager[None]:
        """Hold others off while an entry is made; entries that share a lock (256 of them) only wait a little."""
        return self._held(self._root / "en-cours" / f"verrou-{kind}-{key[:2]}")

    def sweep(self) -> None:
        """Remove what interrupted renders left half written, a day old at least."""
        limit = time.time() - DAY
        for folder, _, names in os.walk(self._root):
            for left in (Path(folder, name) for name in names if name.startswith(ASIDE)):
                with contextlib.suppress(OSError):  # its own render may just have finished with it
                    if left.lstat().st_mtime < limit:
                        left.unlink()

    def put(self, kind: str, key: str, data: bytes) -> Path:
        """Keep bytes under a key and return where; raises CacheError when that cannot be done."""
        with self.writing(kind, key) as path:
            path.write_bytes(data)
        return self._path(kind, key)

    def keep(self, kind: str, key: str, data: bytes) -> None:
        """Keep bytes that the work at hand can do without; `unkept` says why when that could not be done."""
        try:
            self.put(kind, key, data)
        except CacheError as error:
            self.unkept = self.unkept or str(error)

    @contextmanager
    def _held(self, lock: Path) -> Iterator[None]:
        """Hold a lock where there can be one: without it something is made twice, which harms nothing."""
        with self._asked_to_write():
            lock.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as held:
            with contextlib.suppress(OSError):
                if not ordinary(lock):
                    cleared(lock)
                held.enter_context(locked(lock))
            yield

    @contextmanager
    def writing(self, kind: str, key: str) -> Iterator[Path]:
        """Give a temporary path; on a clean exit its file becomes the entry, otherwise nothing is kept.

        Raises CacheError when the cache cannot be written to, or is full before the end.
        """
        with self.bare_writing(kind, key) as path:
            yield path
        self.tally.seen(kind, key, size_at(self._path(kind, key)), Origin.MADE)

    @contextmanager
    def bare_writing(self, kind: str, key: str) -> Iterator[Path]:
        """Do as `writing` does, for what was not made here."""
        final = self._path(kind, key)
        with self._asked_to_write():
            final.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=final.parent, prefix=ASIDE, suffix=final.suffix)
            os.close(handle)
        aside = Path(name)
        mark = Path(f"{name}{SUM}")
        try:
            try:
                yield aside
            except OSError as error:
                if of_writing(error, self._root):
                    raise self._refusal(error) from error
                raise
            with self._asked_to_write():
                mark.write_text(_digest(aside), "ascii")
                put_in_place(aside, final)
                put_in_place(mark, Path(f"{final}{SUM}"))
        finally:
            forgotten(aside, mark)

    @contextmanager
    def _asked_to_write(self) -> Iterator[None]:
        """Tell of a folder that cannot be written to as what the user can mend."""
        try:
            yield
        except OSError as error:
            raise self._refusal(error) from error

    def _refusal(self, error: OSError) -> CacheError:
        return CacheError(
            str(self._root), f"{_in_the_way(Path(error.filename or self._root))}{why(error)}", remedy(error)
        )


def _in_the_way(place: Path) -> str:
    """Name what stands where a folder should, for it to be moved; nothing when there is no such thing."""
    found = next((up for up in (place, *place.parents) if look(up) is not None), place)
    return "" if found.is_dir() or ordinary(place) else f"{found} : "


def sound(path: Path) -> bool | None:
    """Tell whether an entry is what was written; None when there is none. Anything but ordinary files is not.

    A writer puts the entry in place, then its sum: a sum that has changed while we read asks for another look.
    """
    seal = Path(f"{path}{SUM}")
    expected = _read(seal)
    while expected is not None:
        try:
            good = _digest(path) == expected
        except OSError as error:
            if scarce(error):
                raise
            good = False
        if good:
            return True
        again = _read(seal)
        if again == expected:
            return False
        expected = again
    return None


def drop(path: Path) -> None:
    """Remove an entry, its sum first: whoever looks meanwhile finds nothing rather than something damaged.

    Whatever stands there goes, links as links; raises OSError when it cannot be removed.
    """
    for stale in (Path(f"{path}{SUM}"), path):
        cleared(stale)


def _read(seal: Path) -> str | None:
    """Return what a sum says, nothing sound when it cannot be read; None when it is not there."""
    try:
        with opened_plainly(seal) as stream:
            return stream.read(_SEAL).decode("ascii", errors="replace")
    except OSError as error:
        if scarce(error):
            raise
        return None if look(seal) is None else ""


def size_at(path: Path) -> int:
    """Return the bytes of a file, 0 when it is gone."""
    seen = look(path)
    return 0 if seen is None else seen.st_size


def _used(path: Path) -> None:
    """Note that an entry was used; a cache that cannot be written to goes without."""
    with contextlib.suppress(OSError):
        if abs(time.time() - path.stat().st_mtime) > NOTED:
            os.utime(path)


def _digest(path: Path) -> str:
    with opened_plainly(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
