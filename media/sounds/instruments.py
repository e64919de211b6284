"""The instruments of JT 2050, each a function from a note or a chord to samples."""
# ruff: noqa: INP001 - a folder of sounds and of the scripts run by hand to make them, not a package

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from signals import RATE, SEED, Samples, filtered, frequency, noise, shaped, swept, times

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE = 4096
_TOP = 15_000.0


@lru_cache(maxsize=64)
def _saw_table(harmonics: int) -> Samples:
    """Return one period of a sawtooth of so many harmonics, its edge rounded so that it does not ring."""
    place = 2 * np.pi * np.arange(_TABLE + 1) / _TABLE
    ranks = np.arange(1, harmonics + 1)
    heights = np.sinc(ranks / (harmonics + 1)) / ranks
    return np.asarray((heights[:, None] * np.sin(ranks[:, None] * place)).sum(axis=0), dtype=np.float64)


def saw(pitch: Samples, start: float) -> Samples:
    """Return a sawtooth that follows a pitch in hertz, without any partial above 15 kHz; `start` is its first phase."""
    table = _saw_table(max(1, int(_TOP / float(pitch.max()))))
    turns = (start + np.cumsum(pitch) / RATE) % 1.0
    return np.asarray(np.interp(turns * _TABLE, np.arange(_TABLE + 1), table), dtype=np.float64)


def strings(
    notes: Sequence[int], seconds: float, attack: float, release: float, *, dark: float = 500.0, bright: float = 4500.0
) -> Samples:
    """Bow a chord: five players a note, each with a tuning, a vibrato and a place, opening as they swell."""
    t = times(seconds)
    rng = np.random.default_rng(SEED + sum(notes))
    out = np.zeros((2, t.size))
    for note in notes:
        for player in range(5):
            cents = 4.0 * (player - 2) + rng.uniform(-1.5, 1.5)
            rate, begun = rng.uniform(4.7, 5.7), rng.uniform(0, 2 * np.pi)
            bowed = 6.0 * np.clip((t - 0.35) / 0.8, 0, 1) * np.sin(2 * np.pi * rate * t + begun)
            tone = saw(frequency(note) * 2 ** ((cents + bowed) / 1200), rng.uniform(0, 1))
            side = 0.5 + 0.2 * (player - 2) + rng.uniform(-0.06, 0.06)
            out += tone * np.array([[np.cos(side * np.pi / 2)], [np.sin(side * np.pi / 2)]])
    swell = shaped(t, attack, release)
    opened = dark * (bright / dark) ** (swell * np.clip(0.55 + 0.45 * t / (1.5 * attack + 0.2), 0, 1))
    return np.asarray(swept(out, opened) * swell / (3.2 * np.sqrt(len(notes))), dtype=np.float64)


def brass(note: float, seconds: float, force: float = 0.6) -> Samples:
    """Blow a horn: three saws that scoop into the note, the tone opening with the breath."""
    t = times(seconds)
    rng = np.random.default_rng(SEED + round(10 * note))
    scoop = -35.0 * np.exp(-t / 0.035)
    wave = 5.0 * np.clip((t - 0.3) / 0.5, 0, 1) * np.sin(2 * np.pi * 5.2 * t)
    tone = np.zeros_like(t)
    for cents in (-5.0, 0.0, 5.5):
        tone += saw(frequency(note) * 2 ** ((cents + scoop + wave) / 1200), rng.uniform(0, 1))
    breath = (1 - np.exp(-t / 0.03)) * (0.62 + 0.38 * np.exp(-t / 0.25))
    opened = frequency(note) * (1.2 + 9.0 * force * breath)
    played = swept(tone, opened) * breath * shaped(t, 0.018, min(0.3, 0.5 * seconds))
    return np.asarray(0.42 * np.tanh(1.3 * played / 1.8), dtype=np.float64)


def mallet(note: float, seconds: float = 2.2, hardness: float = 0.5) -> Samples:
    """Strike a bar: fundamental, partials at 4 and 9.2, a little bell at 2, and the stick on the wood."""
    t, f = times(seconds), frequency(note)
    partials = ((1.0, 1.0, 1.5), (2.0, 0.22, 0.9), (4.0, 0.45 * hardness, 0.4), (9.2, 0.2 * hardness, 0.12))
    body = np.zeros_like(t)
    for ratio, level, decay in partials:
        if f * ratio < _TOP:
            body += level * np.sin(2 * np.pi * f * ratio * t) * np.exp(-t / decay)
    knock = 0.1 * hardness * np.sin(2 * np.pi * 190.0 * t) * np.exp(-t / 0.018)
    stick = 0.55 * hardness * filtered(noise(t.size, 11), _around(3600.0, 0.7)) * np.exp(-t / 0.006)
    return np.asarray((body + knock + stick) * shaped(t, 0.002, 0.25), dtype=np.float64)


def glass(note: float, seconds: float = 2.4) -> Samples:
    """Ring a glass bell by frequency modulation: a round body, a tine fourteen times higher that dies at once."""
    t, f = times(seconds), frequency(note)
    body = np.sin(2 * np.pi * f * t + 0.9 * np.exp(-t / 0.7) * np.sin(2 * np.pi * f * t))
    tine = np.sin(2 * np.pi * f * t + 0.7 * np.exp(-t / 0.09) * np.sin(2 * np.pi * min(14 * f, _TOP) * t))
    shimmer = 0.16 * np.sin(2 * np.pi * 4.003 * f * t) * np.exp(-t / 0.5)
    ring = (0.55 * body + 0.45 * tine) * np.exp(-t / 0.85) + shimmer
    return np.asarray(ring * shaped(t, 0.003, 0.3), dtype=np.float64)


def pluck(note: float, seconds: float = 1.2, brightness: float = 0.6) -> Samples:
    """Pluck a string: harmonics that fade the sooner, the higher they are, and the nail on it."""
    t, f = times(seconds), frequency(note)
    sound = np.zeros_like(t)
    for rank in range(1, 25):
        if f * rank < _TOP:
            level = brightness ** (0.8 * (rank - 1)) * np.sin(np.pi * rank * 0.22)
            decay = 0.8 / rank**0.75
            sound += level * np.sin(2 * np.pi * f * rank * (1 + 0.00012 * rank**2) * t) * np.exp(-t / decay)
    nail = 0.5 * brightness * filtered(noise(t.size, 12), _around(4500.0, 0.6)) * np.exp(-t / 0.004)
    return np.asarray((sound + nail) * shaped(t, 0.002, 0.2), dtype=np.float64)


def bass(note: float, seconds: float, growl: float = 0.5) -> Samples:
    """Play a bass: a sine for loudspeakers, a saw that closes for telephones."""
    t, f = times(seconds), frequency(note)
    teeth = swept(saw(np.full(t.size, f), 0.0), 2.0 * f + 700.0 * growl * np.exp(-t / 0.18))
    tone = np.sin(2 * np.pi * f * t) + 0.45 * growl * teeth
    return np.asarray(tone * np.exp(-t / 1.7) * shaped(t, 0.01, min(0.3, 0.5 * seconds)), dtype=np.float64)


def drum(pitch: float = 52.0, seconds: float = 0.7, skin: float = 0.5) -> Samples:
    """Hit a deep drum: a sine that falls, and the skin."""
    t = times(seconds)
    phase = 2 * np.pi * (pitch * t + 2.6 * (1 - np.exp(-t / 0.028)))
    head = filtered(noise(t.size, 13), _around(1400.0, 1.3)) * np.exp(-t / 0.016)
    return np.asarray((np.sin(phase) * np.exp(-t / 0.19) + skin * head) * shaped(t, 0.003, 0.15), dtype=np.float64)


def boom(seconds: float = 2.2) -> Samples:
    """Drop a great weight far away: a sub that falls an octave, with overtones that small loudspeakers play."""
    t = times(seconds)
    phase = 2 * np.pi * (37.0 * t + 6.0 * (1 - np.exp(-t / 0.16)))
    fall = np.sin(phase) * np.exp(-t / 0.6)
    return np.asarray(np.tanh(1.8 * fall) * shaped(t, 0.006, 0.5), dtype=np.float64)


def brush(seconds: float = 0.22, pitch: float = 3200.0) -> Samples:
    """Brush a snare."""
    t = times(seconds)
    wires = filtered(noise(t.size, 14), _around(pitch, 1.1)) * np.exp(-t / 0.055)
    return np.asarray(wires * shaped(t, 0.004, 0.06), dtype=np.float64)


def shaker(place: int, pitch: float = 8500.0) -> Samples:
    """Shake a shaker once; no two shakes are quite the same."""
    t = times(0.11)
    grains = filtered(noise(t.size, 100 + place), _around(pitch, 0.6))
    return np.asarray(grains * (t / 0.014) * np.exp(1 - t / 0.014) * shaped(t, 0.004, 0.03), dtype=np.float64)


def cymbal(seconds: float = 2.6) -> Samples:
    """Strike a cymbal: two noises, the highest part dying first."""
    t = times(seconds)
    sides = np.stack([noise(t.size, 15), noise(t.size, 16)])
    low = filtered(sides, _around(4200.0, 0.9)) * np.exp(-t / 0.7)
    high = filtered(sides, _around(10_500.0, 0.7)) * np.exp(-t / 0.28)
    return np.asarray((low + 1.3 * high) * shaped(t, 0.004, 0.6), dtype=np.float64)


def riser(seconds: float) -> Samples:
    """Let air rise towards a downbeat: noise that opens from 300 Hz to 9 kHz as it swells."""
    t = times(seconds)
    wind = np.stack([noise(t.size, 17), noise(t.size, 18)])
    rising = swept(filtered(wind, lambda f: f / (f + 400.0)), 300.0 * 30.0 ** (t / t[-1]))
    return np.asarray(rising * (t / t[-1]) ** 2.2 * shaped(t, 0.2, 0.03), dtype=np.float64)


def _around(pitch: float, octaves: float) -> Band:
    """Return a bell-shaped band around a pitch, so many octaves wide on each side, at unit loudness for noise."""

    def band(f: Samples) -> Samples:
        shape = np.exp(-0.5 * (np.log2(np.maximum(f, 1.0) / pitch) / octaves) ** 2)
        return np.asarray(shape / np.sqrt(np.mean(shape**2)), dtype=np.float64)

    return band


if TYPE_CHECKING:
    from signals import Band
