"""A name alone on its line says who speaks on the next ones, as in a play.

Example::

    Sujet : La fête
    ODILE
    On ne se perd plus.
    MALO
    On danse.
    ODILE
    Encore ?

Reading::

    titre d’un sujet | La fête
    parole | ODILE
    parole | ODILE | On ne se perd plus.
    parole | MALO
    parole | MALO | On danse.
    parole | ODILE
    parole | ODILE | Encore ?
"""

import re

from pipeline.gather.fields import field_of
from pipeline.gather.head_words import head_words
from pipeline.gather.naming import is_voice
from pipeline.gather.rules.prose import told_in
from pipeline.gather.rules.turn import said_by
from pipeline.gather.sight import Sight
from pipeline.gather.speaking import HEAD, tells
from pipeline.gather.values import LineKind, NoteReading, NoteRole

_ALONE = re.compile(r"^(?P<name>(?:M\.|Dr\.|[^:.!?«»\"()]){2,40}?)\s*(?:\((?P<aside>[^()]{1,60})\))?\s*:?$")
_SAID = frozenset({LineKind.PARAGRAPH, LineKind.ITEM})


def speaker_alone(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return who speaks next for a name alone; what they say for the lines after it."""
    line = sight.line
    found = _ALONE.match(line.text)
    if found is None or not _names_somebody(sight, found["name"]):
        announced = sight.speaker and line.kind in _SAID and line.label is None
        return _goes_on(sight) if announced and not _is_turn(sight) else None
    aside = found["aside"] or ""
    who, about = found["name"].strip(), "" if aside and not tells(aside) else aside
    if line.number in sight.heads.speakers and (head := head_words(line.text.strip(" :"))) is not None:
        who, about = head.who, ", ".join(filter(None, (head.about, about)))
    told = sight.read(NoteRole.TURN, "", who=who, about=about)
    return (sight.read(NoteRole.DIRECTION, aside), told) if aside and not tells(aside) else (told,)


def _names_somebody(sight: Sight, name: str) -> bool:
    line = sight.line
    if line.number in sight.heads.stories or line.number == sight.heads.title or sight.after is None:
        return False
    if line.number in sight.heads.speakers:
        return True
    return line.text.rstrip().endswith(":") and field_of(name) is None and sight.company.known(name) is not None


def _is_turn(sight: Sight) -> bool:
    """Tell whether somebody else who is known speaks: « Décrochez : on vous répond » goes on."""
    found = HEAD.match(sight.line.text)
    return found is not None and (sight.company.known(found["name"]) is not None or is_voice(found["name"]))


def _goes_on(sight: Sight) -> tuple[NoteReading, ...]:
    """Return what who was announced says, but what the line itself says another one to say."""
    told = told_in(sight, sight.line.text, 0)
    if any(one.role is NoteRole.QUOTE and one.who for one in told) and len(told) == 1:
        return told
    return said_by(sight, sight.speaker)
