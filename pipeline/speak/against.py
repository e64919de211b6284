"""A text held against what was heard of it, word by word: when each word is said, and what was said otherwise."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.model.heard import AlignedWord, RecognisedWord, SaidOtherwise, TextAlignment
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.sounding import likeness
from pipeline.speak.units import SpokenUnit, spoken_units

_ALIKE = 0.5
"""Likeness from which two units are one word that a recogniser spelled otherwise: it tells when the word is said."""

_SAME = 0.7
"""Likeness from which whole stretches are said as written: a name that nobody could spell from hearing it."""

_SKIP, _SWAP = 1.0, 1.9
"""Costs of leaving a unit out, on either side, and of taking one for another that has nothing in common with it: a
little less than leaving out both, so that what was said instead stands beside what was written."""

_MOST = 30_000_000
"""Pairs of units compared at once (a text of an hour against its recording has fewer)."""

_Costs = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Units on both sides that go together: half-open ranges, one of which may be empty."""

    mine: tuple[int, int]
    theirs: tuple[int, int]
    alike: float


def aligned(written: str, heard: Sequence[RecognisedWord], lexicon: Lexicon) -> TextAlignment:
    """Return when each word of a text is said, what was said otherwise, and how much of it was said.

    A text is aligned as a whole, at the least cost (Needleman and Wunsch, with two units against one); times of words
    that were not heard are shared out by letters between those that were. Nothing heard: every time is 0.
    """
    shown = re.findall(r"\S+", written)
    mine = spoken_units(shown, lexicon)
    theirs = spoken_units([word.text for word in heard], lexicon)
    pairs = _paired([unit.key for unit in mine], [unit.key for unit in theirs])
    times = _times(theirs, heard)
    otherwise = tuple(_otherwise(pairs, mine, theirs, shown, heard))
    off = {number for one in otherwise for number in range(one.first, one.last)}
    words = tuple(_words(shown, mine, pairs, times, off))
    return TextAlignment(words, otherwise, _share(mine, pairs, "mine", off), 1 - _share(theirs, pairs, "theirs"))


def _paired(mine: Sequence[str], theirs: Sequence[str]) -> list[_Pair]:
    """Return the cheapest way through both, in order."""
    rows, columns = len(mine), len(theirs)
    if rows * columns > _MOST:
        half = rows // 2
        middle = columns * half // rows
        return [*_paired(mine[:half], theirs[:middle]), *_moved(_paired(mine[half:], theirs[middle:]), half, middle)]
    swap = _swaps(mine, theirs)
    mine2 = [one + other for one, other in pairwise(mine)]
    theirs2 = [one + other for one, other in pairwise(theirs)]
    one_two, two_one = _merged(mine, theirs2), _merged(mine2, theirs)
    steps = np.arange(columns + 1, dtype=np.float32) * _SKIP
    best = np.empty((rows + 1, columns + 1), np.float32)
    best[0] = steps
    for row in range(1, rows + 1):
        cheapest = best[row - 1] + _SKIP
        if columns:
            cheapest[1:] = np.minimum(cheapest[1:], best[row - 1, :-1] + swap[row - 1])
        if columns > 1:
            cheapest[2:] = np.minimum(cheapest[2:], best[row - 1, :-2] + one_two[row - 1])
        if columns and row > 1:
            cheapest[1:] = np.minimum(cheapest[1:], best[row - 2, :-1] + two_one[row - 2])
        best[row] = np.minimum.accumulate(cheapest - steps) + steps
    return _way_back(best, swap, one_two, two_one)


def _moved(pairs: Sequence[_Pair], rows: int, columns: int) -> Iterator[_Pair]:
    for pair in pairs:
        (a, b), (c, d) = pair.mine, pair.theirs
        yield _Pair((a + rows, b + rows), (c + columns, d + columns), pair.alike)


def _swaps(mine: Sequence[str], theirs: Sequence[str]) -> _Costs:
    """Return what it costs to take each unit for each of the others, shape (mine, theirs): 0 for the same."""
    rows, columns = sorted(set(mine)), sorted(set(theirs))
    table = np.array([[likeness(one, other) for other in columns] for one in rows], np.float32)
    table = table.reshape(len(rows), len(columns))
    places = np.searchsorted(rows, mine), np.searchsorted(columns, theirs)
    return (_SWAP * (1 - table))[np.ix_(*places)] if table.size else np.zeros((len(mine), len(theirs)), np.float32)


def _merged(mine: Sequence[str], theirs: Sequence[str]) -> _Costs:
    """Return what it costs to take one unit for two that follow one another: nothing when they sound the same."""
    costs = np.full((len(mine), len(theirs)), 9.0, np.float32)
    places: dict[str, list[int]] = {}
    for column, key in enumerate(theirs):
        places.setdefault(key, []).append(column)
    for row, key in enumerate(mine):
        costs[row, places.get(key, [])] = 0.1  # two words as written win over one that sounds like both
    return costs


def _way_back(best: _Costs, swap: _Costs, one_two: _Costs, two_one: _Costs) -> list[_Pair]:
    found: list[_Pair] = []
    row, column = best.shape[0] - 1, best.shape[1] - 1
    while row or column:
        here = best[row, column]
        if row and column and _near(here, best[row - 1, column - 1] + swap[row - 1, column - 1]):
            step, alike = (1, 1), 1 - float(swap[row - 1, column - 1]) / _SWAP
        elif row and column > 1 and _near(here, best[row - 1, column - 2] + one_two[row - 1, column - 2]):
            step, alike = (1, 2), 1.0
        elif row > 1 and column and _near(here, best[row - 2, column - 1] + two_one[row - 2, column - 1]):
            step, alike = (2, 1), 1.0
        elif row and _near(here, best[row - 1, column] + _SKIP):
            step, alike = (1, 0), 0.0
        else:
            step, alike = (0, 1), 0.0
        found.append(_Pair((row - step[0], row), (column - step[1], column), alike))
        row, column = row - step[0], column - step[1]
    return found[::-1]


def _near(one: np.float32, other: np.float32) -> bool:
    return bool(abs(one - other) < 1e-3)


def _times(units: Sequence[SpokenUnit], heard: Sequence[RecognisedWord]) -> list[tuple[int, int]]:
    """Return the first and end sample of each unit: its share of the words it comes of, by letters."""
    times: list[tuple[int, int]] = []
    for unit in units:
        start, end = heard[unit.first].start, max(heard[unit.first].start, heard[unit.last - 1].end)
        times.append((start + round((end - start) * unit.begins), start + round((end - start) * unit.ends)))
    return times


def _words(
    shown: Sequence[str],
    units: Sequence[SpokenUnit],
    pairs: Sequence[_Pair],
    times: Sequence[tuple[int, int]],
    off: set[int],
) -> Iterator[AlignedWord]:
    """Yield every written word with its times; those between two known ones share what is between them by letters."""
    begun: dict[int, int] = {}
    done: dict[int, int] = {}
    for pair in pairs:
        if pair.alike < _ALIKE:
            continue
        start, end = times[pair.theirs[0]][0], times[pair.theirs[1] - 1][1]
        owners = sorted({number for unit in units[slice(*pair.mine)] for number in range(unit.first, unit.last)})
        for number in owners[:1]:
            begun.setdefault(number, start)
        for number in owners[-1:]:
            done[number] = max(end, done.get(number, 0))
    letters = np.cumsum([0.0, *(float(max(1, sum(map(str.isalnum, word)))) for word in shown)])
    first, last = (times[0][0], times[-1][1]) if times else (0, 0)
    known = {0: first, len(shown): last} | begun
    for number, end in done.items():
        known.setdefault(number + 1, end)
    places = sorted(known)
    at = np.interp(letters, letters[places], np.maximum.accumulate([known[place] for place in places]))
    for number, word in enumerate(shown):
        start = int(at[number])
        end = int(min(max(start, done.get(number, int(at[number + 1]))), max(start, int(at[number + 1]))))
        yield AlignedWord(word, start, end, said=number not in off)


def _whole(pairs: Sequence[_Pair], mine: Sequence[SpokenUnit], theirs: Sequence[SpokenUnit]) -> list[bool]:
    """Tell of each pair whether it is off: not the same, or part of a word, on either side, of which a part is not."""
    off = [pair.alike < 1 for pair in pairs]
    for units, side in ((mine, "mine"), (theirs, "theirs")):
        ranges = [units[slice(*(pair.mine if side == "mine" else pair.theirs))] for pair in pairs]
        wrong = {(unit.first, unit.last) for pair, told in zip(off, ranges, strict=True) if pair for unit in told}
        off = [
            here or any((unit.first, unit.last) in wrong for unit in told)
            for here, told in zip(off, ranges, strict=True)
        ]
    return off


def _otherwise(
    pairs: Sequence[_Pair],
    mine: Sequence[SpokenUnit],
    theirs: Sequence[SpokenUnit],
    shown: Sequence[str],
    heard: Sequence[RecognisedWord],
) -> Iterator[SaidOtherwise]:
    """Yield each stretch between two words that are said as written in which something else was said."""
    run: list[_Pair] = []
    before = 0
    for pair, off in zip([*pairs, None], [*_whole(pairs, mine, theirs), False], strict=True):
        if pair is not None and off:
            run.append(pair)
            continue
        if run and (one := _stretch(run, before, mine, theirs, shown, heard)):
            yield one
        run = []
        if pair is not None:
            before = mine[pair.mine[1] - 1].last


def _stretch(
    run: Sequence[_Pair],
    before: int,
    mine: Sequence[SpokenUnit],
    theirs: Sequence[SpokenUnit],
    shown: Sequence[str],
    heard: Sequence[RecognisedWord],
) -> SaidOtherwise | None:
    """Return what was said otherwise in a run of pairs; None where it only was spelled otherwise."""
    ours = mine[run[0].mine[0] : run[-1].mine[1]]
    others = theirs[run[0].theirs[0] : run[-1].theirs[1]]
    core = [pair for pair in run if pair.alike < 1]  # the rest is there for the sake of whole words
    written = "".join(unit.key for pair in core for unit in mine[slice(*pair.mine)])
    said = "".join(unit.key for pair in core for unit in theirs[slice(*pair.theirs)])
    if _alike(written, said) >= _SAME:
        return None
    first, last = (ours[0].first, ours[-1].last) if ours else (before, before)
    begun, done = (others[0].first, others[-1].last) if others else (0, 0)
    words = heard[begun:done]
    start, end = (words[0].start, words[-1].end) if words else (0, 0)
    return SaidOtherwise(
        written=" ".join(shown[first:last]),
        heard=" ".join(word.text.strip() for word in words),
        first=first,
        last=last,
        start=start,
        end=end,
    )


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _share(
    units: Sequence[SpokenUnit], pairs: Sequence[_Pair], side: str, off: AbstractSet[int] | None = None
) -> float:
    """Return how much of one side was found on the other, in letters of its keys; words not `off` are whole."""
    whole = sum(len(unit.key) for unit in units)
    found = 0.0
    for pair in pairs:
        for unit in units[slice(*(pair.mine if side == "mine" else pair.theirs))]:
            as_written = off is not None and off.isdisjoint(range(unit.first, unit.last))
            found += len(unit.key) * (1.0 if as_written else pair.alike if pair.alike >= _ALIKE else 0.0)
    return max(0.0, min(1.0, found / whole)) if whole else 0.0
