"""By how much speech is later than the moments at which it should begin, found from its energy alone."""

from collections.abc import Sequence

import numpy as np

from pipeline.control.measured import Measured, OneEach, SoundSeries
from pipeline.control.spans import stretches
from pipeline.control.speechlike import speech_like

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

_PAUSE_MS = 400
"""Milliseconds without speech before a beginning that stands out."""

_FLAT = 1.0
"""dB under the best within which offsets are as good: the middle of them is taken."""


_ENOUGH, _COARSE = 10, 2
"""Captions from which their overlap with speech tells an offset, and steps from one offset tried to the next."""

_ALIKE, _BETTER = 0.5, 0.06
"""Correlation of speech and captions at the best offset, and by how much it beats that without any, at the least.

Measured on three newscasts: 0.66 to 0.84, against 0.48 to 0.59 at 1.5 s from it; in place, up to 0.055 is chance.
"""


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


def planned_lag(measured: Measured, starts_ms: Sequence[int]) -> int | None:
    """Return by how many milliseconds planned speech begins after the moments told, where energy alone cannot say.

    The median over the beginnings after a pause of which a told moment is near; None with too few of them.
    """
    plan = measured.plan
    spans = (
        sorted((measured.at(voice.span.start), measured.at(voice.span.end)) for voice in plan.voices) if plan else []
    )
    ends = (-_PAUSE_MS, *(end for _, end in spans))
    begun = np.array([start for (start, _), before in zip(spans, ends, strict=False) if start - before >= _PAUSE_MS])
    starts = np.array(starts_ms)
    if not begun.size or not starts.size:
        return None
    gaps = begun - starts[np.abs(starts[None, :] - begun[:, None]).argmin(axis=1)]
    near = gaps[np.abs(gaps) <= _FURTHEST * STEP_MS]
    return round(float(np.median(near))) if near.size >= _FEWEST else None


def heard_lag(sound: SoundSeries, spans_ms: Sequence[tuple[int, int]]) -> int | None:
    """Return by how many milliseconds what sounds like speech is later than spans told; None when nothing stands out.

    Coarser than `lag`, and surer in a short film: the offset is taken at which speech and spans go together best. On
    three newscasts shifted by up to 1.5 s it is found within 0.17 s.
    """
    if len(spans_ms) < _ENOUGH or len(sound) < 2 * _FURTHEST:
        return None
    spoken = speech_like(sound).astype(np.float32)
    shown = np.zeros(len(spoken) + 2 * _FURTHEST, np.float32)
    for start, end in spans_ms:
        shown[max(0, _FURTHEST + start // STEP_MS) : max(0, _FURTHEST + end // STEP_MS)] = 1
    offsets = np.arange(-_FURTHEST, _FURTHEST + 1, _COARSE)
    alike = np.array([_together(spoken, shown[_FURTHEST - at : _FURTHEST - at + len(spoken)]) for at in offsets])
    best = int(alike.argmax())
    if alike[best] < _ALIKE or alike[best] < alike[len(offsets) // 2] + _BETTER:
        return None
    return int(offsets[best]) * STEP_MS


def _together(one: OneEach, other: OneEach) -> float:
    """Return how two series correlate, -1 to 1; 0 when one of them does not change."""
    spread = float(one.std() * other.std())
    return float(np.mean((one - one.mean()) * (other - other.mean()))) / spread if spread else 0.0


def _rises(energy: OneEach) -> OneEach:
    """Return by how many dB the energy rises around each step."""
    level = np.convolve(10 * np.log10(np.maximum(energy, 1e-7)), np.ones(4) / 4, "same")
    rises = np.zeros(len(level), np.float32)
    rises[_RISE:-_RISE] = level[2 * _RISE :] - level[: -2 * _RISE]
    return np.clip(rises, -_STEEPEST, _STEEPEST)
