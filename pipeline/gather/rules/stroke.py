"""A line of a dialogue with strokes says, amid or behind the words, who speaks them.

Example::

    Sujet : La fête
    — Vous restez ? demande Odile, la gérante.

Reading::

    titre d’un sujet | La fête
    citation | Odile | la gérante | Vous restez ?
"""

import re

from pipeline.gather.quoting import dash_speech
from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteReading, NoteRole

_STROKE = re.compile(r"^[–—]\s*(?=\S)")
_STROKES = frozenset({"–", "—"})


def stroke(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return what somebody says behind a stroke; None when the line does not say who."""
    line = sight.line
    if line.label is not None or not sight.in_story:
        return None
    begins = _STROKE.match(line.text) if line.kind is LineKind.PARAGRAPH else None
    if begins is None and line.marker not in _STROKES and line.kind is not LineKind.ITEM:
        return None
    found = dash_speech(line.text[begins.end() if begins else 0 :])
    if found is None:
        return None
    about = f"({found.pronoun})" if found.pronoun else found.about
    return (sight.read(NoteRole.QUOTE, found.text, who=found.who, about=about, whole=line.text),)
