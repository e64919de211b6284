"""Ways through a canonical script, for rules: its items, shots, lines, slots, with their marks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.errors import Mark
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.scene import Scene, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSlot:
    """A slot of a shot's scene, in an item of a kind, with what the script put in it (None: nothing)."""

    name: str
    slot: Slot
    scene: str
    kind: str
    mark: Mark
    value: Node | None


def maps_under(node: MapNode, key: str) -> tuple[MapNode, ...]:
    """Return the mappings of the list under a key."""
    below = node.get(key)
    return tuple(item for item in below.items if isinstance(item, MapNode)) if isinstance(below, ListNode) else ()


def items_of(script: MapNode) -> tuple[MapNode, ...]:
    """Return the items, in order."""
    return maps_under(script, "conducteur")


def shots_of(script: MapNode) -> Iterator[tuple[MapNode, MapNode]]:
    """Yield every shot with its item."""
    for item in items_of(script):
        for shot in maps_under(item, "plans"):
            yield item, shot


def lines_of(script: MapNode) -> Iterator[MapNode]:
    """Yield every spoken line, in reading order."""
    for item in items_of(script):
        yield from maps_under(item, "lancement")
        for shot in maps_under(item, "plans"):
            yield from maps_under(shot, "repliques")
        yield from maps_under(item, "pied")


def speakers_of(script: MapNode) -> tuple[Entry, ...]:
    """Return the speakers described as mappings, by id."""
    people = script.get("intervenants")
    return people.entries if isinstance(people, MapNode) else ()


def slots_of(script: MapNode, scenes: Mapping[str, Scene]) -> Iterator[FilledSlot]:
    """Yield every slot of every shot, filled or not."""
    for item, shot in shots_of(script):
        scene = scenes.get(shot.text("scene"))
        given = shot.get("slots")
        if scene is None or not isinstance(given, MapNode):
            continue
        for name, slot in scene.slots.items():
            entry = given.entry(name)
            place = given.mark if entry is None else entry.value.mark
            mark = entry.mark if entry is not None and entry.value == TextNode(place, "") else place
            yield FilledSlot(
                name=name,
                slot=slot,
                scene=shot.text("scene"),
                kind=item.text("kind"),
                mark=mark,
                value=entry.value if entry else None,
            )


def films_of(script: MapNode, scenes: Mapping[str, Scene]) -> Iterator[tuple[TextNode, MapNode, MapNode]]:
    """Yield every video that is named, with the slots beside it and its shot."""
    for _, shot in shots_of(script):
        scene, slots = scenes.get(shot.text("scene")), shot.get("slots")
        if scene is None or not isinstance(slots, MapNode):
            continue
        for name, slot in scene.slots.items():
            film = slots.get(name)
            if slot.type == "video" and isinstance(film, TextNode) and film.text:
                yield film, slots, shot


def texts_under(node: Node | None) -> tuple[TextNode, ...]:
    """Return the texts of a slot: itself, its entries, or the parts of its pairs."""
    match node:
        case TextNode():
            return (node,)
        case ListNode():
            return tuple(text for item in node.items for text in texts_under(item))
        case MapNode():
            return tuple(text for entry in node.entries for text in texts_under(entry.value))
    return ()
