"""Which texts are said in a sound, and where: every line of a script looked for among the words that were heard.

A text is looked for where it is said best (Smith and Waterman, over spoken units), so that a slate before it, a false
start or another line after it count for nothing; what is found there is then held against the text word by word.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from pipeline.model.heard import RecognisedWord, TextAlignment
from pipeline.model.time import SAMPLE_RATE
from pipeline.speak.against import aligned
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.sounding import likeness
from pipeline.speak.units import SpokenUnit, spoken_units

_SHORTLIST = 8
"""Texts that are looked for in earnest: those that share the most telling words with what was heard."""

_NEAR = 0.6
"""Likeness from which two units are taken for one word that was spelled otherwise."""

_OTHER, _SKIPPED = 0.6, 0.5
"""What it costs to take a unit for another one, and to leave one out, where one that is found is worth 1."""

_AGAIN = 0.85
"""How well a text is said a second time, against the best, for the last time to count: people begin anew."""

_MOST_TIMES = 4
"""Times that a text is looked for in one sound."""

_LEAST, _SHARE = 6.0, 0.2
"""Letters of a text that must be there, and their share of what the best text has there, for it to be looked at."""

_BESIDE = SAMPLE_RATE * 6 // 10
"""Samples of silence within which a word belongs to what is said beside it."""

_SPELLED = 2
"""Words beside a passage that may be its own first or last ones, spelled as nobody would know them."""

_Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """A text as it is said in a sound: its rank among the texts, the words in which it lies (`first` to before `last`).

    `start` and `end` are samples. `alignment` holds the text against those words alone; `times` is how often it is
    said, of which this is the last good one; `letters` how much of the text is there.
    """

    text: int
    first: int
    last: int
    start: int
    end: int
    alignment: TextAlignment
    times: int
    letters: float


@dataclass(frozen=True, slots=True)
class _Passage:
    """Heard words in which a text is said: what they are worth in letters, first and end, how often it is said."""

    score: float
    first: int
    last: int
    times: int


class LineFinder:
    """Looks for the texts of a script in what was heard; made once a script."""

    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        self._texts = tuple(texts)
        self._lexicon = lexicon
        self._units = [[unit.key for unit in spoken_units(text.split(), lexicon)] for text in texts]
        self._bags = [Counter(keys) for keys in self._units]
        said_in = Counter(key for bag in self._bags for key in bag)
        count = len(self._bags)
        self._telling = {key: math.log(1 + count / among) * len(key) for key, among in said_in.items()}
        self._alike: dict[tuple[str, str], float] = {}

    def found(self, heard: Sequence[RecognisedWord]) -> tuple[FoundLine, ...]:
        """Return the texts that are said, wholly or in part, the one of which the most is there first."""
        units = spoken_units([word.text for word in heard], self._lexicon)
        if not units:
            return ()
        likely = self._likely(Counter(unit.key for unit in units))
        passages = {text: found for text in likely if (found := self._passages(text, units))}
        best = max((found.score for found in passages.values()), default=0.0)
        least = max(_LEAST, _SHARE * best)
        lines = [self._line(text, found, heard) for text, found in passages.items() if found.score >= least]
        return tuple(sorted(lines, key=lambda line: (-line.letters, line.text)))

    def _likely(self, heard: Mapping[str, int]) -> list[int]:
        """Return the ranks of the texts that share the most telling words with what was heard."""
        scored: list[tuple[float, int]] = []
        for rank, bag in enumerate(self._bags):
            shared = sum(self._telling[key] * min(count, heard.get(key, 0)) for key, count in bag.items())
            whole = sum(self._telling[key] * count for key, count in bag.items())
            if whole and shared:
                scored.append((-shared / math.sqrt(whole), rank))
        return [rank for _, rank in sorted(scored)[:_SHORTLIST]]

    def _passages(self, text: int, units: Sequence[SpokenUnit]) -> "_Passage | None":
        """Return where a text is said last among the times that it is said well; None when it is said nowhere."""
        mine = self._units[text]
        weights = np.array([len(key) for key in mine], np.float32)
        worth = self._worth(mine, [unit.key for unit in units])
        found: list[_Passage] = []
        for _ in range(_MOST_TIMES):
            score, begun, done = _best_passage(worth, weights)
            if done <= begun or (found and score < _AGAIN * found[0].score):
                break
            found.append(_Passage(score, units[begun].first, units[done - 1].last, 1))
            worth[:, begun:done] = -1.0
        return replace(max(found, key=lambda one: one.first), times=len(found)) if found else None

    def _line(self, text: int, found: "_Passage", heard: Sequence[RecognisedWord]) -> FoundLine:
        alignment = aligned(self._texts[text], heard[found.first : found.last], self._lexicon)
        first, last = _widened(alignment, found.first, found.last, heard)
        if (first, last) != (found.first, found.last):
            alignment = aligned(self._texts[text], heard[first:last], self._lexicon)
        return FoundLine(
            text=text,
            first=first,
            last=last,
            start=heard[first].start,
            end=heard[last - 1].end,
            alignment=alignment,
            times=found.times,
            letters=alignment.completeness * sum(map(len, self._units[text])),
        )

    def _worth(self, mine: Sequence[str], theirs: Sequence[str]) -> _Scores:
        """Return how alike each unit of a text is to each that was heard, from -1 to 1, shape (mine, theirs)."""
        rows, columns = sorted(set(mine)), sorted(set(theirs))
        table = np.array([[self._likeness(one, other) for other in columns] for one in rows], np.float32)
        scores = np.where(table >= _NEAR, table, -_OTHER)
        return scores[np.ix_(np.searchsorted(rows, mine), np.searchsorted(columns, theirs))]

    def _likeness(self, one: str, other: str) -> float:
        """Return how alike two units sound; those that differ in length by half are not looked at."""
        if one == other:
            return 1.0
        short, long = sorted((len(one), len(other)))
        if short < 3 or 2 * short < long:
            return 0.0
        known = self._alike.get((one, other))
        if known is None:
            known = self._alike[one, other] = float(likeness(one, other))
        return known


def _widened(found: TextAlignment, first: int, last: int, heard: Sequence[RecognisedWord]) -> tuple[int, int]:
    """Return a passage with the words right beside it, where what is written there was not found in it."""
    before = next((rank for rank, word in enumerate(found.words) if word.said), 0)
    after = next((rank for rank, word in enumerate(reversed(found.words)) if word.said), 0)
    for _ in range(min(_SPELLED, before)):
        if first and heard[first].start - heard[first - 1].end < _BESIDE:
            first -= 1
    for _ in range(min(_SPELLED, after)):
        if last < len(heard) and heard[last].start - heard[last - 1].end < _BESIDE:
            last += 1
    return first, last


def _best_passage(worth: _Scores, weights: npt.NDArray[np.float32]) -> tuple[float, int, int]:
    """Return the best local alignment: its score in letters, the first column and the one after its last.

    `worth` has shape (rows, columns); a row counts as much as its weight.
    """
    rows, columns = worth.shape
    best = np.zeros((rows + 1, columns + 1), np.float32)
    ahead = np.arange(columns + 1, dtype=np.float32)
    mean = float(weights.mean()) if rows else 0.0
    for row in range(1, rows + 1):
        weight = weights[row - 1]
        here = best[row - 1] - _SKIPPED * weight
        here[1:] = np.maximum(here[1:], best[row - 1, :-1] + worth[row - 1] * weight)
        here = np.maximum(here, 0)
        skipped = _SKIPPED * mean * ahead
        best[row] = np.maximum.accumulate(here + skipped) - skipped
    row, column = (int(at) for at in np.unravel_index(int(best.argmax()), best.shape))
    score, end = float(best[row, column]), column
    begun = column
    while row and column and best[row, column] > 0:
        weight, here = float(weights[row - 1]), float(best[row, column])
        if abs(here - (best[row - 1, column - 1] + worth[row - 1, column - 1] * weight)) < 1e-3:
            row, column = row - 1, column - 1
            begun = column
        elif abs(here - (best[row - 1, column] - _SKIPPED * weight)) < 1e-3:
            row -= 1
        else:
            column -= 1
    return score, begun, end
