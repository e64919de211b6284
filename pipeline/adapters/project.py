"""Where a project is, what lies under it, and where what it makes goes: known without loading what draws or speaks.

A project is a folder with a `jt.yaml`, or one that has `scenes/` or `media/` beside its scripts. It lies over the
library that travels with this package: whatever it has of the same name wins. A script that stands in no project is
one of its own, in its folder.
"""

import datetime as dt
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_dir

from pipeline.errors import UserError

CACHE_VERSION = "v1"
EXTENSIONS = {
    "images": ".mp4", "voix": ".npz", "plans": ".json", "son": ".m4a", "mesures": ".json", "livraisons": ".json",
    "rushes": ".mov", "exemples": ".webp", "constats": ".json", "constats-images": ".png",
    "musique": ".npy", "sons-lus": ".npy", "films": ".json", "fichiers": ".bin",
    "tournage": ".jpg", "ardoises": ".png", "ardoises-codes": ".json",
    "vignettes": ".png", "affiches": ".jpg", "textes": ".json", "faits": ".json",
    "calques": ".mov", "calques-images": ".png", "calques-suites": ".zip",
}  # fmt: skip
"""The extension of each kind of entry in the cache."""

BRAND = "jt.yaml"
"""The file that makes a folder a project, and tells whose it is."""
CACHE_VARIABLE = "JT_CACHE"
"""The environment variable that names another folder for the cache."""

SHARED_VARIABLE = "JT_STORE"
"""The environment variable that names the store that several machines share."""
SHARED_WRITING = "JT_STORE_ECRITURE"
"""The environment variable that says, by « non », that nothing is to be sent there."""

CERTIFICATE_VARIABLE = "JT_CERTIFICAT"
"""The environment variable that names the certificate that signs films, in the place of the one of `jt.yaml`."""
KEY_VARIABLE = "JT_CLE"
"""The environment variable that names the key of the certificate."""
PHRASE_VARIABLE = "JT_CLE_PHRASE"
"""The environment variable that opens a key which is encrypted."""

MADE_ON = "SOURCE_DATE_EPOCH"
"""The environment variable that says when a film is made, in seconds since 1970. Source: reproducible-builds.org."""

_OURS = ("scenes", "media")
_LONGEST_ID = 80
_RESERVED = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for its devices: no file or folder can have them there."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where files are looked for, the nearest first: beside the script, in its project, in the library under it.

    Text, since it crosses to working processes and is what their adapters are kept by; `beside` may be empty.
    """

    project: str
    library: str
    beside: str = ""

    @property
    def layers(self) -> tuple[Path, ...]:
        """The project and the library under it, once when they are one folder."""
        return tuple(Path(name) for name in dict.fromkeys((self.project, self.library)))


@dataclass(frozen=True, slots=True)
class SharedPlace:
    """The store that several machines share: its address, empty for none, and whether anything is sent there.

    The address holds no secret: what opens the store comes from the variables of its kind (`AWS_ACCESS_KEY_ID`, …).
    """

    url: str = ""
    writes: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the project is and what lies under it, where films go, where the cache is, and what store is shared."""

    places: Places
    output: Path
    caches: Path
    shared: SharedPlace = SharedPlace()

    @property
    def root(self) -> Path:
        """The project's folder."""
        return Path(self.places.project)

    @property
    def cache(self) -> Path:
        """The cache's folder, named by its version so that an old one is never misread."""
        return self.caches / CACHE_VERSION


def library_root() -> Path:
    """Return the library: the one that a wheel carries, else the checkout that this code stands in."""
    package = Path(__file__).resolve().parents[1]
    carried = package / "bibliotheque"
    return carried if carried.is_dir() else package.parent


def cache_folder(told: Path | None = None) -> Path:
    """Return the folder of every version of the cache: as told, else `JT_CACHE`, else where the system keeps caches."""
    return Path(told or os.environ.get(CACHE_VARIABLE) or user_cache_dir("jt2050", appauthor=False)).absolute()


def shared_place() -> SharedPlace:
    """Return the shared store that the variables name; raises UserError when they cannot be read."""
    told = os.environ.get(SHARED_WRITING, "").strip().lower()
    if told not in {"", "oui", "non"}:
        raise UserError(
            f"{SHARED_WRITING}={told} : écrivez oui, ou non pour lire le magasin partagé sans rien y envoyer"
        )
    return SharedPlace(os.environ.get(SHARED_VARIABLE, "").strip(), told != "non")


def made_on() -> str:
    """Return the day on which films are made (ISO 8601), empty when nobody says: no clock is asked.

    Raises UserError when it cannot be read.
    """
    told = os.environ.get(MADE_ON, "").strip()
    try:
        return dt.datetime.fromtimestamp(int(told), dt.UTC).date().isoformat() if told else ""
    except (ValueError, OverflowError, OSError) as error:
        raise UserError(f"{MADE_ON}={told} : écrivez un nombre de secondes depuis 1970, ou rien") from error


def settings_at(folder: Path, cache: Path | None = None) -> Settings:
    """Return the settings of the project that a folder lies in; one that lies in none is a project of its own."""
    here = folder.absolute()
    return _settings(_project_of(here) or here, "", cache)


def settings_for(script: Path, cache: Path | None = None, start: Path | None = None) -> Settings:
    """Return the settings of a script: of its project, else of the one we stand in (`start`), else of its folder."""
    beside = script.absolute().parent
    root = _project_of(beside) or _project_of((start or Path.cwd()).absolute()) or beside
    return _settings(root, str(beside), cache)


def _settings(root: Path, beside: str, cache: Path | None) -> Settings:
    places = Places(str(root), str(library_root()), beside)
    return Settings(places, root / "output", cache_folder(cache), shared_place())


def _project_of(folder: Path) -> Path | None:
    """Return the nearest project a folder lies in: `jt.yaml` makes one from however deep, our folders from beside."""
    for near in (folder, folder.parent):
        if any((near / name).is_dir() for name in _OURS) and _is_ours(near):
            return near
    return next((up for up in (folder, *folder.parents) if (up / BRAND).is_file()), None)


def _is_ours(folder: Path) -> bool:
    """Tell a project from any folder that happens to hold one called `media`: it has scripts or scenes, too."""
    return (folder / BRAND).is_file() or (folder / "scripts").is_dir() or (folder / "scenes").is_dir()


def script_id(path: Path) -> str:
    """Return a script's id: its file name without accents, made safe for folders and links.

    >>> script_id(Path("scripts/Mon journal d'été.yaml")), script_id(Path("le_mans.yaml"))
    ('mon-journal-d-ete', 'le_mans')
    >>> script_id(Path("con.yaml")), script_id(Path("conte.yaml"))
    ('con-jt', 'conte')
    """
    plain = unicodedata.normalize("NFKD", path.stem.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9_]+|_{2,}", "-", plain)
    name = re.sub(r"[-_]*-[-_]*", "-", words).strip("-_")[:_LONGEST_ID].rstrip("-_") or "script"
    return f"{name}-jt" if _RESERVED.fullmatch(name) else name
