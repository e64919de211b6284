"""A library of paper: every file that is named exists, and its digest is its name's."""

import hashlib
from pathlib import Path

from pipeline.errors import MediaError
from pipeline.model.picture import Asset, Depth


class PaperLibrary:
    """Fulfils `Library`; `missing` are the files that are not there."""

    def __init__(self, *missing: str) -> None:
        self._missing = frozenset(missing)

    def asset(self, path: str) -> Asset:
        if not self.exists(path):
            raise MediaError(f"{path} : fichier introuvable")
        return Asset(path, hashlib.sha256(path.encode()).hexdigest())

    def exists(self, path: str) -> bool:
        return path not in self._missing

    def path(self, name: str) -> Path:
        return Path("/papier") / name

    def read(self, path: str) -> bytes:
        return self.asset(path).digest.encode()

    def depths(self, path: str) -> tuple[Depth, ...]:
        self.asset(path)
        return (Depth("fond", 10.0, 0.0, pulse=False), Depth("avant", 30.0, 2.0, pulse=False))
