"""Transcripts as meeting software writes them: a name and an hour on a line, what was said on those below.

>>> [who_at(line) for line in ("Zita Morel   0:03", "[00:12] L'examinateur", "Le bus part à 8:30")]
['Zita Morel', "L'examinateur", '']
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.gather.fields import NoteField
from pipeline.gather.head_words import HeadWords, head_words
from pipeline.gather.story_kinds import names_a_kind
from pipeline.gather.values import LineKind, NoteLine

_HOUR = r"[\[(]?(?:\d{1,2}[:h])?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?"
_WHO = r"[^\d:«»\[\]()]{2,50}?"
_HEAD = re.compile(rf"^(?:(?P<who>{_WHO})[\s,–—-]+{_HOUR}|{_HOUR}[\s,–—-]+(?P<later>{_WHO}))\s*:?$")
_FRAMED = re.compile(r"^[\[(].*[\])]$")
_TEXTS = frozenset({LineKind.PARAGRAPH, LineKind.ITEM})
_LEAST = 3


def who_at(text: str) -> str:
    """Return who speaks from an hour on, as a line says that holds nothing else; empty for any other line."""
    found = _HEAD.match(text)
    name = (found["who"] or found["later"]).strip() if found else ""
    return name if name and _person(name) is not None else ""


def transcribed(lines: Sequence[NoteLine]) -> list[NoteLine]:
    """Return the lines of one document; what is said below a name and an hour with who says it."""
    heads = {at: who for at, line in enumerate(lines) if line.kind in _TEXTS and (who := who_at(line.text))}
    if len(heads) < _LEAST or len(set(heads.values())) == len(heads):
        return list(lines)
    found: list[NoteLine] = []
    speaks: HeadWords | None = None
    for at, line in enumerate(lines):
        if at in heads:
            speaks = _person(heads[at])
            found.append(replace(line, label=NoteField.NOTES, names_only=True))
            continue
        if line.kind not in _TEXTS or _FRAMED.match(line.text) or names_a_kind(line.text):
            speaks = speaks if line.kind is LineKind.MARGIN else None
        found.append(replace(line, head=speaks) if speaks is not None and line.kind in _TEXTS else line)
    return found


def _person(name: str) -> HeadWords | None:
    head = head_words(name)
    return None if head is None or head.part is not None or head.aside else head
