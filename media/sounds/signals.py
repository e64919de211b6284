"""What every instrument is made with: time, pitch, envelopes, seeded noise, filters."""
# ruff: noqa: INP001 - a folder of sounds and of the scripts run by hand to make them, not a package

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]
Band = Callable[[Samples], Samples]
"""Gives a filter's gain at each frequency in hertz."""

RATE = 48_000
SEED = 2050

_CUTOFFS = 12
"""Fixed filters between which a moving one passes."""


def frequency(note: float) -> float:
    """Return the frequency of a MIDI note, A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((note - 69.0) / 12.0))


def times(seconds: float) -> Samples:
    """Return the instants of so many seconds of sound."""
    return np.arange(round(seconds * RATE)) / RATE


def shaped(t: Samples, attack: float, release: float) -> Samples:
    """Return an envelope of two half cosines: up in `attack` seconds, down in the last `release`."""
    rise = 0.5 - 0.5 * np.cos(np.pi * np.clip(t / attack, 0.0, 1.0))
    fall = 0.5 - 0.5 * np.cos(np.pi * np.clip((t[-1] - t) / release, 0.0, 1.0))
    return np.asarray(rise * fall, dtype=np.float64)


def noise(count: int, which: int) -> Samples:
    """Return white noise, the same each time for the same `which`."""
    return np.asarray(np.random.default_rng([SEED, which]).standard_normal(count), dtype=np.float64)


def filtered(sound: Samples, response: Band) -> Samples:
    """Filter on a circle by a zero-phase response: right for loops and for sounds that end in silence."""
    bins: Samples = np.asarray(np.fft.rfftfreq(sound.shape[-1], 1 / RATE), dtype=np.float64)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound) * response(bins), n=sound.shape[-1]), dtype=np.float64)


def swept(sound: Samples, cutoff: Samples) -> Samples:
    """Close a sound above a cutoff that moves, in hertz for every sample: 12 dB an octave."""
    lowest, highest = float(cutoff.min()), float(cutoff.max())
    steps = np.geomspace(lowest, max(highest, 1.01 * lowest), _CUTOFFS)
    place = np.interp(np.log(cutoff), np.log(steps), np.arange(_CUTOFFS))
    out = np.zeros_like(sound)
    for step, fixed in enumerate(steps):
        share = np.clip(1 - np.abs(place - step), 0, 1)
        if share.any():
            out += share * filtered(sound, lambda f, at=fixed: 1 / (1 + (f / at) ** 2))
    return out
