"""Quotes and brackets that are opened and never closed, or closed and never opened, over the texts of a script.

A quotation may go on from one text to the next; a new paragraph of it may begin with « again; and one » may close a
quotation within a quotation, as French printers allow.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

_PAIRS = {"«": "»", "“": "”", "(": ")", "[": "]"}
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_NO_PAIR = re.compile(r"[:;=][-']?\)|[:;=][-']?\((?=\s|\Z)|„[^“”\n]*[“”]|(?<!\S)[\])](?!\S)")
"""Faces, quotes of German: signs that pair with nothing."""

_LABEL = re.compile(r"(?<!\w)\w{1,2}\)\Z")
"""« a) », « 1) »: how the parts of a list are called."""

_FILE = re.compile(r"\S*\.\w{2,4}|\S*/\S*")
_STRAIGHT = re.compile(r"(?<![0-9])\"")
_WITHIN = re.compile(r"[:,]\s*\Z")
_NEAR = 12
"""Texts after which a quotation that was opened is no longer looked for."""

_SHOWN = 16
_DEEPEST = 20
"""Signs that are open at once, beyond which the first are forgotten: nobody writes so many."""

_MOST = 100
"""Signs that stand alone, after which no more are looked for: that is no text."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A sign without its other half: the text it stands in, the sign, the other one, and the words from it on."""

    text: int
    sign: str
    other: str
    words: str

    @property
    def opens(self) -> bool:
        """Tell whether something is opened here, rather than closed."""
        return self.sign in _PAIRS or self.sign == '"'


def unpaired(texts: Sequence[str]) -> tuple[Alone, ...]:
    """Return the quotes and brackets that stand alone in texts, in reading order.

    >>> [each.words for each in unpaired(["« Il vient, dit Yvonne.", "Un (deux) « trois", "fin »."])]
    ['« Il vient, dit Y']
    """
    found: list[Alone] = []
    for number, text in enumerate(texts):
        if _FILE.fullmatch(text.strip()):
            continue
        if len(found) > _MOST:
            break
        for alone in islice(_in_one(number, text), _MOST):
            before = next((one for one in found if not alone.opens and _meet(one, alone)), None)
            if before is None:
                found.append(alone)
            else:
                found.remove(before)
    return tuple(found)


def _meet(opened: Alone, closed: Alone) -> bool:
    return opened.sign == _OPENING.get(closed.sign) and closed.text - opened.text <= _NEAR


def _in_one(number: int, text: str) -> Iterator[Alone]:
    """Yield the signs that have no other half in one text."""
    read = _NO_PAIR.sub(lambda found: "_" * len(found[0]), text)
    opened: list[int] = []
    alone: list[int] = []
    for at, sign in enumerate(read):
        if sign in _PAIRS:
            goes_on = sign == "«" and opened and read[at - 1 : at] == "\n" and read[opened[-1]] == sign
            if not goes_on:
                opened = [*opened[-_DEEPEST:], at]
        elif sign in _OPENING:
            mine = next((start for start in reversed(opened) if read[start] == _OPENING[sign]), None)
            if mine is None and not _LABEL.search(read[max(0, at - 3) : at + 1]):
                alone.append(at)
            elif mine is None:
                continue
            else:
                opened.remove(mine)
                if sign == "»":
                    opened = [start for start in opened if not _closed_with(read, start, mine, at)]
    straight = [found.start() for found in _STRAIGHT.finditer(read)]
    places = sorted([*opened, *alone, *(straight[-1:] if len(straight) % 2 else [])])
    for at in places:
        sign = text[at]
        other = _PAIRS.get(sign) or _OPENING.get(sign) or sign
        yield Alone(number, sign, other, text[at : at + _SHOWN].partition("\n")[0])


def _closed_with(text: str, outer: int, inner: int, at: int) -> bool:
    """Tell whether one » closes a quotation and the one within it: nothing but the end of a sentence follows."""
    nested = text[outer] == "«" and outer < inner and bool(_WITHIN.search(text[max(0, inner - 3) : inner]))
    return nested and not text[at + 1 :].strip(" .!?…\u00a0\u202f\n")
