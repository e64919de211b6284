"""What stands before somebody's words, taken apart: a name, what they are, a part of the newscast, how to say it.

>>> told = head_words("Présentatrice (Odile)")
>>> (told.who, told.about) if told else None
('Odile', 'présentatrice')
>>> told = head_words("lancement (Nadège, au plateau)")
>>> (told.who, told.part, told.aside) if told else None
('Nadège', <NoteField.LEAD_IN: 'lancement'>, 'au plateau')
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.french.people import age_told
from pipeline.gather.fields import NoteField, field_of
from pipeline.gather.naming import NAME, is_name, is_role, is_voice
from pipeline.gather.quoting import about_somebody

_PARTS = re.compile(r"\s*[()\[\]<>,;/|\t]\s*|\s+[–—-]+\s+|\s*:\s+")
_BY = re.compile(rf"^(?P<what>[^\s].{{1,40}}?) (?:par|de|d['’]|avec) ?(?P<who>{NAME})$")
_PLAYED = re.compile(
    rf"(?:c['’]est|jou[ée]e? par|interpr[ée]t[ée]e? par|alias|nommée?|prénommée?|appelée?|"
    rf"qui s['’]appelle) (?P<who>{NAME})\b"
)
_LABEL_THEN_NAME = re.compile(rf"^(?P<what>[A-Za-zÀ-ÿ-]{{3,14}}(?: off)?) (?P<who>{NAME})$", re.UNICODE)
_AGAIN = re.compile(r" (?:aussi|encore|toujours|lui-même|elle-même)$")
_RANK = re.compile(r"\s*(?:n\s?[°o]\s?)?\d{1,2}$")
_OFFICE = re.compile(r"(?:(?:une?|l[ea]|son|sa|notre) |l['’])[a-zà-ÿœ-]+(?: [a-zà-ÿœ’'-]+){0,4}", re.IGNORECASE)
_ROLES = frozenset({NoteField.PRESENTER, NoteField.REPORTER, NoteField.WHO})
_SAID = frozenset({
    NoteField.LEAD_IN, NoteField.TAG, NoteField.TEXT, NoteField.SOUNDBITE, NoteField.OPENING, NoteField.CLOSING,
})  # fmt: skip
"""The parts of a newscast that somebody says."""

_LONGEST, _MOST_WORDS = 70, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadWords:
    """Who speaks, what is said of them, which part of the newscast it is, and how to say it.

    `voice` tells that the commentary speaks; `named` that `who` is written as a name.
    """

    who: str
    about: str = ""
    part: NoteField | None = None
    aside: str = ""
    voice: bool = False
    named: bool = False


@lru_cache(maxsize=2048)
def head_words(text: str) -> HeadWords | None:
    """Return what a head is made of; None for one that names nobody."""
    if not text.strip() or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return None
    names: list[str] = []
    about: list[str] = []
    asides: list[str] = []
    part: NoteField | None = None
    voice = False
    for piece in _pieces(text):
        named = field_of(piece)
        bare = _RANK.sub("", piece)
        if is_voice(piece):
            voice = True
        elif named in _SAID and not is_role(piece):
            part = part or named
        elif _as_name(bare) and not (names and is_role(piece)):
            names.append(piece)
        elif (
            named in _ROLES
            or is_role(piece)
            or age_told(piece) is not None
            or _OFFICE.fullmatch(piece)
            or (names and about_somebody(piece))
        ):
            about.append(piece)
        else:
            asides.append(piece)
    played = next((found["who"] for piece in [*asides, *about] if (found := _PLAYED.search(piece))), "")
    if played and not names and is_name(played):
        names.append(played)
    if not names and not about and not voice:
        return None
    who = names[0] if names else about.pop(0) if about else ""
    if not names and age_told(who) is not None and not is_role(who):
        return None
    told = [*names[1:], *(_small(one) for one in about)]
    return HeadWords(
        who=who,
        about=", ".join(told),
        part=part,
        aside=", ".join(asides),
        voice=voice and not who,
        named=bool(names),
    )


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    for piece in _PARTS.split(text):
        bare = _AGAIN.sub("", piece.strip(' .:;*_«»"'))
        by = _BY.match(bare) or _LABEL_THEN_NAME.match(bare)
        if by and (field_of(by["what"]) is not None or is_voice(by["what"])) and _as_name(by["who"]):
            found += [by["what"], by["who"]]
        elif bare:
            found.append(bare)
    return found


def _as_name(text: str) -> bool:
    shown = text.title() if text.isupper() and len(text) > 2 else text
    return is_name(shown) and not is_role(text.lower())


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
