"""A line between brackets is for whoever plays or films, and not said; so is where and when a scene plays.

Example::

    [Plan large sur la rue]
    (On entend la cloche.)
    EXT. RUE DES LILAS – NUIT

Reading::

    indication | Plan large sur la rue
    indication | On entend la cloche.
    indication | EXT. RUE DES LILAS – NUIT
"""

import re

from pipeline.french.pauses import as_pause
from pipeline.gather.heads import is_scene_head
from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteReading, NoteRole

_BRACKETED = re.compile(r"^[\[(*_{<]{1,3}\s*(?P<said>[^\[\](){}<>]+?)\s*[\])*_}>]{1,3}\.?$")
_SCHEDULED = re.compile(
    r"^\d{1,2}\s?(?:h|H|:)\s?\d{0,2}(?:\s*(?:-|–|à)\s*\d{1,2}\s?(?:h|H|:)\s?\d{0,2})?\s*[:–-]\s+[a-zà-ÿ]"
)
"""« 16h30 : bilan à chaud » : the hours of a workshop."""

_QUOTED = re.compile(r"^[«“\"]")
_ARROW = re.compile(r"^(?:=>|->|→|>>?|\*{2,})\s*(?P<said>\S.*)$")


def direction(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return a direction for a line that stands between brackets, or behind an arrow."""
    if _is_set_apart(sight):
        return (sight.read(NoteRole.DIRECTION, sight.line.text),)
    if is_scene_head(sight.line.text) and sight.line.label is None:
        return (sight.read(NoteRole.DIRECTION, sight.line.text),)
    if _SCHEDULED.match(sight.line.text) and sight.line.label is None:
        return (sight.read(NoteRole.DIRECTION, sight.line.text),)
    found = _BRACKETED.match(sight.line.text) or _ARROW.match(sight.line.text)
    if not found or sight.line.label is not None or as_pause(found["said"]):
        return None
    return (sight.read(NoteRole.DIRECTION, found["said"]),)


def _is_set_apart(sight: Sight) -> bool:
    """Tell whether a line is all in italics amid what people say, who are marked otherwise, as plays set directions."""
    line, last = sight.line, sight.last
    if not line.italic or line.label is not None or line.kind is not LineKind.PARAGRAPH or last is None:
        return False
    marked = last.line.head is not None or last.line.number in sight.heads.speakers or bool(sight.speaker)
    return (marked or last.role is NoteRole.DIRECTION) and not _QUOTED.match(line.text)
