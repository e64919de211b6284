"""Which scene a shot asks for: the one key of it that names a scene, or `scene:` itself."""

from dataclasses import dataclass

from pipeline.check.meant import key_meant
from pipeline.check.rules.unknown_key import unknown_key
from pipeline.check.shape.desk import Desk
from pipeline.check.shape.forms import blank
from pipeline.check.vocabulary import overlay_names, scene_names, slot_names
from pipeline.errors import Code, Mark
from pipeline.french.wording import advised, fold, nearest, quoted
from pipeline.model.marked import Entry, MapNode, Node, TextNode

EXPLICIT = "scene"


@dataclass(frozen=True, slots=True)
class Asked:
    """A scene as asked for: its id (empty for none), where, what stands under it, and the keys beside it."""

    scene: str
    mark: Mark
    value: Node | None
    beside: tuple[Entry, ...]


def scene_asked(mark: Mark, entries: tuple[Entry, ...], common: frozenset[str], desk: Desk) -> Asked:
    """Return the scene of a shot; a near miss is said and then taken for what it nearly is."""
    names = scene_names(desk.context)
    named = [e for e in entries if fold(e.key) in names]
    explicit = next((e for e in entries if fold(e.key) == EXPLICIT), None)
    if explicit is not None:
        return _explicit(explicit, entries, desk)
    head = _head(named, names, desk)
    overlays = overlay_names(desk.context)
    laid_over = next((e for e in entries if fold(e.key) in overlays.keys() - common), None)
    if head is None and laid_over is not None:
        return Asked(overlays[fold(laid_over.key)], laid_over.mark, None, ())
    if head is None:
        head = _near(entries, common, names, desk)
        if head is None:
            return Asked("", mark, None, entries)
        scene = names[fold(key_meant(head.key, names))]
    else:
        scene = names[fold(head.key)]
    return Asked(scene, head.mark, head.value, tuple(e for e in entries if e is not head))


def scene_called(word: TextNode, desk: Desk) -> str:
    """Return the scene called by a bare word; an unknown one is said."""
    names = scene_names(desk.context)
    if found := (names | overlay_names(desk.context)).get(fold(word.text)):
        return found
    near = nearest(word.text, names)
    desk.say(
        word.mark, f"{quoted(word.text)} n'est pas une scène", advised(word.text, names), code=Code("scene-inconnue")
    )
    return names[fold(near)] if near else ""


def _explicit(explicit: Entry, entries: tuple[Entry, ...], desk: Desk) -> Asked:
    beside = tuple(e for e in entries if e is not explicit)
    value = explicit.value
    if isinstance(value, TextNode) and not blank(value):
        return Asked(scene_called(value, desk), value.mark, None, beside)
    if isinstance(value, MapNode):
        name = next((e for e in value.entries if fold(e.key) in {"nom", "name", "id"}), None)
        if name is not None and isinstance(name.value, TextNode):
            inner = MapNode(value.mark, tuple(e for e in value.entries if e is not name))
            return Asked(scene_called(name.value, desk), name.value.mark, inner, beside)
    desk.say(
        explicit.mark,
        "« scene » demande le nom d'une scène",
        "écrire « scene: {nom: carte, …} »",
        code=Code("scene-sans-nom"),
    )
    return Asked("", explicit.mark, None, beside)


def _head(named: list[Entry], names: dict[str, str], desk: Desk) -> Entry | None:
    """Return the key that names the scene: the one of which all the others are slots, else the first."""
    for entry in named:
        slots = slot_names(desk.context.scenes.get(names[fold(entry.key)]))
        if all(fold(other.key) in slots for other in named if other is not entry):
            return entry
    return named[0] if named else None


def _near(entries: tuple[Entry, ...], common: frozenset[str], names: dict[str, str], desk: Desk) -> Entry | None:
    for written in entries:
        if fold(written.key) in common:
            continue
        near = key_meant(written.key, {*common, *names})
        if near in names:
            desk.findings.append(unknown_key(written, names)[0])
            return written
    return None
