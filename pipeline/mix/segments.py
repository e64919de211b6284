"""The programme's sound cut into segments, each mixed, limited and encoded by itself, with what it must hear around."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.mix.ducking import Ducking, reach
from pipeline.mix.score import Score
from pipeline.model.time import PACKET, STRIDE

SEGMENT = 25 * STRIDE
"""Samples of a segment: 8 s, a whole number of packets, of pictures and of the steps in which sound is measured."""

LEAST = 6 * STRIDE
"""Samples that are a segment of their own at least, where a longer one can take them: 1.9 s."""

LEAD = 18 * PACKET
"""Samples encoded before a segment and thrown away: 0.4 s in which the encoder settles."""

TAIL = 6 * PACKET
"""Samples encoded after a segment, so that its last packets are made knowing what comes."""

REACH = 3 * PACKET
"""Samples mixed further on both sides: 64 ms, for the limiter, which hears at most 9 ms around.

LEAD, TAIL and REACH are whole numbers of the limiter's steps: its minima are then taken on one grid everywhere.
"""


@dataclass(frozen=True, slots=True)
class Segment:
    """A window of the programme: `reach` samples to mix only, `lead` and `tail` to encode only, `length` to keep.

    Nothing in it tells where in the programme it stands: the same segment anywhere is the same sound.
    """

    score: Score
    reach: int
    lead: int
    length: int
    tail: int

    @property
    def encoded(self) -> slice:
        """The samples of the score that are encoded."""
        return slice(self.reach, self.reach + self.lead + self.length + self.tail)

    @property
    def kept(self) -> slice:
        """The samples of the score that are its own."""
        return slice(self.reach + self.lead, self.reach + self.lead + self.length)


def segments(score: Score, edges: Sequence[int] = ()) -> tuple[Segment, ...]:
    """Cut a programme at its items, which begin at `edges`, and long items every eight seconds.

    A short segment around each edge hears both sides; those inside an item hear nothing of the others, and are counted
    from where their item begins. Where an item begins with a stride, what is edited in another leaves them alone.
    """
    return tuple(_segment(score, start, end) for start, end in _cut(score.length, edges, score.ducking))


def _cut(length: int, edges: Sequence[int], ducking: Ducking) -> Iterator[tuple[int, int]]:
    """Yield the segments of a programme, from sample to sample; all but the last end with a stride."""
    down, up = reach(ducking)
    # Speech lowers the bed before it begins and after it ends, and from one line to the next when they are close.
    before, after = _strides(TAIL + REACH + down + up), _strides(LEAD + REACH + up)
    at = 0
    for edge in edges:
        if not 0 < edge < length:
            continue
        place = edge // STRIDE * STRIDE
        start, end = max(at, place - before), place + after
        end = length if length - end < LEAST else end
        yield from _filled(at, start)
        if start < end:
            yield start, end
        at = max(at, end)
    yield from _filled(at, length)


def _filled(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch every eight seconds from its start; a last piece that is too short goes with the one before."""
    while start < end:
        stop = end if end - start < SEGMENT + LEAST else start + SEGMENT
        yield start, stop
        start = stop


def _strides(samples: int) -> int:
    """Return the samples of as many strides as cover so many."""
    return -(-samples // STRIDE) * STRIDE


def _segment(score: Score, start: int, end: int) -> Segment:
    lead = min(LEAD, start)
    reach = min(REACH, start - lead)
    tail = min(TAIL, score.length - end)
    after = min(REACH, score.length - end - tail)
    window = score.window(start - lead - reach, end + tail + after)
    return Segment(window, reach, lead, end - start, tail)
