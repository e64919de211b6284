"""Words, written or heard, as the units they are spoken in, so that two ways to write one thing are the same.

« 2 000 » and « deux mille », « 14h30 » and « quatorze heures trente », « l'eau » and « l' eau », « CCAS » and
« cé cé a esse » give the same units: both sides are read by the rules that make voices speak.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.speak import french
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.normalise import tiers
from pipeline.speak.reading import claimed
from pipeline.speak.rules import characters
from pipeline.speak.sounding import sound_key

_TOKEN = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class SpokenUnit:
    """One unit: its key (`sound_key`), and the words it comes of, from `first` to before `last`.

    `begins` and `ends` are where it lies in what those words say, in letters of them all from 0 to 1.
    """

    key: str
    first: int
    last: int
    begins: float
    ends: float


def spoken_units(words: Sequence[str], lexicon: Lexicon) -> tuple[SpokenUnit, ...]:
    """Return the units of words in order; a word that nobody says (a dash, an emoji) gives none."""
    text, owners = _joined(words)
    units: list[SpokenUnit] = []
    at = 0
    for claim in claimed(text, tiers(lexicon)):
        units += _free(text, owners, at, claim.start)
        units += _units(claim.said, owners[claim.start], owners[claim.end - 1] + 1)
        at = claim.end
    units += _free(text, owners, at, len(text))
    return tuple(units)


def _joined(words: Sequence[str]) -> tuple[str, list[int]]:
    """Return the words as one text in one form for each sign, and for every sign of it the word it belongs to."""
    pieces: list[str] = []
    owners: list[int] = []
    for number, word in enumerate(words):
        plain = characters.canonical(word)
        if plain:
            pieces.append(plain)
            owners += [number] * (len(plain) + 1)
    return " ".join(pieces), owners


def _free(text: str, owners: Sequence[int], start: int, end: int) -> Iterator[SpokenUnit]:
    """Yield the units of a stretch that no rule claims: words as they stand, figures one run after the other."""
    runs = list(re.finditer(r"\S+", text[start:end]))
    for run in runs:
        said = " ".join(
            french.whole(piece[0]) if piece[0].isdecimal() else piece[0] for piece in _TOKEN.finditer(run[0])
        )
        owner = owners[start + run.start()]
        yield from _units(said, owner, owner + 1)


def _units(said: str, first: int, last: int) -> Iterator[SpokenUnit]:
    keys = [key for piece in _TOKEN.finditer(said) if (key := sound_key(piece[0]))]
    whole = sum(map(len, keys))
    told = 0
    for key in keys:
        yield SpokenUnit(key, first, last, told / whole, (told + len(key)) / whole)
        told += len(key)
