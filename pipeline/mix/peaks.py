"""Peaks between samples: sound four times oversampled, but only where the samples come near enough to matter."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

STEP = SAMPLE_RATE // 2000
"""Samples looked at together: half a millisecond."""

_NO_PEAK = -120.0

_TOGETHER = 1024
"""Steps interpolated at once: their samples stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Interpolator:
    """Reads between samples with a windowed sinc of `reach` samples on each side, at most a step.

    `growth` is the sum of the absolute taps: whatever the sound, no value between samples exceeds the highest
    sample within reach by more than this factor. It is what makes leaving quiet places out exact.
    """

    reach: int
    taps: tuple[Samples, ...]
    growth: float


def interpolator(reach: int) -> Interpolator:
    """Return the three readers between two samples (4 times oversampled, ITU-R BS.1770 annex 2)."""
    taps = tuple(_fractional(quarter / 4, reach) for quarter in (1, 2, 3))
    # A thousandth more, for what sums in single precision round.
    return Interpolator(reach, taps, 1.001 * max(float(np.abs(each).sum(dtype=np.float64)) for each in taps))


def peaks(sound: Samples, inter: Interpolator, floor: float) -> Samples:
    """Return the highest absolute value of each step, over the channels, between samples too.

    `sound` is planar, shape (channels, (k + 2) * STEP): one step of what comes before, k steps, one of what comes
    after; the result has shape (k,). Every value above `floor` is exact; the others are at most `floor`.
    """
    loudest = np.abs(sound).max(axis=0).reshape(-1, STEP).max(axis=1)
    found: Samples = loudest[1:-1].copy()
    around = np.maximum(np.maximum(loudest[:-2], loudest[2:]), found)
    near = np.flatnonzero(around * np.float32(inter.growth) > floor)
    for start in range(0, near.size, _TOGETHER):
        some = near[start : start + _TOGETHER]
        for channel in sound:
            found[some] = np.maximum(found[some], _between(channel, some + 1, inter))
    return found


def _between(channel: Samples, steps: npt.NDArray[np.intp], inter: Interpolator) -> Samples:
    """Return the highest absolute value between the samples of some steps, shape (k,)."""
    # One row a place, one column a step: every sum below then runs along memory.
    near = channel[np.arange(-inter.reach, STEP + inter.reach)[:, None] + steps * STEP]
    highest = np.zeros(steps.size, np.float32)
    value, term = np.empty((STEP, steps.size), np.float32), np.empty((STEP, steps.size), np.float32)
    for taps in inter.taps:
        value.fill(0)
        for place, tap in enumerate(taps):
            np.add(value, np.multiply(near[place : place + STEP], tap, out=term), out=value)
        np.maximum(highest, np.abs(value, out=value).max(axis=0), out=highest)
    return highest


def _fractional(shift: float, reach: int) -> Samples:
    """Return the taps of a windowed sinc that reads `shift` of a sample later."""
    places = np.arange(-reach, reach + 1)
    taps = np.sinc(places - shift) * np.cos(np.pi * (places - shift) / (2 * reach + 2))
    scaled: Samples = (taps / taps.sum()).astype(np.float32)
    return scaled


def decibels(linear: float) -> float:
    """Return a peak in decibels under full scale; −120 for silence, under any 16-bit sample."""
    return 20 * math.log10(linear) if linear > 0 else _NO_PEAK


class TruePeak:
    """Hears planar stereo piece by piece; its memory does not grow with what it hears."""

    def __init__(self) -> None:
        self._highest = 0.0
        self._waiting = np.zeros((2, STEP), np.float32)
        self._inter = interpolator(STEP // 2)

    def hear(self, piece: Samples) -> None:
        """Hear the next samples, shape (2, n)."""
        self._waiting = np.concatenate([self._waiting, piece], axis=1)
        steps = self._waiting.shape[1] // STEP - 2
        if steps <= 0:
            return
        ready = self._waiting[:, : (steps + 2) * STEP]
        # The highest sample is itself a true peak: only what may exceed it needs a look.
        floor = max(self._highest, float(ready.max()), -float(ready.min()))
        self._highest = max(floor, float(peaks(ready, self._inter, floor).max()))
        self._waiting = self._waiting[:, steps * STEP :]

    def highest(self) -> float:
        """Return the highest absolute value heard (linear); what follows the last sample is silence."""
        self.hear(np.zeros((2, 3 * STEP), np.float32))
        return self._highest
