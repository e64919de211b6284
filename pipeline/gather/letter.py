"""Letters and diaries among notes: from « Chère Odile, » down to the name that signs, their lines are who signs'."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.gather.fields import NoteField
from pipeline.gather.naming import is_name
from pipeline.gather.story_kinds import names_a_kind
from pipeline.gather.values import LineKind, NoteLine

_GREETS = re.compile(
    r"^(?:(?:ma|mon|mes|bien|très) )*ch(?:er|ère|ers|ères)\b[^.!?:;«»]{1,40}[,!]?$|"
    r"^(?:coucou|salut) [^.!?:;«»]{1,30},$",
    re.IGNORECASE,
)
_LONGEST = 40
"""Lines of a letter, at the most."""

_NAME_WORDS = 3


def written_by(lines: Sequence[NoteLine]) -> list[NoteLine]:
    """Return lines in which those of a letter say who writes it; the name that signs it stays as a remark."""
    found = list(lines)
    for at, line in enumerate(found):
        if not _is_text(line) or not _GREETS.match(line.text):
            continue
        end = _signature(found, at + 1)
        if end is None:
            continue
        who = found[end].text.strip(" .,–—-")
        found[at] = replace(line, label=NoteField.NOTES)
        for number in range(at + 1, end):
            found[number] = replace(found[number], said_by=who) if _is_text(found[number]) else found[number]
        found[end] = replace(found[end], label=NoteField.NOTES)
    return found


def _signature(lines: Sequence[NoteLine], first: int) -> int | None:
    """Return which line signs the letter whose text begins at `first`; None for one that nobody signs."""
    for number in range(first, min(first + _LONGEST, len(lines))):
        line = lines[number]
        if line.kind in {LineKind.HEADING, LineKind.END} or _GREETS.match(line.text) or names_a_kind(line.text):
            return None
        name = line.text.strip(" .,–—-")
        if number > first and _is_text(line) and len(name.split()) <= _NAME_WORDS and is_name(name):
            return number
    return None


def _is_text(line: NoteLine) -> bool:
    return line.kind is LineKind.PARAGRAPH and line.label is None and not line.tabular
