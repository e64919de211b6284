"""Cut French text into sentences, one to each call of a voice."""

from __future__ import annotations

import re

from pipeline.speak.full_stops import goes_on

LONGEST = 220
_SHORTEST_PIECE = 25
_LOOK_BACK = 60
_PLAIN = {0xA0: " ", 0x202F: " "}

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
# End of a sentence: its punctuation, what closes with it, and the beginning of another sentence.
_END = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]+(?:[ \u00a0\u202f][!?…]+)*)(?P<closing>[\s]*[»”\"’')\]]+)?\s+"
    rf"(?=(?:[«“\"‘('\[]\s*|[-–—]\s+)*[{_CAPITAL}0-9])"
)
_PARAGRAPH = re.compile(r"(?<![^\S\n])[^\S\n]*(?:\n[^\S\n]*\n\s*|\n\s*(?=[-–—•]\s))")

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
    plain = line.translate(_PLAIN)
    for end in _END.finditer(line):
        begins = max(start, end.start() - _LOOK_BACK)
        if end["stop"] == "." and not end["closing"] and goes_on(plain, begins, end.start()):
            continue
        found.append(line[start : end.end()].strip())
        start = end.end()
    found.append(line[start:].strip())
    return found


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
