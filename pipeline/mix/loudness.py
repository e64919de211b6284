"""One loudness for the programme: a single gain, then a look-ahead limiter for the peaks."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pipeline.model.programme import Loudness, MeasuredSound
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

_REACH = SAMPLE_RATE // 250
"""Samples the limiter looks ahead and smooths over on each side: 4 ms."""

_STEP = SAMPLE_RATE // 2000

_SAFE = 0.7
"""Share of the ceiling under which no value between samples can reach it (Lanczos overshoot of 3 dB)."""

_HEADROOM = 0.7
"""Decibels kept under the ceiling for what lies between samples and for what AAC adds."""

_SILENT = -60.0


def gain_for(measured: MeasuredSound, target: Loudness) -> float:
    """Return the gain in decibels that brings the programme to its target; none for a silent programme."""
    return 0.0 if measured.integrated <= _SILENT else target.target - measured.integrated


def finished(blocks: Iterator[Samples], gain: float, target: Loudness) -> Iterator[Samples]:
    """Yield the programme at its level, no sample above the ceiling; blocks keep their total length."""
    scale = np.float32(10 ** (gain / 20))
    ceiling = 10 ** ((target.ceiling - _HEADROOM) / 20)
    return limited((block * scale for block in blocks), ceiling)


def limited(blocks: Iterator[Samples], ceiling: float) -> Iterator[Samples]:
    """Hold peaks under `ceiling` (linear) with a gain that starts down 4 ms before each peak.

    The gain is a running minimum of what each sample needs, then a running mean of the same width: the mean of
    minima never exceeds what any sample needs.
    """
    reach = 2 * (_REACH + _STEP)
    waiting = np.zeros((reach, 2), np.float32)
    before = reach
    for block in blocks:
        waiting = np.concatenate([waiting, block])
        # Whole steps only: the grid on which minima are taken is then the same however the sound is cut.
        ready = (len(waiting) - 2 * reach) // _STEP * _STEP
        if ready <= 0:
            continue
        yield _held(waiting, reach, ready, ceiling)
        waiting = waiting[ready:]
    tail = np.concatenate([waiting, np.zeros((reach, 2), np.float32)])
    left = len(waiting) - before
    if left > 0:
        yield _held(tail, reach, left, ceiling)


def _held(samples: Samples, start: int, count: int, ceiling: float) -> Samples:
    """Return samples start..start+count limited; `samples` reaches at least 9 ms further on both sides."""
    wanted = samples[start : start + count]
    if float(np.abs(samples).max(initial=0.0)) <= ceiling * _SAFE:
        return wanted
    needed = np.minimum(1.0, ceiling / np.maximum(_peaks(samples), 1e-9))
    result: Samples = wanted * _smoothed(needed)[start : start + count, None].astype(np.float32)
    return result


def _smoothed(needed: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return a gain never above `needed` within 4 ms: the running mean of its running minimum.

    The minimum is taken over half-millisecond steps, one more on each side than the mean is wide.
    """
    steps = -(-needed.size // _STEP)
    padded = np.pad(needed, (0, steps * _STEP - needed.size), constant_values=1.0)
    lowest = padded.reshape(steps, _STEP).min(axis=1)
    around = _REACH // _STEP + 1
    spread = np.pad(lowest, around, constant_values=1.0)
    lowest = np.min([spread[shift : shift + steps] for shift in range(2 * around + 1)], axis=0)
    gains = np.pad(np.repeat(lowest, _STEP), (_REACH + 1, _REACH), mode="edge")
    summed = np.cumsum(gains)
    width = 2 * _REACH + 1
    smooth: npt.NDArray[np.float64] = (summed[width:] - summed[:-width])[: needed.size] / width
    return smooth


def _peaks(samples: Samples) -> npt.NDArray[np.float64]:
    """Estimate the highest value around each sample, between samples too (4 times oversampled, BS.1770 annex 2)."""
    loudest: npt.NDArray[np.float64] = np.abs(samples).max(axis=1).astype(np.float64)
    for channel in (0, 1):
        for taps in _BETWEEN:
            np.maximum(loudest, np.abs(np.convolve(samples[:, channel], taps, mode="same")), out=loudest)
    return loudest


def _fractional(shift: float) -> npt.NDArray[np.float32]:
    """Return the taps of a windowed sinc that reads `shift` of a sample later."""
    places = np.arange(-_TAPS, _TAPS + 1)
    taps = np.sinc(places - shift) * np.cos(np.pi * (places - shift) / (2 * _TAPS + 2))
    scaled: npt.NDArray[np.float32] = (taps / taps.sum()).astype(np.float32)
    return scaled


_TAPS = 6
_BETWEEN = tuple(_fractional(quarter / 4) for quarter in (1, 2, 3))
