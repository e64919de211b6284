"""What a scene says by itself when no text is written: a quote its phrase, a timeline its dates."""

from pipeline.check.shape.forms import blank
from pipeline.check.shape.lines import line_of
from pipeline.french.wording import speakable
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.scene import Scene

_ENDS = (".", "!", "?", "…", ":", ";")


def spoken_slots(slots: dict[str, Entry], scene: Scene | None) -> ListNode | None:
    """Return the one line that says a scene's `spoken` slots, None when there is nothing to say."""
    if scene is None:
        return None
    filled = [slots[key].value for key in scene.spoken if key in slots and not blank(slots[key].value)]
    said = joined([text.strip() for node in filled for text in texts_of(node) if speakable(text)])
    if not said:
        return None
    mark = filled[0].mark
    return ListNode(mark, (line_of(TextNode(mark, said), _teller(slots, scene)),))


def texts_of(node: Node) -> tuple[str, ...]:
    """Return the texts of a slot, a pair's parts joined."""
    match node:
        case TextNode():
            return (node.text,)
        case ListNode():
            return tuple(text for item in node.items for text in texts_of(item))
        case MapNode():
            parts = (text for entry in node.entries for text in texts_of(entry.value))
            return (", ".join(part for part in parts if speakable(part)),)


def joined(texts: list[str]) -> str:
    """Return texts as sentences; one that goes on in lower case belongs to the one before.

    >>> joined(["10", "jours par an"]), joined(["1953, CCAS", "Et 2050 ?"])
    ('10 jours par an.', '1953, CCAS. Et 2050 ?')
    """
    said = ""
    for text in texts:
        goes_on = text[:1].islower() and not said.endswith(_ENDS)
        end = "" if not said or goes_on or said.endswith(_ENDS) else "."
        said = f"{said}{end} {text}".strip()
    return said if not said or said.endswith(_ENDS) else f"{said}."


def _teller(slots: dict[str, Entry], scene: Scene) -> TextNode | None:
    """Return who says the slots: the person shown speaking, else the person the scene names."""
    people = [key for key, slot in scene.slots.items() if slot.type == "personne"]
    for key in (scene.speaks, *people):
        node = slots[key].value if key in slots else None
        if isinstance(node, TextNode) and not blank(node):
            return node
    return None
