"""Items of a list within a story: short ones are points to show, longer ones are told.

Example::

    Sujet : La charte
    Ici, on promet :
    - Une place à table
    - Une heure par semaine

Reading::

    titre d’un sujet | La charte
    annonce d’une liste | Ici, on promet :
    liste | Une place à table
    liste | Une heure par semaine
"""

import re

from pipeline.gather.rules.prose import told_in
from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteReading, NoteRole, Section

_MILESTONE = re.compile(
    r"^(?:en |vers |d[èe]s )?(?P<date>(?:1[5-9]|20)\d\d(?:s|-\d{2,4})?)\s*[:,–—-]\s*(?P<text>\S.*)$", re.IGNORECASE
)
_LONGEST = 90


def listed(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return a point, or a milestone for an item that begins with a year; what announces a list, just before it."""
    line = sight.line
    if line.label is not None or not sight.in_story or sight.section not in {Section.STORY, Section.BEFORE}:
        return None
    if line.kind is LineKind.PARAGRAPH and line.text.endswith(":") and sight.after is not None:
        return (sight.read(NoteRole.INTRODUCTION, line.text),) if sight.after.kind is LineKind.ITEM else None
    if line.kind is not LineKind.ITEM:
        return None
    if found := _MILESTONE.match(line.text):
        return (sight.read(NoteRole.MILESTONE, found["text"], about=found["date"]),)
    if len(line.text) <= _LONGEST and not re.search(r"[«“\"]", line.text):
        return (sight.read(NoteRole.POINT, line.text),)
    return told_in(sight, line.text, 0)
