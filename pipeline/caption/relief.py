"""When cues come and go: with their words, unless one could not be read; then its neighbours lend it what they can."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.caption.reading import EARLY, GAP, LATE, LINGER, LONGEST, SHORTEST
from pipeline.model.time import Span

_UNREAD = 1000.0
_PRESSED = 150.0
_HURRIED = 4.0
_UNSEEN = 2000.0
_SHIFTED = 2.0
_CUT_OFF = 0.2


@dataclass(frozen=True, slots=True)
class CueWish:
    """What a cue asks for, in frames: its first word, the end of its last one, and the time it takes to be read.

    That is `ease` without haste, `calm` before a reader is pressed, `least` before the words cannot be read.
    """

    start: int
    spoken: int
    ease: int
    calm: int
    least: int

    def end(self, start: int, free: int) -> int:
        """Return when it goes if it comes at `start` and something else comes at `free`: not before it is read."""
        wanted = max(self.spoken, min(self.spoken + LINGER, start + self.ease), start + SHORTEST)
        return max(start + 1, min(wanted, free, start + LONGEST))

    def cost(self, start: int, end: int) -> float:
        """Return how bad it is to have it on in these frames."""
        length = end - start
        cost = _SHIFTED * abs(start - self.start) + _CUT_OFF * max(0, self.spoken - end)
        if length < SHORTEST:
            cost += _UNSEEN * (SHORTEST - length) / SHORTEST
        if length < self.least:
            cost += _UNREAD * (1 + (self.least - length) / self.least)
        elif length < self.calm:
            cost += _PRESSED * (1 + (self.calm - length) / self.calm)
        elif length < self.ease:
            cost += _HURRIED * ((self.ease - length) / max(1, self.ease - self.calm)) ** 2
        return cost


class _Shown:
    """A cue that comes at a frame: what it costs by when something else comes, which seldom cuts it short."""

    def __init__(self, wish: CueWish, start: int) -> None:
        self._wish = wish
        self._start = start
        self._end = wish.end(start, start + LONGEST)
        self._uncut = wish.cost(start, self._end)

    def cost(self, free: int) -> float:
        """Return how bad it is when something else comes at `free`."""
        return self._uncut if free >= self._end else self._wish.cost(self._start, self._wish.end(self._start, free))


def timed(wishes: Sequence[CueWish], last: int) -> list[Span]:
    """Return the frames of each cue, in order, two frames apart; none ends after `last`.

    A cue is on from its first word to its last, and until it is read if the silence after it lets it. One that would
    be too quick to read takes time from its neighbours: it comes up to `EARLY` frames before its words, or the next
    one up to `LATE` frames after its own. Of all the ways to do so, the best one for all together is taken.

    >>> quick, calm = CueWish(0, 40, 70, 60, 55), CueWish(50, 150, 60, 55, 50)
    >>> timed([quick, calm], 200)
    [Span(start=0, end=58), Span(start=60, end=150)]
    """
    if not wishes:
        return []
    choices = [_starts(wishes, index) for index in range(len(wishes))]
    costs = [0.0] * len(choices[0])
    ways: list[list[int]] = []
    for index in range(1, len(wishes)):
        costs_, way = [], []
        ways_in = [
            (before, start, _Shown(wishes[index - 1], start))
            for before, start in zip(costs, choices[index - 1], strict=True)
        ]
        for after in choices[index]:
            found, rank = min(
                (before + shown.cost(after - GAP), rank)
                for rank, (before, start, shown) in enumerate(ways_in)
                if start + 1 + GAP <= after
            )
            costs_.append(found)
            way.append(rank)
        costs = costs_
        ways.append(way)
    final = wishes[-1]
    whole = [
        before + final.cost(start, final.end(start, last)) for before, start in zip(costs, choices[-1], strict=True)
    ]
    rank = whole.index(min(whole))
    picked = [choices[-1][rank]]
    for index in range(len(ways) - 1, -1, -1):
        rank = ways[index][rank]
        picked.append(choices[index][rank])
    picked.reverse()
    frees = [*(start - GAP for start in picked[1:]), last]
    return [Span(at, wish.end(at, free)) for wish, at, free in zip(wishes, picked, frees, strict=True)]


def _starts(wishes: Sequence[CueWish], index: int) -> list[int]:
    """Return when a cue may come: with its first word first of all, and around it as far as its neighbours' words."""
    wish = wishes[index]
    before = wishes[index - 1].start + 1 + GAP if index else 0
    after = wishes[index + 1].start - 1 - GAP if index + 1 < len(wishes) else wish.start + LATE
    first, last = max(before, wish.start - EARLY, 0), min(after, wish.start + LATE)
    return [wish.start, *(at for at in range(first, last + 1) if at != wish.start)]
