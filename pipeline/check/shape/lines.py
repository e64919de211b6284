"""Spoken lines: a text, several texts, or who says what, all made into one list."""

from pipeline.check.keys import keys_of
from pipeline.check.shape.asides import dialogue, paused, played
from pipeline.check.shape.desk import Desk
from pipeline.check.shape.forms import as_list, blank, entry, mapping
from pipeline.check.shape.people import known_as, person_at, speaker_named
from pipeline.check.shape.slots import media_path
from pipeline.errors import Mark
from pipeline.french.dialogue import Turn
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode
from pipeline.model.script import Line

LINE_KEYS = keys_of(Line)
RECORDING_KEYS = ("enregistrement", "prise", "reperes", "nettoyage")
"""What a line may say of its recording, and so may a shot that has one text."""


def lines_at(node: Node, desk: Desk, speaker: TextNode | None = None) -> ListNode:
    """Return the lines of a node; `speaker` says those that name nobody."""
    if found := dialogue(node, desk):
        lines = [_turn(turn, node.mark, desk, speaker) for turn in found]
    else:
        lines = _lines(node, desk, speaker)
    return ListNode(node.mark, tuple(played(lines, desk)))


def _turn(turn: Turn, mark: Mark, desk: Desk, speaker: TextNode | None) -> MapNode:
    """Return the line of one turn of a dialogue; `speaker` says what stands before the first name."""
    return line_of(TextNode(mark, turn.text), TextNode(mark, speaker_named(turn.name, desk)) if turn.name else speaker)


def line_of(text: Node, speaker: TextNode | None, recording: tuple[Entry, ...] = ()) -> MapNode:
    """Return one canonical line with what is said of its recording; it stands where its text does."""
    entries = [entry("texte", text)]
    if speaker is not None and not blank(speaker):
        entries.insert(0, entry("par", speaker))
    return MapNode(text.mark, (*entries, *recording))


def recorded(written: dict[str, Entry]) -> dict[str, Entry]:
    """Return what is said of a recording: its path below `media/`, one cue as a list of one."""
    found = {key: written[key] for key in RECORDING_KEYS if key in written}
    for key, told in found.items():
        value = told.value
        if key == "enregistrement" and isinstance(value, TextNode):
            value = TextNode(value.mark, media_path(value.text))
        elif key == "reperes":
            value = ListNode(value.mark, as_list(value))
        found[key] = Entry(key, told.mark, value)
    return found


def _lines(node: Node, desk: Desk, speaker: TextNode | None) -> list[MapNode]:
    match node:
        case TextNode():
            return [line_of(node, speaker)]
        case ListNode():
            pause = paused(node)
            items = node.items if pause is None else (pause,)
            return [line for item in items for line in _lines(item, desk, speaker)]
        case MapNode() if any(LINE_KEYS.canonical(e.key) for e in node.entries):
            return [_described(node, desk, speaker)]
        case MapNode():
            return [line for written in node.entries for line in _said_by(written, desk)]


def _described(node: MapNode, desk: Desk, speaker: TextNode | None) -> MapNode:
    """Return a line whose parts are named: `{par: malo, texte: …, enregistrement: …}`."""
    fields = desk.fields(node, LINE_KEYS)
    if "par" in fields:
        fields["par"] = Entry("par", fields["par"].mark, person_at(fields["par"].value, desk))
    elif speaker is not None:
        fields["par"] = entry("par", speaker)
    fields |= recorded(fields)
    text = fields.get("texte")
    return mapping(text.value.mark if text else node.mark, fields)


def _said_by(written: Entry, desk: Desk) -> list[MapNode]:
    """Return the lines of `malo: texte`."""
    speaker = TextNode(written.mark, known_as(written.key, desk))
    if blank(written.value):
        return [line_of(TextNode(written.mark, ""), speaker)]
    return _lines(written.value, desk, speaker)
