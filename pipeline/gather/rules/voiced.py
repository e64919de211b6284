"""A line of somebody, marked as this document marks who speaks: behind a colon, a stroke, a tab, brackets, bold.

Example::

    Sujet : La fête
    Odile (84 ans) – On ne se perd plus !
    Le passeur – Je fais traverser les gens.
    Malo, reporter – On danse.

Reading::

    titre d’un sujet | La fête
    parole | Odile | 84 ans | On ne se perd plus !
    parole | Le passeur | Je fais traverser les gens.
    parole | Malo | reporter | On danse.
"""

from pipeline.gather.fields import NoteField
from pipeline.gather.rules.prose import told_in
from pipeline.gather.rules.turn import said
from pipeline.gather.sight import Sight
from pipeline.gather.speaking import unquoted
from pipeline.gather.values import NoteReading, NoteRole, Section

_DESKS = {NoteField.OPENING: Section.OPENING, NoteField.CLOSING: Section.CLOSING}


def voiced(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return what a line says whose head names somebody; None for any other."""
    line, head = sight.line, sight.line.head
    if head is None:
        return None
    words = line.text[line.words_at :]
    asides = () if not head.aside else (sight.read(NoteRole.DIRECTION, head.aside, end=line.words_at),)
    if head.voice:
        return (*asides, *told_in(sight, words, line.words_at))
    part = head.part or line.label
    if part in _DESKS:
        desk = sight.read(NoteRole.DESK, unquoted(words), who=head.who, about=head.about, section=_DESKS[part])
        return (*asides, desk)
    if part is NoteField.LEAD_IN:
        role = NoteRole.LEAD_IN if sight.in_story else NoteRole.DESK
        return (*asides, sight.read(role, unquoted(words), who=head.who, about=head.about))
    if part is NoteField.TAG and sight.in_story:
        return (*asides, sight.read(NoteRole.TAG, unquoted(words), who=head.who, about=head.about))
    return (*asides, said(sight, head.who, head.about, words))
