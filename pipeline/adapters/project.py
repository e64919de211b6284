"""Where a project is, and where what it makes goes: known without loading anything that draws or speaks."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UserError

CACHE_VERSION = "v1"
EXTENSIONS = {
    "images": ".mp4", "voix": ".npz", "plans": ".json", "son": ".m4a", "mesures": ".json", "livraisons": ".json",
    "rushes": ".mov", "exemples": ".webp", "constats": ".json", "constats-images": ".png",
}  # fmt: skip
"""The extension of each kind of entry in the cache."""

_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the project is, and where what it makes goes."""

    root: Path
    output: Path

    @property
    def caches(self) -> Path:
        """The folder of every version of the cache."""
        return self.output / ".cache"

    @property
    def cache(self) -> Path:
        """The cache's folder, named by its version so that an old one is never misread."""
        return self.caches / CACHE_VERSION


def find_root(start: Path) -> Path:
    """Return the project that `start` lies in (a folder with `scenes/` and `media/`), else the installed one.

    Raises UserError when there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents, Path(__file__).resolve().parents[2]):
        if (folder / "scenes" / "house").is_dir() and (folder / "media").is_dir():
            return folder
    raise UserError("aucun projet JT 2050 ici ; placez-vous dans le dossier qui contient scenes/ et media/")


def script_id(path: Path) -> str:
    """Return a script's id: its file name without accents, made safe for folders and links.

    >>> script_id(Path("scripts/Mon journal d'été.yaml")), script_id(Path("le_mans.yaml"))
    ('mon-journal-d-ete', 'le_mans')
    """
    plain = unicodedata.normalize("NFKD", path.stem.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9_]+|_{2,}", "-", plain)
    return re.sub(r"[-_]*-[-_]*", "-", words).strip("-_")[:_LONGEST_ID].rstrip("-_") or "script"
