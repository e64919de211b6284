"""Fields of a script, « {ville} », and what they become: a value is a text in its place, and nothing else.

A field stands in a text, or is a whole value; never a key. It is replaced in the tree that was read, once: what a
value holds is read by nobody, makes no key and no line, and is no field itself. `{de ville}` and `{à ville}` join a
town's name as French does; « {{ » and « }} » are braces.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pipeline.errors import Mark
from pipeline.french.dialogue import dashed, turns
from pipeline.french.pauses import bracketed, silences, undirected
from pipeline.french.wording import at_town, fold, of_town
from pipeline.model.marked import Entry, ListNode, MapNode, Node, TextNode

_FIELD = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}\n]{1,60})\}")
_JOINTS = {"de_": of_town, "a_": at_town}
_OBEYED = re.compile(r"[\[\](){}<>*:…–—•]|\.{2,}")
"""Signs that pauses, directions and dialogues are written with."""


@dataclass(frozen=True, slots=True)
class ScriptField:
    """A field as it is written, « ville » or « de ville », in the text that stands at a place; or in a key."""

    written: str
    mark: Mark
    in_key: bool = False

    def column(self, columns: Collection[str]) -> str:
        """Return the column that it takes its value from, empty when none of these has its name."""
        return _column(self.written, columns)


def fields_in(node: Node) -> Iterator[ScriptField]:
    """Yield every field of a script, in reading order."""
    if (bare := _bare(node)) is not None:
        yield bare
        return
    match node:
        case TextNode():
            yield from (ScriptField(written, node.mark) for written in fields_of_text(node.text))
        case ListNode():
            for item in node.items:
                yield from fields_in(item)
        case MapNode():
            for entry in node.entries:
                yield from (ScriptField(written, entry.mark, in_key=True) for written in fields_of_text(entry.key))
                yield from fields_in(entry.value)


def fields_of_text(text: str) -> Iterator[str]:
    """Yield the fields of a text, as they are written; a pause in braces is none."""
    for found in _FIELD.finditer(text):
        if found["name"] and not any(silences(found[0])):
            yield found["name"].strip()


def filled(node: Node, values: Mapping[str, str]) -> Node:
    """Return a script with its fields replaced; those that no value is given for stay as they are."""
    bare = _bare(node)
    if bare is not None and bare.column(values):
        return TextNode(node.mark, _said(bare.written, values))
    match node:
        case TextNode():
            return TextNode(node.mark, filled_text(node.text, values)) if _FIELD.search(node.text) else node
        case ListNode():
            return ListNode(node.mark, tuple(filled(item, values) for item in node.items))
        case MapNode():
            entries = (Entry(entry.key, entry.mark, filled(entry.value, values)) for entry in node.entries)
            return MapNode(node.mark, tuple(entries))


def filled_text(text: str, values: Mapping[str, str]) -> str:
    """Return one text with its fields replaced.

    >>> filled_text("{Ville} fête {de ville}, {{ici}}", {"ville": "Le Mans"})
    'Le Mans fête du Mans, {ici}'
    """
    return _FIELD.sub(partial(_replaced, values=values), text)


def texts_with_fields(node: Node) -> Iterator[str]:
    """Yield every text that holds a field."""
    if (bare := _bare(node)) is not None:
        yield f"{{{bare.written}}}"
        return
    match node:
        case TextNode():
            if any(fields_of_text(node.text)):
                yield node.text
        case ListNode():
            for item in node.items:
                yield from texts_with_fields(item)
        case MapNode():
            for entry in node.entries:
                yield from texts_with_fields(entry.value)


def obeyed(text: str, column: str, values: Mapping[str, str]) -> bool:
    """Tell whether the value of a column would be obeyed in a text: as a pause, a direction or somebody's turn.

    It is held against the same value without the signs that such things are written with.
    """
    value = values[column]
    plain = " ".join(_OBEYED.sub(" ", value).split())
    if plain == value:
        return False
    return _obeys(filled_text(text, values)) != _obeys(filled_text(text, {**values, column: plain}))


def _obeys(text: str) -> tuple[object, ...]:
    """Return what a text says that is not to be said, in a form to be compared."""
    rest, directions = undirected(text)
    heads = len(turns(text, bool))
    seconds = tuple(silence.seconds for silence in silences(rest))
    return (seconds, len(directions), bool(bracketed(rest)), heads if heads > 1 else 0, dashed(text))


def _bare(node: Node) -> ScriptField | None:
    """Return the field that YAML took for a mapping: a whole value without quotes, `ville: {ville}`."""
    if not isinstance(node, MapNode) or len(node.entries) != 1:
        return None
    only = node.entries[0]
    empty = isinstance(only.value, TextNode) and not only.value.text and only.mark.column > node.mark.column
    return ScriptField(only.key, node.mark) if empty else None


def _column(written: str, columns: Collection[str]) -> str:
    name = fold(written)
    if name in columns:
        return name
    return next((rest for joint in _JOINTS if (rest := name.removeprefix(joint)) != name and rest in columns), "")


def _said(written: str, values: Mapping[str, str]) -> str:
    """Return what a field becomes; a joint with a capital begins a sentence."""
    name, column = fold(written), _column(written, values)
    if name == column:
        return values[column]
    join = next(join for joint, join in _JOINTS.items() if name == f"{joint}{column}")
    joined = join(values[column])
    return joined[:1].upper() + joined[1:] if written.lstrip()[:1].isupper() else joined


def _replaced(found: re.Match[str], values: Mapping[str, str]) -> str:
    written = found["name"]
    if written is None:
        return found[0][0]
    return _said(written, values) if _column(written, values) else found[0]
