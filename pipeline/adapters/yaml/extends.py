"""A scene that takes over another one (`extends`): what it says itself is laid over the other's words, key by key.

Scenes stand in folders that lie over one another, the nearest first: a house's own, then the library's. A scene takes
over one of its own folder, or else of the nearest folder below; one of its own name is always looked for below. In one
folder there is one level: the other one takes over nobody there. Slots and layers are found again by their name; a
layer of another type takes the whole place, a new one comes on top; what `sans` names is not taken over. Every word
keeps its place, in whichever file it stands.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from pipeline.errors import Code, Finding, SceneError
from pipeline.french.wording import advised, quoted
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode

KEY = "extends"
WITHOUT = "sans"
"""What a scene does not take over: keys of the other scene, or names of its layers."""

_VAIN, _UNKNOWN = Code("reprise-impossible"), Code("scene-inconnue")

_OWN = frozenset({"id", "alias", "joue", "part"})
"""Keys that are of one scene and no other, its names and its part; a scene of the same name keeps them."""

_ENGLISH = {
    "slots": "emplacements", "layers": "calques", "name": "nom", "file": "fichier", "label": "libelle",
}  # fmt: skip


def extended(tree: Node, path: Path, read: Callable[[Path], Node], below: Sequence[Path] = ()) -> Node:
    """Return the words of a scene with those of the one it takes over; raises SceneError with line and column.

    `below` are the folders of scenes under the one in which this scene stands, the nearest first.
    """
    told = tree.entry(KEY) if isinstance(tree, MapNode) else None
    if not isinstance(tree, MapNode) or told is None:
        return tree
    own, here = path.resolve().parent.name, path.parent.parent
    name = told.value.text.strip() if isinstance(told.value, TextNode) else ""
    folders = tuple(below) if name == own else (here, *below)
    if name == own and not below:
        raise _refused(told, "une scène ne peut pas se reprendre elle-même", advised("", _scenes((here,), own)), _VAIN)
    rank = next((rank for rank, folder in enumerate(folders) if (folder / name / path.name).is_file()), None)
    if PurePosixPath(name).name != name or rank is None:  # a name that leads elsewhere is no scene's
        known = sorted({*_scenes((here,), own), *_scenes(below)})
        raise _refused(
            told, f"la scène {quoted(name)}, à reprendre, n'existe pas dans scenes/", advised(name, known), _UNKNOWN
        )
    file = folders[rank] / name / path.name
    other = read(file)
    if not isinstance(other, MapNode):
        raise _refused(
            told,
            f"la scène {quoted(name)} ne contient pas de clés",
            "reprendre une autre scène",
            _VAIN,
        )
    further = other.text(KEY)
    if folders[rank] == here and further not in {"", name}:
        if further == own:
            raise _refused(
                told, f"{quoted(name)} et cette scène se reprennent l'une l'autre", "effacer un « extends »", _VAIN
            )
        message = f"{quoted(name)} reprend déjà {quoted(further)}, et une scène ne se reprend qu'une fois"
        raise _refused(told, message, f"reprendre {quoted(further)}", _VAIN)
    whole = extended(other, file, read, folders[rank + 1 :])
    taken = _at_home(whole, file.parent, forgotten=frozenset() if name == own else _OWN)
    return _laid(_lessened(taken, tree), _told(tree, WITHOUT))


def at_home(tree: Node, folder: Path) -> Node:
    """Return a scene whose own artwork is named from the project on: it stands elsewhere than its name says."""
    return _at_home(tree, folder, forgotten=frozenset()) if isinstance(tree, MapNode) else tree


def _scenes(folders: Iterable[Path], but: str = "") -> list[str]:
    """Return the names of the scenes that folders hold."""
    found = {file.parent.name for folder in folders for file in folder.glob("*/scene.yaml")}
    return sorted(found - {but})


def _refused(told: Entry, message: str, advice: str, code: Code) -> SceneError:
    finding = Finding(told.value.mark, message, advice, code=code)
    return SceneError(str(finding), (finding,))


def _lessened(taken: MapNode, tree: MapNode) -> MapNode:
    """Return what is taken over less the keys and the layers that `sans` names; raises SceneError for another word."""
    told = tree.entry(WITHOUT)
    if told is None:
        return taken
    words = told.value.items if isinstance(told.value, ListNode) else (told.value,)
    layers = taken.get(_LIST) or taken.get("layers")
    named = {_named(layer) for layer in layers.items} - {""} if isinstance(layers, ListNode) else set()
    keys = {_french(entry.key) for entry in taken.entries}
    gone = {_french(word.text): word for word in words if isinstance(word, TextNode)}
    for word, node in gone.items():
        if word not in keys | named:
            message = f"la scène reprise n'a ni clé ni calque {quoted(word)}"
            raise _refused(Entry(WITHOUT, told.mark, node), message, advised(word, sorted(keys | named)), _VAIN)
    kept = (entry for entry in taken.entries if _french(entry.key) not in gone)
    return MapNode(taken.mark, tuple(_thinned(entry, gone) for entry in kept))


def _thinned(entry: Entry, gone: Mapping[str, Node]) -> Entry:
    """Return the layers of a scene, and what other formats change of them, less those that are gone."""
    value, key = entry.value, _french(entry.key)
    if key == _LIST and isinstance(value, ListNode):
        kept = tuple(layer for layer in value.items if _named(layer) not in gone)
        return Entry(entry.key, entry.mark, ListNode(value.mark, kept))
    if key == _LIST and isinstance(value, MapNode):
        left = tuple(one for one in value.entries if one.key not in gone)
        return Entry(entry.key, entry.mark, MapNode(value.mark, left))
    if key in _FORMATS and isinstance(value, MapNode):
        return Entry(entry.key, entry.mark, MapNode(value.mark, tuple(_thinned(one, gone) for one in value.entries)))
    return entry


_FORMATS = frozenset({"formats", "vertical", "carre", "reduit"})


def _told(tree: MapNode, but: str) -> MapNode:
    """Return a mapping without one of its keys."""
    return MapNode(tree.mark, tuple(entry for entry in tree.entries if entry.key != but))


def _at_home(node: Node, folder: Path, *, forgotten: frozenset[str]) -> MapNode:
    """Return a scene whose own artwork is named from the project on, without the keys to be forgotten."""
    parts = folder.resolve().parts
    home = "/".join(parts[len(parts) - parts[::-1].index(_TREE) - 1 :]) if _TREE in parts else folder.as_posix()

    def moved(below: Node, key: str = "") -> Node:
        match below:
            case MapNode():
                return MapNode(
                    below.mark, tuple(Entry(e.key, e.mark, moved(e.value, _french(e.key))) for e in below.entries)
                )
            case ListNode():
                return ListNode(below.mark, tuple(moved(item) for item in below.items))
            case TextNode() if key == "fichier" and (folder / below.text).is_file():
                return TextNode(below.mark, f"{home}/{below.text}")
            case TextNode():
                return below

    whole = moved(node)
    assert isinstance(whole, MapNode)  # noqa: S101 - a mapping moved is a mapping
    return MapNode(whole.mark, tuple(entry for entry in whole.entries if entry.key not in forgotten))


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


_TREE = "scenes"
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
