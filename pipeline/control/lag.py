"""By how much speech is later than the moments at which it should begin, found from its energy alone."""

from collections.abc import Sequence

import numpy as np

from pipeline.control.measured import OneEach, SoundSeries
from pipeline.control.spans import stretches

STEP_MS = 10
_RISE = 6
"""Steps on each side of a moment over which the energy must rise: 60 ms."""

_STEEPEST = 20.0
"""dB above which a rise is no surer a beginning."""

_FURTHEST = 300
"""Steps searched on both sides: 3 s."""

_FEWEST = 5
"""Beginnings from which an offset can be told from chance."""

_SURE, _CLEAR = 5.0, 4.0
"""dB by which energy must rise on average at the best offset, and deviations it must stand out of all others by."""

_FLAT = 1.0
"""dB under the best within which offsets are as good: the middle of them is taken."""


def lag(sound: SoundSeries, starts_ms: Sequence[int]) -> int | None:
    """Return by how many milliseconds speech begins after the moments told; None when nothing stands out.

    At the right offset the energy of the voice band rises at all beginnings at once; anywhere else, rises and falls
    even out. Measured on the newscasts: within 20 ms, the rise 5 deviations above all else.
    """
    starts = np.array([start // STEP_MS for start in starts_ms], np.int64)
    if len(starts) < _FEWEST or len(sound) < 2 * _FURTHEST:
        return None
    rises = _rises(sound.voice)
    offsets = np.arange(-_FURTHEST, _FURTHEST + 1)
    places = starts[None, :] + offsets[:, None]
    inside = (places >= 0) & (places < len(rises))
    scores = np.where(inside, rises[np.clip(places, 0, len(rises) - 1)], 0).sum(axis=1) / np.maximum(
        inside.sum(axis=1), 1
    )
    best = int(scores.argmax())
    if scores[best] < _SURE or scores[best] < float(np.median(scores)) + _CLEAR * float(scores.std()):
        return None
    top = next(span for span in stretches(scores > scores[best] - _FLAT) if span.start <= best < span.end)
    return round(float(offsets[top.start] + offsets[top.end - 1]) / 2 * STEP_MS)


def _rises(energy: OneEach) -> OneEach:
    """Return by how many dB the energy rises around each step."""
    level = np.convolve(10 * np.log10(np.maximum(energy, 1e-7)), np.ones(4) / 4, "same")
    rises = np.zeros(len(level), np.float32)
    rises[_RISE:-_RISE] = level[2 * _RISE :] - level[: -2 * _RISE]
    return np.clip(rises, -_STEEPEST, _STEEPEST)
