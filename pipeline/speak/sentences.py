"""Cut French text into sentences, one to each call of a voice."""

from __future__ import annotations

import re

from pipeline.speak.french import opens_a_sentence
from pipeline.speak.rules.titles import is_a_title

LONGEST = 220
_SHORTEST_PIECE = 25
_LOOK_BACK = 60

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
# End of a sentence: its punctuation, what closes with it, and the beginning of another sentence.
_END = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]+(?:[ \u00a0\u202f][!?…]+)*)(?P<closing>[\s]*[»”\"’')\]]+)?\s+"
    rf"(?=(?:[«“\"‘('\[]\s*|[-–—]\s+)*[{_CAPITAL}0-9])"
)
_PARAGRAPH = re.compile(r"(?<![^\S\n])[^\S\n]*(?:\n[^\S\n]*\n\s*|\n\s*(?=[-–—•]\s))")

_SHORT = (
    "M MM Mr Mme Mmes Mlle Mlles Dr Drs Pr Me Mgr St Ste av ap apr bd bld blvd boul pl p pp ex art chap vol "
    "fig env tél cf n no vs hab bât appt janv févr fév avr juil sept oct nov déc min max éd coll dir resp dép"
)
_NEVER_LAST = frozenset(_SHORT.split()) - {
    "ex",
    "min",
    "max",
    "hab",
    "tél",
    "n",
    "no",
    "dir",
    "vs",
    "p",
    "ap",
}
# These end a sentence now and then, but never before a figure.
_BEFORE_FIGURES = (
    "p pp n no art arts fig vol chap tél ap al niv dép max min env inscr rés rens délib esc apt bât lun mar mer jeu "
    "ven sam dim t cat éch sem réf"
)
_NEVER_BEFORE_FIGURES = frozenset(_BEFORE_FIGURES.split())
_LAWS = frozenset("LRD")
_LAST_WORD = re.compile(r"([^\W\d_]+)\Z")
# An initial stands where a first name can: at the start, after a title or a small word.
_INITIAL = re.compile(
    rf"(?:\A|[.,:;(«“\"] ?|\b(?:M\.|Mme|Mlle|Dr|Pr|Me|par|de|avec|et|à|selon|chez|dit) )"
    rf"(?:[{_CAPITAL}]\.[ -]?)*[{_CAPITAL}]\Z"
)
_ACRONYM = re.compile(rf"(?:[{_CAPITAL}]\.-?)+[{_CAPITAL}]\Z")
_MONSIEUR = re.compile(r"(?<!\w)M\Z")
_CUTS = (re.compile(r";\s+"), re.compile(r":\s+(?![«“\"])"), re.compile(r",\s+"))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, in order, with every word of it.

    A sentence of more than `LONGEST` characters is cut at « ; », else at « : », else at a comma.

    >>> sentences("M. Dupont a 3,5 enfants… Vraiment ? « Oui ! », dit-il.")
    ('M. Dupont a 3,5 enfants…', 'Vraiment ?', '« Oui ! », dit-il.')
    """
    found = [
        piece
        for paragraph in _PARAGRAPH.split(text)
        for sentence in _of_paragraph(_one_line(paragraph))
        for piece in _short_enough(sentence)
    ]
    return tuple(_with_words(found))


def _one_line(paragraph: str) -> str:
    # A lone no-break space is kept: captions are made from the same sentences.
    return re.sub(r"\s+", lambda run: run[0] if run[0] in "\u00a0\u202f" else " ", paragraph).strip()


def _of_paragraph(line: str) -> list[str]:
    found: list[str] = []
    start = 0
    for end in _END.finditer(line):
        if end["stop"] == "." and not end["closing"] and _goes_on(line, max(start, end.start() - _LOOK_BACK), end):
            continue
        found.append(line[start : end.end()].strip())
        start = end.end()
    found.append(line[start:].strip())
    return found


def _goes_on(line: str, start: int, end: re.Match[str]) -> bool:
    """Tell whether a full stop, in a line looked at from `start`, belongs to an abbreviation."""
    before, after = line[start : end.start()], line[end.end() :][:1]
    last = _LAST_WORD.search(before)
    if last is None:
        return before.endswith("n°")
    word = last[1]
    known = len(word) > 1 and word in _NEVER_LAST
    counted = after.isdecimal() and word.lower() in _NEVER_BEFORE_FIGURES
    law = after in _LAWS and word.lower() == "art"
    return known or counted or law or _is_initial(line, before, end)


def _is_initial(line: str, before: str, end: re.Match[str]) -> bool:
    """Tell whether a full stop follows the letter of a name, and not the last one of an acronym or of a size."""
    at = end.start() + 1
    if _ACRONYM.search(before):
        opened = opens_a_sentence(line, at, articles=True)
        # The letters of « av. J.-C. » stand in the middle of a sentence, those of « la M.J.C. » may end it.
        named = _INITIAL.search(before) or (
            before.endswith(("J.-C", "J. C", "J.C")) and line[end.end() :][:1].islower()
        )
        return bool(named) and not opened
    if _MONSIEUR.search(before):
        return is_a_title(line, at - len("M."), at)
    return bool(_INITIAL.search(before))


def _short_enough(sentence: str) -> list[str]:
    found: list[str] = []
    while len(sentence) > LONGEST and (cut := _cut(sentence)):
        found.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [*found, sentence]


def _cut(sentence: str) -> int | None:
    last = len(sentence) - _SHORTEST_PIECE
    for mark in _CUTS:
        places = [found.end() for found in mark.finditer(sentence) if _SHORTEST_PIECE <= found.end() <= last]
        within = [place for place in places if place <= LONGEST]
        if within:
            return within[-1]
    later = [found.end() for mark in _CUTS for found in mark.finditer(sentence) if LONGEST < found.end() <= last]
    return min(later, default=None)


def _with_words(pieces: list[str]) -> list[str]:
    """Give the marks that stand alone back to a neighbour; a voice has nothing to say for them."""
    found: list[str] = []
    waiting = ""
    for piece in pieces:
        if re.search(r"\w", piece):
            found.append(f"{waiting} {piece}".strip())
            waiting = ""
        elif found:
            found[-1] = f"{found[-1]} {piece}".strip()
        else:
            waiting = f"{waiting} {piece}".strip()
    return found
