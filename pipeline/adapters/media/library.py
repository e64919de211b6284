"""Files found by the name they have in a project: beside the script, in the project, in the library under it.

A name that begins with `media/` is looked for beside the script first, without that beginning. A nearer file wins
over those of the same name further down; nothing outside these folders can be named. A file of media is found whatever
the Unicode form its disk keeps, and, when none is called exactly so, whatever its capitals.
"""

import hashlib
import math
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from pipeline.adapters.cache.kept import KeptForms
from pipeline.adapters.media.trees import TREES
from pipeline.adapters.project import Places
from pipeline.draw.outside import artwork
from pipeline.errors import MediaError, SceneError
from pipeline.french.system import kind_said, scarce, why
from pipeline.model.picture import Asset, Depth

_SMALL = 4_000_000
_MEDIA = "media"
_OUT = "ce chemin sort du projet ; placez le fichier dans media/, ou à côté du script"

Stamp = tuple[int, int, int]
"""What changes with a file: its time, its size, its place on the disk."""


Whereabouts = Mapping[str, object]
"""Where names lead, with what changes with the file, None for those that lead to none; under no name all beside."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What was asked of a library for a while: every name, and the files that were used, with their stamps.

    The empty name stands for all that is beside the script.
    """

    names: set[str] = field(default_factory=set)
    assets: dict[str, tuple[Asset, Stamp]] = field(default_factory=dict)


class FolderLibrary:
    """The folders of one job, nearest first; a file that changes meanwhile is looked at again.

    In a `steady` one each name is looked up once, until `changed` is asked: for a job that is about one moment.
    """

    def __init__(
        self, *layers: Path, beside: Path | None = None, steady: bool = False, kept: KeptForms | None = None
    ) -> None:
        """Look at nothing yet; `kept` holds what was worked out of contents before."""
        self.kept = kept or KeptForms()
        self._layers = tuple(layer.resolve() for layer in layers)
        self._media = tuple((layer / _MEDIA).resolve() for layer in self._layers)
        self._beside = beside.resolve() if beside else None
        self._assets: dict[str, tuple[Asset, Stamp]] = {}
        self._sought: set[str] = set()
        self._changed: set[str] = set()
        self._steady = steady
        self._led: dict[str, Path | None] = {}
        self._neighbours: frozenset[str] | None = None
        self._notes: list[AskedFor] = []

    @classmethod
    def of(cls, places: Places, *, steady: bool = False, kept: KeptForms | None = None) -> "FolderLibrary":
        """Return the library of a job's places."""
        beside = Path(places.beside) if places.beside else None
        return cls(*places.layers, beside=beside, steady=steady, kept=kept)

    @property
    def used(self) -> tuple[Asset, ...]:
        """Every file asked for so far."""
        return tuple(asset for asset, _ in self._assets.values())

    def changed(self) -> tuple[str, ...]:
        """Return the files that are no longer what they were when they were first asked for, or are gone."""
        self._led, self._neighbours = {}, None
        for name in tuple(self._assets):
            try:
                self.asset(name)
            except MediaError:
                self._changed.add(name)
        return tuple(sorted(self._changed))

    @property
    def beside(self) -> dict[str, str]:
        """Every name that was looked for beside the script, with the digest of what was used, empty for nothing."""
        used = {name: asset.digest for name, (asset, _) in self._assets.items()}
        found = {rest: beside_file(self._beside, rest) for rest in sorted(self._sought)} if self._beside else {}
        return {rest: (used.get(f"{_MEDIA}/{rest}") or _sha(full)) if full else "" for rest, full in found.items()}

    def path(self, name: str) -> Path:
        """Return where a file is, or would be in the project.

        Raises MediaError when the name leaves every folder, or is that of something which is no file.
        """
        found = self._found(name)
        if found is not None:
            return found
        places = list(self._places(name))
        if None in places:
            raise MediaError(f"{name} : {_OUT}")
        odd = next((what for what in (kind_said(place) for place in places if place is not None) if what), None)
        if odd is not None:
            raise MediaError(f"{name} : c'est {odd}, pas un fichier ; donnez le nom d'un fichier")
        return self._layers[0] / name

    def exists(self, path: str) -> bool:
        """Tell whether there is such a file."""
        return self._found(path) is not None

    def asset(self, path: str) -> Asset:
        """Return the file with its SHA-256; raises MediaError when it is missing."""
        full = self.path(path)
        try:
            stamp = file_stamp(full)
            known = self._assets.get(path)
            if known is None or known[1] != stamp:
                found = Asset(path, _sha(full))
                if known is not None and known[0] != found:
                    self._changed.add(path)
                known = self._assets[path] = (found, stamp)
        except OSError as error:
            if scarce(error):
                raise
            raise MediaError(f"{path} : fichier introuvable ou illisible ({why(error)})") from error
        for note in self._notes:
            note.assets[path] = known
        return known[0]

    def read(self, path: str) -> bytes:
        """Return the file's bytes; raises MediaError when it cannot be read."""
        full = self.path(path)
        try:
            stamp = file_stamp(full)
            return _small(full, stamp) if stamp[1] <= _SMALL else full.read_bytes()
        except OSError as error:
            if scarce(error):
                raise
            raise MediaError(f"{path} : fichier introuvable ou illisible ({why(error)})") from error

    def spelt(self, name: str) -> str:
        """Return a name as its disk writes it, when only its capitals are different; empty otherwise."""
        full = self.path(name)
        base = next((base for base in (self._beside, *self._layers) if base and full.is_relative_to(base)), None)
        if base is None or not full.is_file():
            return ""
        wanted = _composed(name.removeprefix(f"{_MEDIA}/"))
        there = _composed(_on_disk(base, full.relative_to(base)).removeprefix(f"{_MEDIA}/"))
        return there if there != wanted and there.casefold() == wanted.casefold() else ""

    def listed(self, pattern: str) -> dict[str, Path]:
        """Return the files that match a pattern (`scenes/*/scene.yaml`) by name, in order, the nearest of each name."""
        found: dict[str, Path] = {}
        for layer in reversed(self._layers):
            found |= {file.relative_to(layer).as_posix(): file for file in layer.glob(pattern) if file.is_file()}
        return dict(sorted(found.items()))

    def scene_folders(self, house: str = "") -> tuple[Path, ...]:
        """Return the folders in which a house looks for scenes: in each layer its own, then those of all houses."""
        trees = (f"scenes/house/{house}", "scenes") if house else ("scenes",)
        return tuple(layer / tree for layer in self._layers for tree in trees)

    def scene_file(self, name: str, house: str = "") -> tuple[Path, tuple[Path, ...]]:
        """Return the file of a scene as a house wears it, and the folders under it; raises MediaError without one."""
        folders = self.scene_folders(house)
        for rank, folder in enumerate(folders):
            file = folder / name / "scene.yaml"
            if file.is_file():
                return file, folders[rank + 1 :]
        raise MediaError(f"scenes/{name}/scene.yaml : fichier introuvable")

    def name_of(self, file: Path) -> str:
        """Return the name of a file that stands in one of the layers."""
        layer = next(layer for layer in self._layers if file.is_relative_to(layer))
        return file.relative_to(layer).as_posix()

    def neighbours(self) -> tuple[str, ...]:
        """Return the names of the files that stand beside the script, without those of its folders."""
        for note in self._notes:
            note.names.add("")
        return self._all_beside()

    def _all_beside(self) -> tuple[str, ...]:
        there = self._beside if self._beside and self._beside.is_dir() else None
        return tuple(sorted(file.name for file in there.iterdir() if file.is_file())) if there else ()

    def depths(self, path: str) -> tuple[Depth, ...]:
        """Return the top-level groups of an illustration, in paint order; raises SceneError without sound ones."""
        content = self.read(path)
        told = self.kept.form("profondeurs", (path.encode(), content), lambda: _told(depths_in(content, path)))
        return tuple(Depth(*each) for each in told)

    @contextmanager
    def noting(self) -> Iterator[AskedFor]:
        """Note what is asked meanwhile."""
        noted = AskedFor()
        self._notes.append(noted)
        try:
            yield noted
        finally:
            self._notes = [note for note in self._notes if note is not noted]  # two may hold the same by now

    def take_in(self, noted: AskedFor) -> None:
        """Take what was asked once for what is asked now."""
        for note in self._notes:
            note.names.update(noted.names)
            note.assets.update(noted.assets)
        for name, known in noted.assets.items():
            self._assets.setdefault(name, known)
        if self._beside:
            self._sought.update(rest for top, rest in map(_parted, noted.names) if top == _MEDIA)

    def apart(self, noted: AskedFor) -> Whereabouts:
        """Return where the noted names lead outside the trees of the layers, which are looked over as a whole.

        A name of media is looked for beside the script, any other where it is.
        """
        return {name: self._apart(name) if name else self._all_beside() for name in noted.names}

    def _apart(self, name: str) -> tuple[Path, Stamp] | None:
        top, rest = _parted(name)
        place: Path | None = None
        if top not in TREES or ".." in rest:
            place = self._found(name)
        elif top == _MEDIA and self._beside and self._may_be_beside(rest):
            place = _inside(self._beside, named_in(self._beside, rest))
        try:
            return (place, file_stamp(place)) if place is not None and place.is_file() else None
        except OSError:  # gone in between
            return None

    def _may_be_beside(self, rest: str) -> bool:
        """Tell whether there may be a file of this name beside the script: a steady library knows what is there."""
        if not self._steady or self._beside is None or os.sep != "/":
            return True
        if self._neighbours is None:
            self._neighbours = frozenset(map(_capless, _names_in(self._beside)))
        first = rest.partition("/")[0]
        return first in {"", ".", ".."} or _capless(first) in self._neighbours

    def _found(self, name: str) -> Path | None:
        """Return the nearest file of a name."""
        for note in self._notes:
            note.names.add(name)
        if name in self._led:
            return self._led[name]
        found = next((place for place in self._places(name) if place is not None and place.is_file()), None)
        if self._steady:
            self._led[name] = found
        return found

    def _places(self, name: str) -> Iterator[Path | None]:
        """Yield where a name may be, nearest first; None where the name, or a link, leads out of the folder."""
        top, rest = _parted(name)
        media = top == _MEDIA
        if media and self._beside:
            self._sought.add(rest)
            if self._may_be_beside(rest):
                yield _inside(self._beside, named_in(self._beside, rest))
        for folder in self._media if media else self._layers:
            yield _inside(folder, named_in(folder, rest) if media else name)


def _parted(name: str) -> tuple[str, str]:
    """Return the first part of a name, and the rest of it."""
    parts = PurePosixPath(name).parts
    return (parts[0], "/".join(parts[1:])) if parts else ("", "")


def _told(depths: tuple[Depth, ...]) -> list[tuple[str, float, float, bool]]:
    return [(depth.group, depth.drift, depth.bob, depth.pulse) for depth in depths]


def depths_in(content: bytes, name: str) -> tuple[Depth, ...]:
    """Return the top-level groups of an illustration, in paint order; raises SceneError without sound ones."""
    groups = tuple(
        Depth(
            child.get("id") or "",
            _measure(child.get("data-drift"), "data-drift", name),
            _measure(child.get("data-bob"), "data-bob", name),
            child.get("data-pulse") == "1",
        )
        for child in artwork(content, name)
        if child.tag.endswith("}g") and child.get("id")
    )
    if not groups:
        raise SceneError(f"{name} : aucun groupe nommé ; une illustration a un groupe <g id=…> par profondeur")
    return groups


def _measure(written: str | None, name: str, path: str) -> float:
    """Return how far a depth moves, 0 when nothing is written; raises SceneError when that is no finite number."""
    try:
        told = float(written or 0)
    except ValueError:
        told = math.nan
    if not math.isfinite(told):
        raise SceneError(f'{path} : « {name} » n\'est pas un nombre : « {written} » ; écrivez par exemple {name}="24"')
    return told


def beside_file(folder: Path, name: str) -> Path | None:
    """Return the file of this name in the folder of a script, None when there is none, or not inside it."""
    full = _inside(folder.resolve(), named_in(folder, name))
    return full if full is not None and full.is_file() else None


def named_in(folder: Path, name: str) -> str:
    """Return a name below a folder as its disk writes it: as it is, else in another Unicode form, else other capitals.

    The name itself when nothing there is called so.
    """
    if (folder / name).exists():
        return name
    place, found = folder, []
    for part in PurePosixPath(name).parts:
        kept = _called(part, _names_in(place))
        if kept is None:
            return name
        found.append(kept)
        place /= kept
    return "/".join(found)


def _names_in(folder: Path) -> list[str]:
    """Return the names in a folder, in order; none when it cannot be read."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - hundreds of names, of which none is opened
    except OSError:
        return []


def _called(name: str, there: list[str]) -> str | None:
    """Return the name as it stands among others: as it is, else in another Unicode form, else in other capitals."""
    if name in there:
        return name
    forms: tuple[Callable[[str], str], ...] = (_composed, _capless)
    wanted = ((form, form(name)) for form in forms)
    return next((entry for form, as_wanted in wanted for entry in there if form(entry) == as_wanted), None)


def _on_disk(base: Path, below: Path) -> str:
    """Return the name of a file below a folder as its disk writes it, where capitals do not count, too."""
    found: list[str] = []
    for part in below.parts:
        there = sorted(entry.name for entry in base.joinpath(*found).iterdir())
        found.append(
            part if part in there else next((name for name in there if _capless(name) == _capless(part)), part)
        )
    return "/".join(found)


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _capless(name: str) -> str:
    return _composed(name).casefold()


def _sha(full: Path) -> str:
    with full.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _inside(folder: Path, name: str) -> Path | None:
    """Return the file of a folder, None when its name or a link leads out."""
    full = Path(os.path.realpath(folder / name))  # a link that turns in a circle leads to no file, and is no error
    return full if full.is_relative_to(folder) else None


def file_stamp(full: Path) -> Stamp:
    """Return what changes with a file; raises OSError."""
    status = full.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


@lru_cache(maxsize=128)
def _small(full: Path, _stamp: Stamp) -> bytes:
    return full.read_bytes()
