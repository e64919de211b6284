"""When cues come and go: with their words, unless one could not be read; then its neighbours lend it what they can."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.caption.reading import EARLY, GAP, LATE, LONGEST, SHORTEST
from pipeline.model.time import Span


@dataclass(frozen=True, slots=True)
class CueWish:
    """What a cue asks for, in frames: its first word, the end it would best have, the last end, the least it needs."""

    start: int
    wanted: int
    furthest: int
    least: int


def timed(wishes: Sequence[CueWish], last: int) -> list[Span]:
    """Return the frames of each cue, in order, two frames apart; none ends after `last`.

    A cue is on from its first word to the end it wants. One that would be too quick to read stays into the silence
    after it, then into the time of the next one if that has some to spare (`LATE` frames at most), then comes a little
    before its words (`EARLY` frames at most).

    >>> calm, quick = CueWish(50, 150, 165, 60), CueWish(0, 40, 63, 60)
    >>> timed([quick, calm], 200)
    [Span(start=0, end=58), Span(start=60, end=150)]
    """
    latest = _latest_starts(wishes, last)
    spans: list[Span] = []
    for index, wish in enumerate(wishes):
        following = wishes[index + 1].start - GAP if index + 1 < len(wishes) else last
        start = max(wish.start, spans[-1].end + GAP) if spans else wish.start
        end = max(start + 1, min(wish.wanted, following, start + LONGEST))
        if end - start < wish.least:
            free = latest[index + 1] - GAP if index + 1 < len(wishes) else last
            end = max(end, min(start + wish.least, free, wish.furthest, start + LONGEST))
            start = _earlier(start, end - wish.least, wish, wishes[index - 1].least if index else 0, spans)
        spans.append(Span(start, end))
    return spans


def _latest_starts(wishes: Sequence[CueWish], last: int) -> list[int]:
    """Return how late each cue can start and still be read, `LATE` frames after its first word at most."""
    latest = [0] * len(wishes)
    free = last
    for index in range(len(wishes) - 1, -1, -1):
        wish = wishes[index]
        end = min(free, wish.furthest)
        latest[index] = min(max(end - max(wish.least, SHORTEST), wish.start), wish.start + LATE)
        free = latest[index] - GAP
    return latest


def _earlier(start: int, wanted: int, wish: CueWish, before_least: int, spans: list[Span]) -> int:
    """Return a start before the words, as early as `wanted` if it may be; the cue before gives what it can spare."""
    earliest = max(0, wish.start - EARLY)
    if spans:
        earliest = max(earliest, spans[-1].start + max(before_least, SHORTEST) + GAP)
    result = max(earliest, min(start, wanted))
    if result >= start:
        return start
    if spans and spans[-1].end > result - GAP:
        spans[-1] = Span(spans[-1].start, result - GAP)
    return result
