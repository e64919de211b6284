"""The programme's sound cut into segments, each mixed, limited and encoded by itself, with what it must hear around."""

from dataclasses import dataclass

from pipeline.mix.score import Score

PACKET = 1024
"""Samples of an AAC packet; packets start at its multiples, so segments do too."""

SEGMENT = 375 * PACKET
"""Samples of a segment: 8 s, a whole number of packets, of picture frames at 25 a second and of 100 ms steps."""

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


def segments(score: Score) -> tuple[Segment, ...]:
    """Cut a programme at multiples of eight seconds; where it is cut depends on nothing but its length."""
    return tuple(_segment(score, start) for start in range(0, score.length, SEGMENT))


def _segment(score: Score, start: int) -> Segment:
    end = min(start + SEGMENT, score.length)
    lead = min(LEAD, start)
    reach = min(REACH, start - lead)
    tail = min(TAIL, score.length - end)
    after = min(REACH, score.length - end - tail)
    window = score.window(start - lead - reach, end + tail + after)
    return Segment(window, reach, lead, end - start, tail)
