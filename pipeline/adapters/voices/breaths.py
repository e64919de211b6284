"""What the neural voice says at once: not too long, or it rushes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.adapters.voices.phonemes import Word

LONGEST = 300
"""Tokens said at once; the model holds 510 and rushes over 400."""
_SPACE = " "
_WEAK, _UNMARKED = 0.1, 1.0
"""What a cut costs at a comma or dash, and between two words, as a share of the tokens; nothing at a strong mark."""
_STRONG = frozenset("?!….:;")
_BEFORE, _AFTER = 1_200, 3_600
"""Samples kept before the first phoneme and after the last one: onsets and releases reach beyond their frames."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A written word, and its first token."""

    text: str
    token: int


@dataclass(frozen=True, slots=True)
class Breath:
    """Tokens said at once, without the padding at both ends, and the words that begin in it."""

    tokens: tuple[int, ...]
    words: tuple[Placed, ...]

    @property
    def row(self) -> int:
        """Return the row of the style: one for each number of tokens.

        Short breaths keep their own: that of a longer one is heard worse (of 14 sentences of one to three words, a
        recogniser got 9 % of the letters wrong with their own row, 16 % with row 40, 23 % with row 70).
        """
        return len(self.tokens) - 1

    def heard(self, edges: npt.NDArray[np.int64]) -> tuple[int, int]:
        """Return where speech begins and ends, given the edges of every token in samples, padding included."""
        return max(0, int(edges[1]) - _BEFORE), min(int(edges[-1]), int(edges[-2]) + _AFTER)


def breaths(words: Sequence[Word], numbers: Mapping[str, int]) -> tuple[Breath, ...]:
    """Return what is to be said one after the other; words without a phoneme that the model knows are left out."""
    return tuple(_breath(part, numbers) for part in _parts(words, numbers))


def _parts(words: Sequence[Word], numbers: Mapping[str, int]) -> list[list[Word]]:
    """Cut where the strongest mark stands nearest to the middle, until every part is short enough."""
    if not any(_known(word.phonemes, numbers) for word in words):
        return []
    lengths = [len(_known(word.phonemes, numbers)) + len(word.mark) + 1 for word in words]
    total = sum(lengths)
    if total <= LONGEST or len(words) < 2:
        return [list(words)]
    before = np.cumsum(lengths[:-1])
    costs = [abs(int(done) - total / 2) + total * _cost(word.mark) for done, word in zip(before, words, strict=False)]
    cut = int(np.argmin(costs)) + 1
    return _parts(words[:cut], numbers) + _parts(words[cut:], numbers)


def _cost(mark: str) -> float:
    if mark in _STRONG:
        return 0.0
    return _WEAK if mark else _UNMARKED


def _breath(words: Sequence[Word], numbers: Mapping[str, int]) -> Breath:
    tokens: list[int] = []
    placed: list[Placed] = []
    for word in words:
        known = _known(word.phonemes, numbers)
        if known:
            if tokens:
                tokens.append(numbers[_SPACE])
            placed.append(Placed(word.text, len(tokens)))
            tokens += known
        if word.mark and tokens:
            tokens.append(numbers[word.mark])
    return Breath(tuple(tokens), tuple(placed))


def _known(said: str, numbers: Mapping[str, int]) -> list[int]:
    return [numbers[sign] for sign in said if sign in numbers]
