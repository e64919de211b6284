"""The YAML files of the product and of whoever dresses it: scenes, house styles, tables, read without forgiveness."""

import os
import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from pipeline.adapters.yaml.contents import decoded, read_bytes
from pipeline.adapters.yaml.extends import KEY as EXTENDS
from pipeline.adapters.yaml.extends import at_home, extended
from pipeline.adapters.yaml.reading import Reading, read_strictly
from pipeline.check.french import findings_of
from pipeline.errors import Code, Finding, Level, Mark, SceneError, ScriptError
from pipeline.french.signs import spotless
from pipeline.model.marked import ListNode, MapNode, Node, TextNode, plain
from pipeline.model.part import Part
from pipeline.model.scene import House, Scene

V = TypeVar("V", Scene, House)


def read_marked(path: Path) -> Node:
    """Return the tree of a YAML file; raise `ScriptError` with findings in French when anything is wrong with it."""
    file = path.as_posix()
    return marked(decoded(read_bytes(path), file), file)


def marked(text: str, file: str) -> Node:
    """Return the tree of a YAML text that stands, or is to stand, in a file; raise `ScriptError` as `read_marked`."""
    return _faultless(read_strictly(text, file))


def _faultless(reading: Reading) -> Node:
    if any(finding.level is Level.ERROR for finding in reading.findings):
        raise ScriptError(reading.findings)
    return reading.tree


def read_plain(path: Path) -> Any:
    """Return a table of ours as `str`, `list` and `dict`; every scalar is text, as in `read_marked`."""
    quick = _quick(path)
    return plain(read_marked(path)) if quick is None else quick


def read_meant(path: Path) -> Any:
    """Return a table that a project may have written, as `read_plain`, its signs as they were meant."""
    return read_plain(path) if _spotless(path) else plain(read_marked(path))


def word_at(path: Path, word: str, key: str = "") -> Mark:
    """Return where a word stands in a file of the look, as a value (under a key); the whole file when it does not."""
    tree = read_marked(path)
    under = next(_places(tree, word, key), None) if key else None
    return under or next(_places(tree, word), Mark(path.as_posix()))


def _places(node: Node, word: str, key: str = "") -> Iterator[Mark]:
    """Yield the places of a word; with a key, only those that stand somewhere under it."""
    match node:
        case TextNode():
            if node.text == word and not key:
                yield node.mark
        case ListNode():
            for item in node.items:
                yield from _places(item, word, key)
        case MapNode():
            for entry in node.entries:
                yield from _places(entry.value, word, "" if entry.key == key else key)


class _Quick(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # the C loader is optional
    """Ten times faster than the marked reading, for our own files; knows nothing of places nor of merge keys."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuse a key written twice, which YAML's own loaders let pass."""
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(found) != len(node.value) or "<<" in found:
            raise yaml.YAMLError("duplicate or merge key")
        return found


def _spotless(path: Path) -> bool:
    """Tell whether the quick reading of a file gives what the marked one does, sign for sign."""
    try:
        return spotless(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False


def _quick(path: Path) -> Any:
    """Return a YAML file's content, or None when there is anything to say about it: the marked reading says it."""
    try:
        return pickle.loads(_parsed(path.read_bytes()))  # noqa: S301 - made below, a few lines away
    except (yaml.YAMLError, OSError, ValueError):
        return None


@lru_cache(maxsize=256)
def _parsed(content: bytes) -> bytes:
    """Return what a YAML file holds, pickled: the look is read many times over, and parsing takes ten times as long.

    By its bytes, so that no change is ever missed; each reader gets a copy of its own. Raises YAMLError, ValueError.
    """
    return pickle.dumps(yaml.load(content, _Quick))  # noqa: S506 - a base loader builds text, lists and mappings only


def load_scene(path: Path, below: Sequence[Path] = ()) -> Scene:
    """Return the scene of `<folder of scenes>/<id>/scene.yaml`; raise `SceneError` with every finding.

    `below` are the folders of scenes that lie under its own, the nearest first: `extends` reaches them. A scene that
    stands over one of the same name and says no part of its own plays the part of that one.
    """
    name = path.resolve().parent.name
    scene = _load(path, Scene, name, below)
    under = next((rank for rank, folder in enumerate(below) if (folder / name / path.name).is_file()), None)
    if scene.part is not None or under is None:
        return scene
    return scene.model_copy(update={"part": load_scene(below[under] / name / path.name, below[under + 1 :]).part})


def told_scene(path: Path, below: Sequence[Path] = ()) -> dict[str, Any]:
    """Return a scene as `scene_of` takes it, in texts, lists and mappings alone; raises as `load_scene`."""
    content, alone = _content(path, Scene, path.resolve().parent.name, below)
    whole = load_scene(path, below)
    taken_over = whole.model_fields_set != alone.model_fields_set
    return {"content": content, **({"part": whole.part and whole.part.value} if taken_over else {})}


def scene_sources(folders: Iterable[Path]) -> Iterator[bytes]:
    """Yield all that decides what the scenes of some folders say: where they are, every name there, and every word."""
    for folder in folders:
        yield os.path.realpath(folder).encode()
        for place in sorted(folder.glob("*/scene.yaml")):
            names = sorted(f"{top}/{name}" for top, _, names in os.walk(place.parent) for name in names)
            yield "\n".join(names).encode(errors="surrogateescape")
            yield place.read_bytes()


def scene_of(told: Mapping[str, Any]) -> Scene:
    """Return the scene that was told; raises ValueError for anything else."""
    scene = Scene.model_validate(told["content"])
    if "part" not in told:
        return scene
    return scene.model_copy(update={"part": told["part"] and Part(told["part"])})


def load_house(path: Path) -> House:
    """Return the house style of `scenes/house/<id>.yaml`; raise `SceneError` with every finding."""
    return _load(path, House, path.stem)


def _load(path: Path, model: type[V], identifier: str, below: Sequence[Path] = ()) -> V:
    return _content(path, model, identifier, below)[1]


def _content(path: Path, model: type[V], identifier: str, below: Sequence[Path]) -> tuple[Any, V]:
    """Return what a file says, in texts, lists and mappings, and the model of it; raises SceneError."""
    quick = None if below or not _spotless(path) else _quick(path)
    if isinstance(quick, dict) and EXTENDS not in quick and quick.setdefault("id", identifier) == identifier:
        try:
            return quick, model.model_validate(quick)
        except ValidationError:
            pass  # read again with marks, to say where
    try:
        tree = read_marked(path)
        if model is Scene:
            tree = extended(tree, path, read_marked, below)
        if below:
            tree = at_home(tree, path.parent)
    except ScriptError as error:
        raise SceneError(str(error), error.findings) from error
    content = plain(tree)
    if isinstance(content, dict) and content.setdefault("id", identifier) != identifier:
        place = tree.get("id") if isinstance(tree, MapNode) else None
        message = f"l'identifiant « {content['id']} » diffère du nom « {identifier} » sur le disque"
        finding = Finding((place or tree).mark, message, "effacer la ligne « id »", code=Code("scene-identifiant"))
        raise SceneError(str(finding), (finding,))
    try:
        return content, model.model_validate(content)
    except ValidationError as error:
        findings = findings_of(error, tree, model)
        raise SceneError("\n".join(map(str, findings)), findings) from error
