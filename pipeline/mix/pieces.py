"""A piece of music as the mix plays it, and what brings one of somebody's own to where the house's stands."""

from dataclasses import dataclass

import numpy as np

from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

CEILING = -1.0
"""dBTP that no piece exceeds once it is levelled. Source: EBU R 128."""

GRAIN = SAMPLE_RATE // 100
"""Samples of which the loudest counts when silence is looked for: 10 ms."""

_FAINT = 10 ** (-60 / 20)
"""Share of the loudest sample under which a piece has not begun yet, or has ended."""

_MOST_HELD = 6.0
"""Decibels that the limiter may take off peaks: beyond, a piece of little but peaks stays under its target."""

_MOST_RAISED = 40.0


@dataclass(frozen=True, slots=True)
class Played:
    """Samples of shape (n, 2), and which of them follows the last when the piece is played over and over."""

    samples: Samples
    back: int = 0


def sounding(peaks: Samples) -> tuple[int, int]:
    """Return the samples between which a piece is heard, from the highest absolute value of every grain of it.

    >>> sounding(np.array([0, 0.5, 0, 0.2, 0], np.float32))
    (480, 1920)
    """
    heard = np.flatnonzero(peaks > max(float(peaks.max(initial=0)) * _FAINT, 0))
    return (int(heard[0]) * GRAIN, (int(heard[-1]) + 1) * GRAIN) if heard.size else (0, 0)


def raised(lufs: float, peak: float, target: float) -> float:
    """Return the gain in decibels that brings a piece of so many LUFS and dBTP to its target.

    Less where the limiter would have to work more than a listener forgives.
    """
    return min(target - lufs, CEILING + _MOST_HELD - peak, _MOST_RAISED)
