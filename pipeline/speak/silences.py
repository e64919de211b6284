"""Where a recording speaks and where it is silent, in frames of 10 ms: noise and level are its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

FRAME = SAMPLE_RATE // 100
"""Samples a frame of the envelope: 10 ms."""

_NOTHING = -90.0
_HEARD = -60.0
"""dBFS that the loudest speech must reach for a file to hold any."""

_ABOVE_NOISE, _BELOW_SPEECH, _NEAREST = 8.0, 32.0, 10.0
"""Decibels: silence ends 8 above the noise, at least 32 and at most 10 under the speech."""

_BLIP = 4
_SHORTEST = 12
_SOFT = 15
"""Frames: a louder moment of 40 ms is no speech, silence under 120 ms is inside a word, and a soft beginning or end
(« f », « s », a falling voice) is looked for over 150 ms."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is heard: level of each frame in dBFS, the threshold, first and end frame of speech, the silences inside.

    `level` has shape (n,); `silences` are (first, end) frames, at least 120 ms each.
    """

    level: npt.NDArray[np.float64]
    threshold: float
    first: int
    end: int
    silences: tuple[tuple[int, int], ...]

    @property
    def speaks(self) -> bool:
        """Tell whether anything is said."""
        return self.end > self.first


def listen(sound: Samples) -> Hearing:
    """Return where mono sound at 48 kHz speaks."""
    level = levels(sound)
    if not level.size or float(level.max()) < _HEARD:
        return Hearing(level, 0.0, 0, 0, ())
    noise, speech = (float(value) for value in np.percentile(level, (10, 95)))
    speech = max(speech, float(level.max()) - 15)  # a long silence around few words
    threshold = min(max(noise + _ABOVE_NOISE, speech - _BELOW_SPEECH), speech - _NEAREST)
    loud = level > threshold
    runs = [(first, end) for first, end in _runs(loud) if end - first > _BLIP]
    if not runs:
        return Hearing(level, threshold, 0, 0, ())
    soft = min(threshold, max(noise + 3, threshold - 12))
    edges = [_softened(level, soft, first, end) for first, end in runs]
    silences = [(before[1], after[0]) for before, after in pairwise(edges) if after[0] - before[1] >= _SHORTEST]
    return Hearing(level, threshold, edges[0][0], edges[-1][1], tuple(silences))


def levels(sound: Samples) -> npt.NDArray[np.float64]:
    """Return the level of every whole frame in dBFS, the last short one included, shape (n,)."""
    count = -(-sound.size // FRAME)
    padded = np.zeros(count * FRAME, np.float64)
    padded[: sound.size] = sound
    power = (padded.reshape(count, FRAME) ** 2).mean(axis=1) if count else np.zeros(0)
    result: npt.NDArray[np.float64] = 10 * np.log10(np.maximum(power, 10 ** (_NOTHING / 10)))
    return result


def _softened(level: npt.NDArray[np.float64], soft: float, first: int, end: int) -> tuple[int, int]:
    """Let speech begin and end where it rises out of the noise."""
    begun, done = first, end
    while begun > max(0, first - _SOFT) and level[begun - 1] > soft:
        begun -= 1
    while done < min(level.size, end + _SOFT) and level[done] > soft:
        done += 1
    return begun, done


def _runs(loud: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], loud, [False]]).astype(np.int8)))
    yield from ((int(first), int(end)) for first, end in edges.reshape(-1, 2))
