"""A scene that takes over another one (`extends`): what it says itself is laid over the other's words, key by key.

One level: the other one takes over nobody. Slots and layers are found again by their name; a layer of another type
takes the whole place, a new one comes on top. Every word keeps its place, in whichever file it stands.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.errors import Code, Finding, SceneError
from pipeline.french.wording import advised, quoted
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode

KEY = "extends"

_OWN = frozenset({"id", "alias"})
"""Keys that name one scene and no other."""

_ENGLISH = {
    "slots": "emplacements", "layers": "calques", "name": "nom", "file": "fichier", "label": "libelle",
}  # fmt: skip


def extended(tree: Node, path: Path, read: Callable[[Path], Node]) -> Node:
    """Return the words of a scene with those of the one it takes over; raises SceneError with line and column."""
    told = tree.entry(KEY) if isinstance(tree, MapNode) else None
    if not isinstance(tree, MapNode) or told is None:
        return tree
    name = told.value.text.strip() if isinstance(told.value, TextNode) else ""
    scenes = path.resolve().parent.parent
    known = sorted(file.parent.name for file in scenes.glob("*/scene.yaml") if file.parent.name != path.parent.name)
    if name == path.resolve().parent.name:
        raise _refused(
            told, "une scène ne peut pas se reprendre elle-même", advised("", known), Code("reprise-impossible")
        )
    if name not in known:
        raise _refused(
            told,
            f"la scène {quoted(name)}, à reprendre, n'existe pas dans scenes/",
            advised(name, known),
            Code("scene-inconnue"),
        )
    other = read(path.parent.parent / name / path.name)
    if not isinstance(other, MapNode):
        raise _refused(
            told,
            f"la scène {quoted(name)} ne contient pas de clés",
            "reprendre une autre scène",
            Code("reprise-impossible"),
        )
    further = other.text(KEY)
    if further == path.resolve().parent.name:
        raise _refused(
            told,
            f"{quoted(name)} et cette scène se reprennent l'une l'autre",
            "effacer un « extends »",
            Code("reprise-impossible"),
        )
    if further:
        message = f"{quoted(name)} reprend déjà {quoted(further)}, et une scène ne se reprend qu'une fois"
        raise _refused(told, message, f"reprendre {quoted(further)}", Code("reprise-impossible"))
    return _laid(_at_home(other, scenes / name, name), tree)


def _refused(told: Entry, message: str, advice: str, code: Code) -> SceneError:
    finding = Finding(told.value.mark, message, advice, code=code)
    return SceneError(str(finding), (finding,))


def _at_home(node: Node, folder: Path, name: str) -> MapNode:
    """Return a scene whose own artwork is named from the project on: another folder will ask for it."""

    def moved(below: Node, key: str = "") -> Node:
        match below:
            case MapNode():
                return MapNode(
                    below.mark, tuple(Entry(e.key, e.mark, moved(e.value, _french(e.key))) for e in below.entries)
                )
            case ListNode():
                return ListNode(below.mark, tuple(moved(item) for item in below.items))
            case TextNode() if key == "fichier" and (folder / below.text).is_file():
                return TextNode(below.mark, f"scenes/{name}/{below.text}")
            case TextNode():
                return below

    whole = moved(node)
    assert isinstance(whole, MapNode)  # noqa: S101 - a mapping moved is a mapping
    return MapNode(whole.mark, tuple(entry for entry in whole.entries if entry.key not in _OWN))


def _french(key: str) -> str:
    return _ENGLISH.get(key, key)


def _laid(under: MapNode, over: MapNode) -> MapNode:
    """Return the keys of both; mappings are laid key by key, layers by their name, anything else is replaced."""
    entries: dict[str, Entry] = {_french(entry.key): entry for entry in under.entries}
    for entry in over.entries:
        key = _french(entry.key)
        below = entries.get(key)
        value: Node = entry.value
        if below is not None and isinstance(below.value, MapNode) and isinstance(value, MapNode) and _deep(key):
            value = _laid(below.value, value)
        elif below is not None and isinstance(below.value, ListNode) and isinstance(value, ListNode) and key == _LIST:
            value = _layers(below.value, value)
        entries[key] = Entry(entry.key, entry.mark, value)
    return MapNode(over.mark, tuple(entries.values()))


_LIST = "calques"
_WHOLE = frozenset({"plaque", "entree", "sortie", "mouvement", "repete", "plate", "enter", "leave", "moves", "repeat"})
"""Keys of a layer that are one thing: written again, they are written whole."""


def _deep(key: str) -> bool:
    return key not in _WHOLE


def _layers(under: ListNode, over: ListNode) -> ListNode:
    """Return the layers of both in paint order: a name that is known changes its layer, a new layer comes on top."""
    layers: list[Node] = list(under.items)
    places: Mapping[str, int] = {name: rank for rank, layer in enumerate(layers) if (name := _named(layer))}
    for layer in over.items:
        rank = places.get(_named(layer))
        if rank is None:
            layers.append(layer)
            continue
        layers[rank] = _changed(layers[rank], layer)
    return ListNode(over.mark, tuple(layers))


def _changed(under: Node, over: Node) -> Node:
    if isinstance(under, MapNode) and isinstance(over, MapNode) and over.text("type") in {"", under.text("type")}:
        return _laid(under, over)
    return over


def _named(layer: Node) -> str:
    return (layer.text("nom") or layer.text("name")) if isinstance(layer, MapNode) else ""
