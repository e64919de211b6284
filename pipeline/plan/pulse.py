"""What is seen of a voice's level: a few opacities, held long enough that nothing flashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model.take import LEVEL_SAMPLES, Take
from pipeline.model.time import sample_at

PULSE_FRAMES = 9
"""Frames each level stays: any second of 25 frames holds three changes at most (the limit for flashes, WCAG 2.3.1)."""

RESTING, SOFT, MIDDLE, LOUD = range(4)
_STEPS = (-16.0, -6.5, -3.5)
"""Decibels under a take's loud moments from which nine frames of it are soft, middling and loud.

House choice, on 35 lines of the embedded voice: 5 % of the steps at rest, 23 % soft, 36 % middling, 36 % loud.
"""


@dataclass(frozen=True, slots=True)
class ShotVoice:
    """A take as it is heard in a shot: who says it, and from which frame of the shot on."""

    speaker: str
    start: int
    take: Take


def levels(voices: Sequence[ShotVoice], who: str, length: int) -> tuple[int, ...]:
    """Return a level (0 at rest to 3 loud) for every nine frames of a shot, of what `who` says (empty: anybody).

    >>> from pipeline.model.take import Mark
    >>> said = Take("l", 72_000, (Mark("Oui.", 0, 72_000),), "", "v", "e", levels=(-40,) * 8 + (0,) * 7)
    >>> levels([ShotVoice("malo", 9, said)], "malo", 60)
    (0, 0, 0, 3, 3, 2, 0)
    """
    spoken = [heard for heard in voices if who in {"", heard.speaker}]
    return tuple(
        max((_level(heard, sample_at(first)) for heard in spoken), default=RESTING)
        for first in range(0, length, PULSE_FRAMES)
    )


def steps(shown: Sequence[int], opacities: Sequence[float]) -> tuple[tuple[int, int], ...]:
    """Return the frames at which a layer's opacity changes and what it becomes, in 1/256, from frame 0 on.

    >>> steps((0, 0, 2, 2, 3, 0), (0.25, 0.5, 0.75, 1))
    ((0, 64), (18, 192), (36, 256), (45, 64))
    """
    told = [(rank * PULSE_FRAMES, round(opacities[level] * 256)) for rank, level in enumerate(shown)]
    return tuple(told[:1]) + tuple(after for before, after in pairwise(told) if before[1] != after[1])


def _level(heard: ShotVoice, at: int) -> int:
    """Return how loud a take is over nine frames from sample `at` of the shot: the mean power of its moments."""
    start = at - sample_at(heard.start)
    end = start + sample_at(PULSE_FRAMES)
    if end <= 0 or start >= heard.take.samples:
        return RESTING
    if not heard.take.levels:
        inside = any(mark.start < end and start < mark.end for mark in heard.take.sentences)
        return MIDDLE if inside else RESTING
    first = max(0, start) // LEVEL_SAMPLES
    window = heard.take.levels[first : max(first + 1, -(-end // LEVEL_SAMPLES))]
    if not window:
        return RESTING
    power = sum(10 ** (level / 10) for level in window) / (-(-(end - start) // LEVEL_SAMPLES))
    return sum(power >= 10 ** (step / 10) for step in _STEPS)
