"""The style guide of a house: every sample drawn, on one page with everything the look is made of.

A sample is drawn when nothing under its key is in the store: what did not change is never drawn again.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path, PurePosixPath

from pipeline.adapters.project import Settings
from pipeline.adapters.yaml.files import read_marked
from pipeline.errors import Mark, MediaError, SceneError, ScriptError, UserError
from pipeline.french.system import unwritable
from pipeline.model.marked import ListNode, MapNode, Node, TextNode
from pipeline.model.part import Part
from pipeline.model.picture import Format, Shape
from pipeline.model.programme import PRESETS
from pipeline.model.scene import House, Scene
from pipeline.pages.styleguide import FACES, LOGO, SHAPES, SOUNDS, Guide, Shown, guide_page
from pipeline.plan.timeline import TRANSITION_FRAMES
from pipeline.produce.layer_cache import LayerCache
from pipeline.report.contrast import pairs
from pipeline.service.newsroom import Newsroom
from pipeline.service.samples import (
    SETTING,
    drawn,
    house_of,
    layer_cache,
    picture_key,
    refuse_faults,
    setting_of,
    stage_sample,
    telling,
)

PAGE = "index.html"
_PICTURES, _STATE = "images", "etat.js"
_KIND = "exemples"
_SIZE = Format(960, 540)
_PRESETS: Mapping[Shape, str] = {"horizontal": "web", "vertical": "vertical", "carre": "square"}
_QUALITY = 90
"""Of WebP: about a tenth of the weight of the same picture in PNG; the swatches carry the exact colours."""

_TREES = ("scenes", "media")
_QUOTED = re.compile(r"« (.+?) »")


@dataclass(frozen=True, slots=True)
class Made:
    """What one pass brought: the page, how many scenes it shows, those drawn anew, what is wrong (in French)."""

    page: Path
    scenes: int
    drawn: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pass:
    """What every sample of one pass has in common."""

    newsroom: Newsroom
    layers: LayerCache
    scenes: Mapping[str, Scene]
    setting: MapNode
    house: str


class StyleGuide:
    """Makes the page of a project, again and again; what breaks meanwhile is said, and its last good state kept."""

    def __init__(self, settings: Settings, folder: Path, house: str = "") -> None:
        self._settings = settings
        self._named = house
        self._folder = folder
        self._scenes: dict[str, Scene] = {}
        self._house: House | None = None
        self._shown: tuple[Shown, ...] = ()

    def make(self, *, watched: bool = False) -> Made:
        """Draw what is not in the store, write the page and what it needs; raises UserError when it cannot be."""
        newsroom = Newsroom(self._settings)  # a new one each time: files may have changed
        faults: dict[str, str] = {}
        redrawn: list[str] = []
        problem = ""
        try:
            setting = setting_of(newsroom.library, self._named)
            name = house_of(newsroom, setting)
            faults = self._load(newsroom, name)
            self._house = newsroom.house(name)
        except UserError as error:
            problem = str(error) or SETTING
        else:
            work = _Pass(newsroom, layer_cache(newsroom), self._scenes, setting, name)
            with newsroom.store.in_use():
                self._shown = tuple(
                    self._one(work, name, faults.get(name, ""), redrawn) for name in self._names(faults)
                )
        guide = Guide(
            house=self._house,
            scenes=self._scenes,
            shown=self._shown,
            transitions=TRANSITION_FRAMES,
            contrasts={shape: pairs(self._house, self._scenes, shape) for shape in SHAPES} if self._house else {},
            problem=self._short(problem),
        )
        written = self._write(newsroom, guide, watched=watched)
        told = map(self._short, (problem, *faults.values(), *(one.problem for one in self._shown)))
        return Made(written, len(self._shown), tuple(redrawn), tuple(dict.fromkeys(filter(None, told))))

    def _load(self, newsroom: Newsroom, house: str) -> dict[str, str]:
        """Read every scene as the house wears it; return what is wrong with those whose last good state stays."""
        faults: dict[str, str] = {}
        found: dict[str, Scene] = {}
        for name in newsroom.scene_names(house):
            try:
                found[name] = newsroom.scene(name, house)
            except UserError as error:
                faults[name] = str(error)
                if name in self._scenes:
                    found[name] = self._scenes[name]
        self._scenes = {
            name: scene.model_copy(update={"overlays": tuple(over for over in scene.overlays if over in found)})
            for name, scene in found.items()
        }
        return faults

    def _names(self, faults: Mapping[str, str]) -> list[str]:
        """Return what the page shows, pictures before overlays."""
        known = self._scenes.items()
        named = {name for name, scene in known if scene.role != "interne" or scene.part is Part.SIGNING} | set(faults)
        return sorted(named, key=lambda name: (self._overlay(name), name))

    def _overlay(self, name: str) -> bool:
        return name in self._scenes and self._scenes[name].role == "habillage"

    def _one(self, work: _Pass, name: str, fault: str, redrawn: list[str]) -> Shown:
        scene = self._scenes.get(name)
        shown = Shown(
            name=name,
            label=(scene and scene.label) or name,
            alias=scene.alias if scene else "",
            overlay=self._overlay(name),
        )
        if fault:
            return replace(shown, problem=self._short(fault))
        try:
            refuse_faults(work.newsroom, work.scenes, name, work.setting)
            pictures = {shape: self._picture(work, name, shape, redrawn) for shape in _PRESETS}
            return replace(shown, pictures=pictures)
        except UserError as error:
            return replace(shown, problem=self._short(_placed(error, work, name)))

    def _picture(self, work: _Pass, name: str, shape: Shape, redrawn: list[str]) -> str:
        """Return the address of a sample's picture in a format, drawn unless the store has it."""
        store = work.newsroom.store
        staged = stage_sample(work.newsroom, work.scenes, name, work.setting, PRESETS[_PRESETS[shape]])
        frame = telling(staged.shot)
        size = _size(shape)
        key = picture_key(staged, frame, size)
        picture = store.read(_KIND, key, bytes)
        if picture is None:
            buffer = BytesIO()
            drawn(work.layers, staged, frame, size).save(buffer, "WEBP", quality=_QUALITY)
            picture = buffer.getvalue()
            store.keep(_KIND, key, picture)
            if name not in redrawn:
                redrawn.append(name)
        file = f"{name}.webp" if shape == "horizontal" else f"{name}.{shape}.webp"
        _put(self._folder / _PICTURES / file, picture)
        return f"{_PICTURES}/{file}?{key[:8]}"

    def _write(self, newsroom: Newsroom, guide: Guide, *, watched: bool) -> Path:
        """Write the page, its fonts and sounds, and, while it is watched, the file by which it sees it is old."""
        if guide.house:
            for folder, files in ((FACES, guide.house.faces.values()), (SOUNDS, guide.house.sound.files.values())):
                _copy(newsroom, files, self._folder / folder)
            _copy(newsroom, [guide.house.logo.file] if guide.house.logo else [], self._folder / LOGO)
        text = guide_page(guide)
        version = hashlib.sha256(text.encode()).hexdigest()[:12] if watched else ""
        written = self._folder / PAGE
        _put(written, (guide_page(replace(guide, version=version)) if watched else text).encode())
        if watched:
            _put(self._folder / _STATE, f'window.charte = "{version}";\n'.encode())
        return written

    def _short(self, text: str) -> str:
        """Name files from the project on: the page may be shown to others."""
        for layer in self._settings.places.layers:
            text = text.replace(f"{layer.as_posix()}/", "")
        return text


def looks(layers: Sequence[Path]) -> dict[str, tuple[int, int]]:
    """Return the modification time (nanoseconds) and the size of every file that decides the look."""
    found: dict[str, tuple[int, int]] = {}
    for top in [layer / tree for layer in layers for tree in _TREES]:
        for folder, below, names in os.walk(top):
            below[:] = [name for name in below if name != "__pycache__"]
            for name in names:
                path = Path(folder, name)
                try:
                    status = path.stat()
                except OSError:
                    continue  # an editor's own file, gone already
                found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


def _size(shape: Shape) -> Format:
    """Return the size of a sample's picture: as large in every format as its short side is in 16:9."""
    wide, short = _SIZE.width, _SIZE.height
    return {"horizontal": _SIZE, "vertical": Format(short, wide), "carre": Format(short, short)}[shape]


def _copy(newsroom: Newsroom, files: Iterable[str], folder: Path) -> None:
    """Copy files of the project beside the page; one that is missing is said by whatever uses it."""
    for name in files:
        try:
            content = newsroom.library.read(name)
        except MediaError:
            continue
        _put(folder / PurePosixPath(name).name, content)


def _put(path: Path, content: bytes) -> None:
    """Write a file whole, unless it stands as it would be; raises UserError."""
    try:
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.en-cours")
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        raise unwritable(path, error, "choisissez un autre dossier avec -o") from error


def _placed(error: UserError, work: _Pass, name: str) -> str:
    """Return an error with the place of the word it is about, when it names one that stands in a file of the look."""
    said = str(error)
    if isinstance(error, ScriptError) or (isinstance(error, SceneError) and error.findings):
        return said
    first = said.partition(" ")[0]
    quoted = _QUOTED.search(said)
    words = {first, PurePosixPath(first).name, quoted[1] if quoted else first}
    library = work.newsroom.library
    looked = sorted(work.scenes, key=lambda other: other != name)  # a sample shows other scenes, too
    named = (folder / one / "scene.yaml" for one in looked for folder in library.scene_folders(work.house))
    files = [file for file in named if file.is_file()]
    for path in (*files, library.path(f"scenes/house/{work.house}.yaml")):
        mark = next(_marks(_read(path), words), None)
        if mark is not None:
            return f"{mark}: {said}"
    return said


def _read(path: Path) -> Node:
    """Read a file of the look; one that cannot be read holds nothing, and is said elsewhere."""
    try:
        return read_marked(path)
    except ScriptError:
        return ListNode(Mark(path.as_posix()))


def _marks(node: Node, words: set[str]) -> Iterator[Mark]:
    """Yield the places of scalars that are one of some words."""
    match node:
        case TextNode():
            if node.text in words:
                yield node.mark
        case ListNode():
            for item in node.items:
                yield from _marks(item, words)
        case MapNode():
            for entry in node.entries:
                yield from _marks(entry.value, words)
