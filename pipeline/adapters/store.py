"""A content-addressed store in a folder: entries appear whole, carry a checksum, and are checked when used."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SUM = ".sha256"
_ASIDE = ".en-cours-"
_STALE = 86_400.0


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
        try:
            expected = Path(f"{path}{_SUM}").read_text("ascii")
        except FileNotFoundError:
            return None
        if path.is_file() and _digest(path) == expected:
            return path
        self.damaged.append(f"{kind}/{key}")
        for stale in (Path(f"{path}{_SUM}"), path):
            stale.unlink(missing_ok=True)
        return None

    def sweep(self) -> None:
        """Remove what interrupted renders left half written, a day old at least."""
        limit = time.time() - _STALE
        for left in self._root.rglob(f"{_ASIDE}*"):
            try:
                if left.stat().st_mtime < limit:
                    left.unlink()
            except FileNotFoundError:
                continue  # its own render has just finished with it

    def put(self, kind: str, key: str, data: bytes) -> Path:
        """Keep bytes under a key and return where."""
        with self.writing(kind, key) as path:
            path.write_bytes(data)
        return self._path(kind, key)

    @contextmanager
    def writing(self, kind: str, key: str) -> Iterator[Path]:
        """Give a temporary path; on a clean exit its file becomes the entry, otherwise nothing is kept."""
        final = self._path(kind, key)
        final.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=final.parent, prefix=_ASIDE, suffix=final.suffix)
        os.close(handle)
        aside = Path(name)
        mark = Path(f"{name}{_SUM}")
        try:
            yield aside
            mark.write_text(_digest(aside), "ascii")
            aside.replace(final)
            mark.replace(f"{final}{_SUM}")
        finally:
            aside.unlink(missing_ok=True)
            mark.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
