"""The project's own files, found by paths relative to the project and read once."""

import hashlib
from functools import lru_cache
from pathlib import Path

from pipeline.draw.outside import artwork
from pipeline.errors import MediaError, SceneError
from pipeline.model.picture import Asset
from pipeline.ports import Depth

_SMALL = 4_000_000


class FolderLibrary:
    """Files under one root; nothing outside it can be named."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._assets: dict[str, Asset] = {}

    @property
    def used(self) -> tuple[Asset, ...]:
        """Every file asked for so far."""
        return tuple(self._assets.values())

    def path(self, name: str) -> Path:
        """Return the absolute path of a project file; raises MediaError when it would leave the project."""
        full = (self._root / name).resolve()
        if not full.is_relative_to(self._root):
            raise MediaError(f"{name} : ce chemin sort du projet ; placez le fichier sous media/")
        return full

    def exists(self, path: str) -> bool:
        """Tell whether there is such a file inside the project."""
        full = (self._root / path).resolve()
        return full.is_relative_to(self._root) and full.is_file()

    def asset(self, path: str) -> Asset:
        """Return the file with its SHA-256; raises MediaError when it is missing."""
        if path not in self._assets:
            full = self.path(path)
            try:
                with full.open("rb") as stream:
                    self._assets[path] = Asset(path, hashlib.file_digest(stream, "sha256").hexdigest())
            except OSError as error:
                raise MediaError(f"{path} : fichier introuvable ou illisible ({error.strerror})") from error
        return self._assets[path]

    def read(self, path: str) -> bytes:
        """Return the file's bytes; raises MediaError when it cannot be read."""
        return _read(self.path(path), path)

    def depths(self, path: str) -> tuple[Depth, ...]:
        """Return the top-level groups of an illustration, in paint order; raises SceneError without any."""
        groups = tuple(
            Depth(
                child.get("id") or "",
                float(child.get("data-drift") or 0),
                float(child.get("data-bob") or 0),
                child.get("data-pulse") == "1",
            )
            for child in artwork(self.read(path), path)
            if child.tag.endswith("}g") and child.get("id")
        )
        if not groups:
            raise SceneError(f"{path} : aucun groupe nommé ; une illustration a un groupe <g id=…> par profondeur")
        return groups


@lru_cache(maxsize=128)
def _small(full: Path, _stamp: tuple[int, int]) -> bytes:
    return full.read_bytes()


def _read(full: Path, name: str) -> bytes:
    try:
        status = full.stat()
        if status.st_size <= _SMALL:
            return _small(full, (status.st_mtime_ns, status.st_size))
        return full.read_bytes()
    except OSError as error:
        raise MediaError(f"{name} : fichier introuvable ou illisible ({error.strerror})") from error
