"""One loudness for the programme: a single gain, then a look-ahead limiter for the peaks."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pipeline.mix.peaks import STEP, interpolator, peaks
from pipeline.model.programme import Loudness
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

_REACH = SAMPLE_RATE // 250
"""Samples the limiter looks ahead and smooths over on each side: 4 ms."""

_BETWEEN = interpolator(6)
"""Six samples on each side: a peak that starts a gain down 4 ms before it need not be known to the hundredth."""

HEADROOM = 1.0
"""Decibels kept under the ceiling for what lies between samples and for what AAC adds."""

_SILENT = -60.0

_STEPS = 2
"""Steps of gain in a delivery's tolerance: a programme is off by a quarter of it at most.

A word more or less moves a programme's loudness by hundredths of a decibel: the coarser the steps, the seldomer it
passes from one to the next, which has all of its sound encoded anew.
"""


def gain_for(integrated: float, target: Loudness) -> float:
    """Return the gain in decibels that brings a programme of so many LUFS within a quarter of its tolerance.

    Gains come in steps of half the tolerance (0.5 dB on the web, 0.25 dB on air); none for a silent programme.
    """
    step = target.tolerance / _STEPS
    return 0.0 if integrated <= _SILENT else round((target.target - integrated) / step) * step


def finished(blocks: Iterator[Samples], gain: float, target: Loudness) -> Iterator[Samples]:
    """Yield the programme at its level, no sample above the ceiling; blocks keep their total length."""
    scale = np.float32(10 ** (gain / 20))
    ceiling = 10 ** ((target.ceiling - HEADROOM) / 20)
    return limited((block * scale for block in blocks), ceiling)


def limited(blocks: Iterator[Samples], ceiling: float) -> Iterator[Samples]:
    """Hold peaks under `ceiling` (linear) with a gain that starts down 4 ms before each peak.

    The gain is a running minimum of what each sample needs, then a running mean of the same width: the mean of
    minima never exceeds what any sample needs.
    """
    reach = 2 * (_REACH + STEP)
    waiting = np.zeros((2, reach), np.float32)
    before = reach
    for block in blocks:
        waiting = np.concatenate([waiting, block.T], axis=1)
        # Whole steps only: the grid on which minima are taken is then the same however the sound is cut.
        ready = (waiting.shape[1] - 2 * reach) // STEP * STEP
        if ready <= 0:
            continue
        yield (waiting[:, reach : reach + ready] * _gains(waiting, reach, ready, ceiling)).T
        waiting = waiting[:, ready:]
    left = waiting.shape[1] - before
    if left > 0:
        tail = np.concatenate([waiting, np.zeros((2, reach), np.float32)], axis=1)
        yield (tail[:, reach : reach + left] * _gains(tail, reach, left, ceiling)).T


def held(sound: Samples, ceiling: float) -> Samples:
    """Return the gain, shape (n,), by which `limited` would hold a sound of shape (n, 2) under the ceiling."""
    reach = 2 * (_REACH + STEP)
    around = np.pad(sound.T, ((0, 0), (reach, reach)))
    return _gains(around, reach, len(sound), ceiling)


def _gains(sound: Samples, start: int, count: int, ceiling: float) -> Samples:
    """Return the limiter's gain from sample `start`, shape (count,); `sound` reaches 9 ms further both ways."""
    steps = -(-sound.shape[1] // STEP)
    around = np.zeros((2, (steps + 2) * STEP), np.float32)
    around[:, STEP : STEP + sound.shape[1]] = sound
    loudest = peaks(around, _BETWEEN, ceiling).astype(np.float64)
    if float(loudest.max()) <= ceiling:
        return np.ones(count, np.float32)
    needed = np.minimum(1.0, ceiling / np.maximum(loudest, ceiling))
    return _smoothed(needed)[start : start + count].astype(np.float32)


def _smoothed(needed: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return each sample's gain, never above what a step within 4 ms needs: the running mean of a running minimum.

    The minimum is taken over steps of half a millisecond, one more on each side than the mean is wide.
    """
    around = _REACH // STEP + 1
    spread = np.pad(needed, around, constant_values=1.0)
    lowest = np.min([spread[shift : shift + needed.size] for shift in range(2 * around + 1)], axis=0)
    gains = np.pad(np.repeat(lowest, STEP), (_REACH + 1, _REACH), mode="edge")
    summed = np.cumsum(gains)
    width = 2 * _REACH + 1
    smooth: npt.NDArray[np.float64] = (summed[width:] - summed[:-width]) / width
    return smooth
