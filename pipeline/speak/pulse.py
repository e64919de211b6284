"""How loud a take is from moment to moment, as whole numbers: what a picture may follow while somebody speaks."""

import numpy as np

from pipeline.model.take import LEVEL_SAMPLES
from pipeline.ports import Samples

_FLOOR = -60.0
"""Decibels under its loud moments at which a moment counts as silence, and of full scale under which all of it is."""

_NOTHING = 1e-12
"""The power of digital silence, so that it has a logarithm."""

_LOUD_SHARE = 95
"""The percentile of a take's moments taken for its loud ones: a single click is not what one hears as loud."""


def moments(sound: Samples) -> tuple[int, ...]:
    """Return the RMS level of every 100 ms of mono sound, in whole decibels under its own loud moments.

    0 is as loud as the take gets, −60 or less is silence; a take that is silent all along gives −60 only. The last
    window may be shorter.
    """
    if not sound.size:
        return ()
    starts = np.arange(0, sound.size, LEVEL_SAMPLES)
    powers = np.add.reduceat(sound.astype(np.float64) ** 2, starts) / np.diff(np.append(starts, sound.size))
    levels = 10 * np.log10(np.maximum(powers, _NOTHING))
    loud = float(np.percentile(levels, _LOUD_SHARE))
    if loud <= _FLOOR:
        return (int(_FLOOR),) * starts.size
    return tuple(int(level) for level in np.clip(np.round(levels - loud), _FLOOR, 0))
