"""Music steps back while somebody speaks: an envelope drawn from the timeline, not guessed from the sound."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.model.time import samples


@dataclass(frozen=True, slots=True)
class Ducking:
    """How the bed yields: decibels taken off under speech (10 to 20), seconds to go down and to come back.

    Source of the ranges: broadcast practice, attack 50–200 ms, release 300–800 ms.
    """

    depth: float
    attack: float
    release: float


@dataclass(frozen=True, slots=True)
class Envelope:
    """A gain in decibels, linear between points at absolute samples."""

    at: npt.NDArray[np.int64]
    decibels: npt.NDArray[np.float64]

    def gain(self, start: int, count: int) -> npt.NDArray[np.float32]:
        """Return the linear gain of `count` samples from `start`, shape (count, 1).

        Between two points of one level the gain is written once, not worked out for each sample.
        """
        end = start + count
        inside = self.at[np.searchsorted(self.at, start, "right") : np.searchsorted(self.at, end)].tolist()
        gain = np.empty(count, np.float32)
        for first, last in pairwise([start, *dict.fromkeys(inside), end]):
            values = np.interp([first, last - 1], self.at, self.decibels)
            places = [first] if values[0] == values[1] else np.arange(first, last)
            values = np.interp(places, self.at, self.decibels)
            gain[first - start : last - start] = 10 ** (values / 20)
        return gain[:, None]


def envelope(speech: tuple[tuple[int, int], ...], ducking: Ducking) -> Envelope:
    """Draw the bed's gain from the spans of speech (samples): down before each begins, up after it ends.

    Spans closer than an attack and a release join, so that the bed does not pump between sentences.
    """
    down, up = reach(ducking)
    points: list[tuple[int, float]] = []
    for start, end in joined(speech, down + up):
        points += [(start - down, 0.0), (start, -ducking.depth), (end, -ducking.depth), (end + up, 0.0)]
    if not points:
        points = [(0, 0.0)]
    return Envelope(np.array([at for at, _ in points], np.int64), np.array([db for _, db in points]))


def reach(ducking: Ducking) -> tuple[int, int]:
    """Return the samples before speech in which the bed goes down, and those after it in which it comes back."""
    return samples(ducking.attack), samples(ducking.release)


def joined(speech: tuple[tuple[int, int], ...], gap: int) -> tuple[tuple[int, int], ...]:
    """Return the spans in order, those at most `gap` samples apart as one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(speech):
        if spans and start - spans[-1][1] <= gap:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
    return tuple(spans)
