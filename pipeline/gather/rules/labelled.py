"""« Lieu : Talence, ce matin », a cell of a rundown or an answer on a form: what its label says it to be.

Example::

    Sujet : La maison qui parle
    Lieu : Talence, ce matin
    Lancement : Une maison donne l'heure.
    Chiffre : 240 repas par jour
    Durée : 1'30

Reading::

    titre d’un sujet | La maison qui parle
    lieu | Talence, ce matin
    lancement | Une maison donne l'heure.
    chiffre | 240 repas par jour
    indication | durée | 1'30
"""

import re
from collections.abc import Callable, Mapping

from pipeline.gather.fields import NoteField, field_of
from pipeline.gather.head_words import head_words
from pipeline.gather.naming import is_name, is_role, is_voice, tidy_name
from pipeline.gather.people_lists import people_in
from pipeline.gather.rules.prose import told_in
from pipeline.gather.rules.turn import said_by
from pipeline.gather.sight import Sight
from pipeline.gather.speaking import HEAD, name_parted, says_office, speaks, unquoted
from pipeline.gather.story_kinds import bare_head
from pipeline.gather.values import LineKind, NoteReading, NoteRole, Section

_LABELLED = re.compile(r"^(?:[-–—•*]\s*)?(?P<label>[^:«»\"]{1,60}?)\s*:\s*(?P<value>\S.*)$")
_SIMPLE: Mapping[NoteField, NoteRole] = {
    NoteField.TITLE: NoteRole.TITLE,
    NoteField.KICKER: NoteRole.KICKER,
    NoteField.THEME: NoteRole.THEME,
    NoteField.TOWN: NoteRole.TOWN,
    NoteField.PLACE: NoteRole.SPOT,
    NoteField.DATE: NoteRole.DATE,
    NoteField.TAG: NoteRole.TAG,
    NoteField.FIGURE: NoteRole.FIGURE,
}
_KEPT = frozenset(
    {
        NoteField.PICTURE,
        NoteField.SOUND,
        NoteField.SUPER,
        NoteField.LENGTH,
        NoteField.SHAPE,
        NoteField.NOTES,
        NoteField.CREDITS,
        NoteField.SOURCE,
        NoteField.NUMBER,
        NoteField.ROLE,
        NoteField.AGE,
    }
)
_PROSE = frozenset({NoteField.STAKE, NoteField.WORRY, NoteField.LIVES, NoteField.POINTS})
"""Parts whose labels begin sentences as well: « Le problème : personne ne vient. »"""

_QUOTED = re.compile(r"^(?P<head>[^«»“”\"]{2,60}?)\s*[«“\"]\s*(?P<words>[^«»“”\"]+?)\s*[»”\"]\.?$")
_IDEA = re.compile(r"(?:l['’]|notre |votre )?id[ée]e(?: g[ée]n[ée]rale| du groupe)?", re.IGNORECASE)
"""What a story is about, in the few lines of it; « idées » are for another day."""

_SENTENCE = 5
"""Words from which an answer is a sentence to say, rather than a word for those who write."""

_LONGEST_PEOPLE = 140
"""Signs that one person of a list takes at the most."""

_Reader = Callable[[Sight, str, int], tuple[NoteReading, ...]]
"""Takes what a label stands before, and where that begins."""


def labelled(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return what a label says a line to be; None for a line without one that we know."""
    line = sight.line
    if line.kind is LineKind.HEADING and not line.looks:
        return None
    if line.label is not None:
        return _of_field(sight, line.label, line.text, 0)
    found = _LABELLED.match(line.text)
    return _behind_label(sight, found) if found else None


def _behind_label(sight: Sight, found: re.Match[str]) -> tuple[NoteReading, ...] | None:
    line = sight.line
    named = field_of(found["label"])
    if named is None and (name := _named_so(sight, found["label"], found["value"].rstrip("."))):
        return (sight.read(NoteRole.PERSON, name, who=name, about=found["label"]),)
    if named is NoteField.NOTES and _IDEA.fullmatch(found["label"]) and _is_long(sight, found["value"]):
        named = NoteField.TEXT
    if named is None or _is_turn(sight, named):
        return None
    if named in _PROSE and line.kind is not LineKind.ITEM and _is_told(sight, found["value"]):
        return None
    return _of_field(sight, named, found["value"], found.start("value"))


def _is_long(sight: Sight, value: str) -> bool:
    """Tell whether an answer within a story is long enough to be told."""
    return sight.in_story and sight.section is not Section.ASIDES and len(value.split()) >= _SENTENCE


def _named_so(sight: Sight, label: str, name: str) -> str:
    """Return who has a role that a label says: « Secrétaire : Malo »; empty for anything else."""
    sure = len(name.split()) > 1 or sight.company.is_given_name(name)
    return name if is_role(label) and is_name(name) and sure else ""


def _is_told(sight: Sight, value: str) -> bool:
    """Tell whether a line is a sentence in which a colon stands, to be told whole, rather than an answer of a form."""
    return sight.in_story and len(value.split()) >= _SENTENCE - 1 and bool(re.search(r"[.!?…]$", value))


def _is_turn(sight: Sight, named: NoteField) -> bool:
    """Tell whether a label is rather somebody who speaks: « Journaliste : Vous venez souvent ? »."""
    found = HEAD.match(sight.line.text)
    personal = named in {NoteField.PRESENTER, NoteField.REPORTER, NoteField.WHO}
    return personal and found is not None and not _only_people(found["text"]) and is_role(found["name"])


def _of_field(sight: Sight, named: NoteField, value: str, start: int) -> tuple[NoteReading, ...] | None:
    if named in _SIMPLE:
        return (sight.read(_SIMPLE[named], value),)
    if named in _KEPT:
        return (sight.read(NoteRole.DIRECTION, value, note=named.value),)
    return _FIELDS[named](sight, value, start) if named in _FIELDS else None


def _subject(sight: Sight, value: str, _start: int) -> tuple[NoteReading, ...]:
    return (sight.read(NoteRole.STORY, bare_head(value) or value, section=Section.STORY),)


def _people(role: NoteRole) -> _Reader:
    """Return what reads who somebody is: presenting, reporting, or living the story."""

    def read(sight: Sight, value: str, start: int) -> tuple[NoteReading, ...]:
        if role is not NoteRole.PERSON and _QUOTED.match(value):
            return _led(sight, value)
        if _only_people(value):
            note = "qui" if role is NoteRole.PERSON else ""
            return tuple(sight.read(role, name, who=name, about=about, note=note) for name, about in people_in(value))
        if role is not NoteRole.PERSON:
            return _led(sight, value)
        if len(value.split()) >= _SENTENCE and sight.in_story:
            return told_in(sight, value, start)
        return (sight.read(NoteRole.DIRECTION, value, note="qui"),)

    return read


def _led(sight: Sight, value: str) -> tuple[NoteReading, ...]:
    """Return what is said at the desk, by whom a label and a quote name: « Olivier, qui dira « Et si… » »."""
    role = NoteRole.LEAD_IN if sight.in_story else NoteRole.DESK
    quoted = _QUOTED.match(value)
    head = head_words(quoted["head"]) if quoted else None
    if quoted is None or head is None or not head.named:
        return (sight.read(role, value),)
    return (sight.read(role, quoted["words"], who=head.who, about=head.about, whole=value),)


def _lead_in(sight: Sight, value: str, _start: int) -> tuple[NoteReading, ...]:
    role = NoteRole.LEAD_IN if sight.in_story else NoteRole.DESK
    found = HEAD.match(value)
    if found and speaks(sight, found["name"], found["text"]):
        return (sight.read(role, found["text"], who=found["name"]),)
    who, about = name_parted(sight.line.said_by)
    return (sight.read(role, value, who=who, about=about),)


def _text(sight: Sight, value: str, start: int) -> tuple[NoteReading, ...]:
    quoted = value.startswith(("«", "“", '"'))
    if sight.line.said_by and (quoted or not any(one.who for one in told_in(sight, value, 0))):
        return said_by(sight, sight.line.said_by)
    found = HEAD.match(value)
    if found and is_voice(found["name"].strip()) and sight.in_story:
        return told_in(sight, found["text"], start + found.start("text"))
    name, about = name_parted(found["name"].strip()) if found else ("", "")
    if found and (not about or says_office(name, about)) and speaks(sight, name, found["text"], about):
        return (sight.read(NoteRole.TURN, unquoted(found["text"]), who=name, about=about),)
    if not sight.in_story:
        return (sight.read(NoteRole.DESK, value),)
    return told_in(sight, value, start)


def _soundbite(sight: Sight, value: str, start: int) -> tuple[NoteReading, ...]:
    if sight.line.said_by:
        return said_by(sight, sight.line.said_by)
    found = HEAD.match(value)
    if found and speaks(sight, found["name"], found["text"], "x"):
        return (sight.read(NoteRole.TURN, unquoted(found["text"]), who=found["name"]),)
    told = told_in(sight, value, start)
    if any(one.who for one in told):
        return told
    return (sight.read(NoteRole.QUOTE, unquoted(value), who=sight.subject),)


def _answer(note: str) -> _Reader:
    """Return what reads an answer of a form: a sentence is told, a word stays beside."""

    def read(sight: Sight, value: str, start: int) -> tuple[NoteReading, ...]:
        if len(value.split()) < _SENTENCE or not sight.in_story:
            return (sight.read(NoteRole.DIRECTION, value, note=note),)
        return told_in(sight, value, start)

    return read


def _question(sight: Sight, value: str, _start: int) -> tuple[NoteReading, ...]:
    return (sight.read(NoteRole.QUESTION, value, section=Section.QUESTION),)


def _several(role: NoteRole) -> _Reader:
    """Return what reads several things that stand on one line, parted by semicolons or strokes."""

    def read(sight: Sight, value: str, start: int) -> tuple[NoteReading, ...]:
        found: list[NoteReading] = []
        at = start
        for part in re.split(r"\s*(?:;|\s/\s|•|\s[–—]\s)\s*", value):
            at = max(start, sight.line.text.find(part, at))
            if part.strip():
                found.append(sight.read(role, part.strip(), start=at if found else 0, end=at + len(part)))
        return tuple(found)

    return read


def _desk(section: Section) -> _Reader:
    def read(sight: Sight, value: str, _start: int) -> tuple[NoteReading, ...]:
        who, about = name_parted(sight.line.said_by)
        return (sight.read(NoteRole.DESK, value, who=who, about=about, section=section),)

    return read


def _only_people(value: str) -> bool:
    people = list(people_in(value))
    return (
        bool(people)
        and len(value) <= _LONGEST_PEOPLE * len(people)
        and all(is_name(tidy_name(name)) or is_role(name) for name, _ in people)
    )


_FIELDS: Mapping[NoteField, _Reader] = {
    NoteField.SUBJECT: _subject,
    NoteField.PRESENTER: _people(NoteRole.PRESENTER),
    NoteField.REPORTER: _people(NoteRole.REPORTER),
    NoteField.WHO: _people(NoteRole.PERSON),
    NoteField.LIVES: _people(NoteRole.PERSON),
    NoteField.PEOPLE: _people(NoteRole.PERSON),
    NoteField.NAME: _people(NoteRole.PERSON),
    NoteField.LEAD_IN: _lead_in,
    NoteField.TEXT: _text,
    NoteField.SOUNDBITE: _soundbite,
    NoteField.STAKE: _answer("enjeu"),
    NoteField.WORRY: _answer("inquiétude"),
    NoteField.QUESTION: _question,
    NoteField.POINTS: _several(NoteRole.POINT),
    NoteField.HEADLINES: _several(NoteRole.HEADLINE),
    NoteField.OPENING: _desk(Section.OPENING),
    NoteField.CLOSING: _desk(Section.CLOSING),
}
