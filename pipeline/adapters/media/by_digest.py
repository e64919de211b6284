"""Files found by their content, on a machine that has no project: in the library of its own package, else in the store.

A job names files as its project does; what each name stands for is said with every job. What comes from the store is
what it should be, to the byte, or is asked for again.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.adapters.media.library import Stamp, depths_in, file_stamp
from pipeline.adapters.project import library_root
from pipeline.errors import MediaError
from pipeline.model.picture import Asset, Depth
from pipeline.ports import Store

KIND = "fichiers"
"""The kind of the entries of a store that are files, each by its SHA-256."""

_TREES = ("scenes", "media", "modele")


class DigestLibrary:
    """Fulfils `Library` for one job after the other; `stock` are the files that are here anyway, by their SHA-256."""

    def __init__(self, stock: Mapping[str, Path], store: Store) -> None:
        self._stock, self._store = stock, store
        self._named: Mapping[str, str] = {}
        self._sound: dict[str, tuple[Path, Stamp]] = {}

    def serve(self, named: Mapping[str, str]) -> tuple[str, ...]:
        """Take the names of the next job, each with its SHA-256; return those that are nowhere to be had."""
        self._named = dict(named)
        wanted = [digest for digest in dict.fromkeys(named.values()) if digest not in self._stock]
        self._store.gather(KIND, [digest for digest in wanted if digest not in self._sound])
        return tuple(digest for digest in wanted if self._found(digest) is None)

    def asset(self, path: str) -> Asset:
        """Return the file with its digest; raises MediaError when the job does not name it."""
        return Asset(path, self._digest(path))

    def exists(self, path: str) -> bool:
        """Tell whether the job names such a file."""
        return path in self._named

    def path(self, name: str) -> Path:
        """Return where the file is; raises MediaError when it is not there, or no more."""
        found = self._found(self._digest(name))
        if found is None:
            raise MediaError(f"{name} : fichier absent du magasin ; relancez la même commande")
        return found

    def read(self, path: str) -> bytes:
        """Return the file's bytes; raises MediaError when it cannot be read."""
        try:
            return self.path(path).read_bytes()
        except OSError as error:
            raise MediaError(f"{path} : fichier illisible ; relancez la même commande") from error

    def depths(self, path: str) -> tuple[Depth, ...]:
        """Return the depths of an illustration, in paint order; raises SceneError when it has none."""
        return depths_in(self.read(path), path)

    def _digest(self, name: str) -> str:
        digest = self._named.get(name)
        if digest is None:
            raise MediaError(f"{name} : fichier que ce travail n'annonce pas")
        return digest

    def _found(self, digest: str) -> Path | None:
        """Return a file whose content is this one, looked at again when it has changed."""
        known = self._sound.get(digest)
        if known is not None and _stamp(known[0]) == known[1]:
            return known[0]
        for place in (self._stock.get(digest), self._store.find(KIND, digest)):
            if place is None:
                continue
            stamp = _stamp(place)
            if stamp is not None and content_digest(place) == digest:
                self._sound[digest] = place, stamp
                return place
            if place != self._stock.get(digest):
                self._store.forget(KIND, digest)
        return None


@lru_cache(maxsize=1)
def library_stock() -> Mapping[str, Path]:
    """Return the files of the library that this package carries, by their SHA-256."""
    root = library_root()
    files = (path for tree in _TREES for path in sorted((root / tree).rglob("*")) if path.is_file())
    return {digest: path for path in files if (digest := content_digest(path))}


def content_digest(path: Path) -> str:
    """Return the SHA-256 of a file, empty when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def assets_in(value: Any) -> Iterable[Asset]:
    """Yield every file that a value of a job names, however deep it lies."""
    if isinstance(value, Asset):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from assets_in(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from assets_in(part)
    elif hasattr(value, "__dataclass_fields__"):
        for field in value.__dataclass_fields__:
            yield from assets_in(getattr(value, field))


def _stamp(path: Path) -> Stamp | None:
    try:
        return file_stamp(path)
    except OSError:
        return None
