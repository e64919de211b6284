"""Integrated loudness and loudness range from the energy of every tenth of a second (ITU-R BS.1770, EBU Tech 3342).

Segments are heard one by one; their energies, end to end, are those of the whole programme.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

STEP_MS = 100
"""Milliseconds of a step: blocks of 400 ms overlap by three quarters."""

PART_MS = 20
"""Milliseconds of a part: segments of sound last whole numbers of parts, not always of steps."""

SILENT = -70.0
"""LUFS under which nothing counts (BS.1770), and what is said of silence."""

_MOMENTARY, _SHORT_TERM = 4, 30
_GATE, _RANGE_GATE = -10.0, -20.0
_LOW, _HIGH = 10, 95
"""Percentiles between which the range lies (EBU Tech 3342)."""

_Values = npt.NDArray[np.float64]


def steps_of(parts: Sequence[float]) -> tuple[float, ...]:
    """Return the energy of every whole step, from those of every part.

    >>> steps_of([1, 2, 3, 4, 5, 6])
    (3.0,)
    """
    together = STEP_MS // PART_MS
    whole = np.asarray(parts[: len(parts) // together * together], np.float64)
    return tuple(whole.reshape(-1, together).mean(axis=1).tolist())


def integrated(energies: Sequence[float]) -> float:
    """Return LUFS, −70 for silence; energies are K-weighted mean squares summed over the channels, a step each."""
    loud = _loud(energies, _MOMENTARY)
    return _decibels(float(_above(loud, _GATE).mean())) if loud.size else SILENT


def loudness_range(energies: Sequence[float]) -> float:
    """Return LU between the quiet and the loud of the programme, 0 when it is shorter than three seconds."""
    loud = _loud(energies, _SHORT_TERM)
    if not loud.size:
        return 0.0
    low, high = np.percentile(_above(loud, _RANGE_GATE), [_LOW, _HIGH], method="nearest")
    return _decibels(float(high)) - _decibels(float(low))


def _loud(energies: Sequence[float], steps: int) -> _Values:
    """Return the mean energy of every block of so many steps that is above the absolute gate."""
    summed = np.cumsum(np.concatenate([[0.0], np.asarray(energies, np.float64)]))
    blocks: _Values = (summed[steps:] - summed[:-steps]) / steps
    return blocks[blocks > 10 ** ((SILENT + _OFFSET) / 10)]


def _above(loud: _Values, gate: float) -> _Values:
    """Return the blocks within `gate` LU of their mean."""
    kept: _Values = loud[loud >= loud.mean() * 10 ** (gate / 10)]
    return kept


_OFFSET = 0.691
"""What BS.1770 takes off, so that a 997 Hz tone reads its level."""


def _decibels(energy: float) -> float:
    return float(10 * np.log10(energy)) - _OFFSET
