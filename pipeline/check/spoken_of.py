"""Every text of a script that somebody will read or hear, with its place, for rules that look at words."""

from collections.abc import Iterator, Mapping

from pipeline.check.tree import items_of, lines_of, maps_under, shots_of, slots_of, speakers_of, texts_under
from pipeline.model.marked import MapNode, Node, TextNode
from pipeline.model.scene import Scene

_OF_THE_SCRIPT = ("titre", "bandeau", "programme")
_OF_AN_ITEM = ("titre", "surtitre")
_OF_A_SHOT = ("lieu", "source", "archive")
_OF_A_LOWER_THIRD = ("nom", "role")
_WRITTEN_SLOTS = frozenset({"texte", "liste", "couples"})
"""Types of slots whose words are shown as they are written; the others name a file, a person, a time."""


def texts_told(script: MapNode, scenes: Mapping[str, Scene]) -> Iterator[TextNode]:
    """Yield every text that is said or shown, written ids of items among them; names of people are left out."""
    yield from _under(script, _OF_THE_SCRIPT)
    for speaker in speakers_of(script):
        yield from _under(speaker.value, ("role",))
    for item in items_of(script):
        identifier = item.get("id")
        made = identifier is None or identifier.mark == item.mark  # one that is made of the title stands at its item
        yield from _under(item, _OF_AN_ITEM if made else (*_OF_AN_ITEM, "id"))
    slots = (shot.get("slots") for _, shot in shots_of(script))
    read_out = {entry.value.mark for given in slots if isinstance(given, MapNode) for entry in given.entries}
    for line in lines_of(script):
        text = line.get("texte")
        if isinstance(text, TextNode) and text.mark not in read_out:  # what a scene says by itself stands in its slots
            yield text
    for _, shot in shots_of(script):
        yield from _under(shot, _OF_A_SHOT)
        for third in maps_under(shot, "synthes"):
            yield from _under(third, _OF_A_LOWER_THIRD)
    for filled in slots_of(script, scenes):
        if filled.slot.type in _WRITTEN_SLOTS:
            yield from texts_under(filled.value)


def _under(node: Node, keys: tuple[str, ...]) -> Iterator[TextNode]:
    for key in keys:
        yield from texts_under(node.get(key)) if isinstance(node, MapNode) else ()
