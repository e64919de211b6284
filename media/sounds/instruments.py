"""The instruments of JT 2050, each a function from a note to samples."""
# ruff: noqa: INP001 - a folder of sounds and of the scripts run by hand to make them, not a package

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Samples = NDArray[np.float64]

RATE = 48_000
SEED = 2050


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


def filtered(sound: Samples, response: Callable[[Samples], Samples]) -> Samples:
    """Filter on a circle by a zero-phase response: right for loops and for sounds that end in silence."""
    bins: Samples = np.asarray(np.fft.rfftfreq(sound.shape[-1], 1 / RATE), dtype=np.float64)
    return np.asarray(np.fft.irfft(np.fft.rfft(sound) * response(bins), n=sound.shape[-1]), dtype=np.float64)


def mallet(note: float, seconds: float = 2.2, hardness: float = 0.5) -> Samples:
    """Strike a soft bar: fundamental, partials at 4 and 9.2, a little bell at 2, a felt knock."""
    t, f = times(seconds), frequency(note)
    partials = ((1.0, 1.0, 1.6), (2.0, 0.2, 1.0), (4.0, 0.3 * hardness, 0.4), (9.2, 0.08 * hardness, 0.1))
    body = np.zeros_like(t)
    for ratio, level, decay in partials:
        if f * ratio < 0.4 * RATE:
            body += level * np.sin(2 * np.pi * f * ratio * t) * np.exp(-t / decay)
    knock = 0.08 * hardness * np.sin(2 * np.pi * 190.0 * t) * np.exp(-t / 0.018)
    return np.asarray((body + knock) * shaped(t, 0.004, 0.25), dtype=np.float64)


def pluck(note: float, seconds: float = 1.2, brightness: float = 0.5) -> Samples:
    """Pluck a nylon string: harmonics that fade the sooner, the higher they are."""
    t, f = times(seconds), frequency(note)
    sound = np.zeros_like(t)
    for rank in range(1, 10):
        if f * rank < 0.3 * RATE:
            level = brightness ** (rank - 1) * np.sin(np.pi * rank * 0.22)
            sound += level * np.sin(2 * np.pi * f * rank * (1 + 0.00012 * rank**2) * t) * np.exp(-t * rank / 0.75)
    return np.asarray(sound * shaped(t, 0.003, 0.2), dtype=np.float64)


def pad(notes: Sequence[int], seconds: float, attack: float, release: float, warmth: float = 0.42) -> Samples:
    """Hold a chord on three slightly detuned voices a note, spread over the stereo picture."""
    t = times(seconds)
    out = np.zeros((2, t.size))
    for place, note in enumerate(notes):
        for voice, cents in enumerate((-6.0, 0.5, 7.0)):
            f = frequency(note + cents / 100.0)
            phase = 2.399 * (3 * place + voice)
            drift = 0.6 * np.sin(2 * np.pi * (0.11 + 0.017 * place) * t + phase)
            tone = np.zeros_like(t)
            for rank in range(1, 7):
                tone += warmth ** (rank - 1) / rank * np.sin(rank * (2 * np.pi * f * t + phase) + drift)
            side = 0.5 + 0.32 * (voice - 1) * (1 if place % 2 else -1)
            out += tone * np.array([[np.sqrt(1 - side)], [np.sqrt(side)]])
    return np.asarray(out * shaped(t, attack, release) / (len(notes) * 2.0), dtype=np.float64)


def bass(note: float, seconds: float) -> Samples:
    """Play a round bass note, with enough second harmonic to be heard on a telephone."""
    t, f = times(seconds), frequency(note)
    tone = np.sin(2 * np.pi * f * t) + 0.35 * np.sin(4 * np.pi * f * t) * np.exp(-t / 0.6)
    return np.asarray(tone * np.exp(-t / 1.6) * shaped(t, 0.012, 0.3), dtype=np.float64)


def felt(pitch: float = 92.0) -> Samples:
    """Tap a felt-covered drum: a falling sine, no click."""
    t = times(0.34)
    phase = 2 * np.pi * (pitch * t + 0.9 * (1 - np.exp(-t / 0.03)))
    return np.asarray(np.sin(phase) * np.exp(-t / 0.085) * shaped(t, 0.005, 0.08), dtype=np.float64)


def breath(seconds: float) -> Samples:
    """Let air swell toward a downbeat: seeded noise, banded around 2 kHz."""

    def wind(f: Samples) -> Samples:
        return np.asarray(np.exp(-0.5 * (np.log2(np.maximum(f, 1.0) / 2000.0) / 0.8) ** 2), dtype=np.float64)

    t = times(seconds)
    noise: Samples = np.random.default_rng(SEED).standard_normal((2, t.size))
    swell = (t / t[-1]) ** 2.5 * shaped(t, 0.3, 0.06)
    return np.asarray(filtered(noise, wind) * swell, dtype=np.float64)
