"""« Nom : ses mots » : what somebody says, whoever they are; « Voix off : » is the commentary.

Example::

    Sujet : La fête
    Odile (84 ans) : On ne se perd plus !
    Malo : On danse.
    Voix off : La nuit tombe.

Reading::

    titre d’un sujet | La fête
    parole | Odile | 84 ans | On ne se perd plus !
    parole | Malo | On danse.
    commentaire | La nuit tombe.
"""

import re
from dataclasses import replace

from pipeline.gather.naming import is_voice
from pipeline.gather.rules.prose import told_in
from pipeline.gather.sight import Sight
from pipeline.gather.speaking import (
    SAYS,
    SIGNED_DASH,
    head_of,
    name_parted,
    named,
    named_inside,
    says_office,
    speaks,
    tells,
    unquoted,
)
from pipeline.gather.values import LineKind, NoteReading, NoteRole, Section

_HOW = re.compile(r"^\((?P<how>[^()]{2,60})\)\s*(?=\S)")
"""How to say what follows, before it."""

_DESKS = {
    Section.LEAD_IN: NoteRole.LEAD_IN,
    Section.TAG: NoteRole.TAG,
    Section.OPENING: NoteRole.DESK,
    Section.CLOSING: NoteRole.DESK,
}


def turn(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return what somebody says; None when what stands before the colon is nobody."""
    line = sight.line
    if (line.kind is LineKind.HEADING and not line.looks) or line.number in sight.heads.stories:
        return None
    if line.said_by and not line.tabular:
        return _written(sight, line.said_by)
    if line.said_by:
        return said_by(sight, line.said_by)
    found = head_of(line.text)
    return _turn(sight, found) if found else None


def _turn(sight: Sight, found: re.Match[str]) -> tuple[NoteReading, ...] | None:
    name, aside = found["name"].strip(" *_"), (found.groupdict().get("said") or "").strip(" ()[]")
    if is_voice(name):
        return told_in(sight, found["text"], found.start("text"))
    name, about = name_parted(named(name))
    if (inside := named_inside(name, aside)) is not None:
        name, about, aside = (*inside, "")
    if about and not says_office(name, about):
        return None
    if not speaks(sight, name, found["text"], about or aside):
        return None
    told = tells(aside)
    about = ", ".join(filter(None, (about, aside if told else "")))
    spoken = said(sight, name, about, found["text"])
    if aside and not told:
        return (sight.read(NoteRole.DIRECTION, aside, start=0, end=found.start("text")), spoken)
    return (spoken,)


def _written(sight: Sight, who: str) -> tuple[NoteReading, ...]:
    """Return what somebody writes in a letter, but what they quote others saying."""
    told = told_in(sight, sight.line.text, 0)
    if not any(one.role is not NoteRole.NARRATION for one in told):
        return said_by(sight, who)
    return tuple(replace(one, role=NoteRole.TURN, who=who) if one.role is NoteRole.NARRATION else one for one in told)


def said_by(sight: Sight, who: str) -> tuple[NoteReading, ...]:
    """Return what a person says, who is told beside their words; quotes around all of them fall."""
    name, about = name_parted(re.sub(r"\s*\(([^()]*)\)", r", \1", who))
    if is_voice(name):
        return told_in(sight, sight.line.text, 0)
    how = _HOW.match(sight.line.text)
    if how is None:
        return (said(sight, name, about, sight.line.text),)
    played = sight.read(NoteRole.DIRECTION, how["how"], end=how.end())
    return (played, replace(said(sight, name, about, sight.line.text[how.end() :]), start=how.end()))


def said(sight: Sight, name: str, about: str, text: str) -> NoteReading:
    """Return what somebody says, as what the part of the newscast makes of it."""
    who = sight.company.known(name)
    role = _DESKS.get(sight.section, NoteRole.TURN)
    if role is NoteRole.TURN and who is not None and who.presents and not sight.begun:
        role = NoteRole.LEAD_IN if sight.in_story else NoteRole.DESK
    elif role is NoteRole.TURN and not sight.in_story:
        role = NoteRole.DESK
    signed = sight.line.head is None and (SAYS.match(sight.line.text) or SIGNED_DASH.match(sight.line.text))
    return sight.read(role, unquoted(text), who=name, about=about, whole=sight.line.text if signed else "")
