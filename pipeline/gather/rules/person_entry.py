"""An entry of a list of people: who they are, how old, what they do in the newscast.

Example::

    Participants :
    - Inès Delcourt : présentatrice
    - Firmin joue le maire
    - Malo, Lou et Sami

Reading::

    intertitre | Participants
    personne | Inès Delcourt | présentatrice | Inès Delcourt
    personne | Firmin | le maire | Firmin
    personne | Malo | Malo
    personne | Lou | Lou
    personne | Sami | Sami
"""

from dataclasses import replace

from pipeline.gather.fields import NoteField
from pipeline.gather.people_lists import group_in, people_in
from pipeline.gather.sight import Sight
from pipeline.gather.values import LineKind, NoteReading, NoteRole, Section

_LONGEST = 160
"""Signs that one person of an entry takes at the most."""


def person_entry(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return the people of an entry; None for a line that is no entry, which ends the list."""
    line = sight.line
    if line.label is None and (names := group_in(line.text)):
        return _entered(sight, names)
    if line.label is not NoteField.PEOPLE and (sight.section is not Section.PEOPLE or line.label is not None):
        return None
    if line.kind is LineKind.HEADING or len(line.text) > _LONGEST * (1 + line.text.count(";")):
        return None
    return _entered(sight, line.text)


def _entered(sight: Sight, entry: str) -> tuple[NoteReading, ...] | None:
    text = sight.line.text
    found: list[NoteReading] = []
    at = 0
    for name, about in people_in(entry):
        start = max(at, text.find(name, at))
        found.append(sight.read(NoteRole.PERSON, name, who=name, about=about, start=start if found else 0))
        at = start + len(name)
    if not found:
        return None
    ends = [*(each.start for each in found[1:]), len(text)]
    return tuple(replace(one, end=end) for one, end in zip(found, ends, strict=True))
