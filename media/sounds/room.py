"""The mixing desk of the sound identity: a strip to lay sounds on, a room, balance, loudness."""
# ruff: noqa: INP001 - a folder of sounds and of the scripts run by hand to make them, not a package

from __future__ import annotations

import numpy as np
from signals import RATE, Samples, filtered, noise, shaped, times

_EARLY = (
    (0.011, 0.5, -0.6), (0.017, 0.42, 0.7), (0.023, 0.36, 0.2),
    (0.031, 0.3, -0.3), (0.041, 0.24, 0.5), (0.053, 0.2, -0.8),
)  # fmt: skip
"""First reflections: seconds, level, side from -1 to 1."""


class Track:
    """A stereo strip on which sounds are laid; on a loop, what overflows comes back in front."""

    def __init__(self, length: int, *, loop: bool) -> None:
        self.length = length
        self.loop = loop
        self.dry: Samples = np.zeros((2, length))
        self.wet: Samples = np.zeros((2, length))

    def lay(self, sound: Samples, at: float, *, gain: float = 1.0, pan: float = 0.0, send: float = 0.3) -> None:
        """Add a sound at a time in seconds; `pan` goes from -1 to 1, `send` feeds the reverb."""
        start = round(at * RATE)
        angle = (pan + 1.0) * np.pi / 4.0
        sides = np.array([[np.cos(angle)], [np.sin(angle)]]) * np.sqrt(2.0)
        stereo = gain * sides * (sound if sound.ndim == 2 else sound[None, :])
        if not self.loop:
            stereo = stereo[:, : max(0, self.length - start)]
        places = (start + np.arange(stereo.shape[1])) % self.length
        for channel in range(2):
            np.add.at(self.dry[channel], places, stereo[channel])
            np.add.at(self.wet[channel], places, stereo[channel] * send)

    def echo(self, sound: Samples, at: float, every: float, *, gain: float, times_said: int = 4) -> None:
        """Lay a sound and its echoes, from one side to the other, each half as loud."""
        for said in range(times_said):
            self.lay(sound, at + said * every, gain=gain * 0.5**said, pan=0.7 * (-1) ** said, send=0.4 + 0.15 * said)

    def mixed(self, decay: float) -> Samples:
        """Return dry and reverberated sound together, the low end in the middle."""
        return centred(self.dry + reverberated(self.wet, decay, loop=self.loop))


def reverberated(sound: Samples, decay: float, *, loop: bool) -> Samples:
    """Put a sound in a warm hall: first reflections, then seeded noise that decays, sooner in the treble."""
    t = times(min(3.2, 1.6 * decay))
    raw = np.stack([noise(t.size, 1), noise(t.size, 2)])
    dark = filtered(raw, lambda f: (f > 140.0) / (1 + (f / 1800.0) ** 2))
    light = filtered(raw, lambda f: (f > 140.0) / (1 + (f / 9000.0) ** 2)) - dark
    hall = dark * np.exp(-6.9 * t / decay) + light * np.exp(-6.9 * t / (0.5 * decay))
    hall *= shaped(t, 0.03, 0.3)
    hall /= np.sqrt((hall**2).sum(axis=1, keepdims=True))
    hall = np.concatenate([np.zeros((2, round(0.022 * RATE))), hall], axis=1)
    for seconds, level, side in _EARLY:
        hall[:, round(seconds * RATE)] += 0.5 * level * np.sqrt([(1 - side) / 2, (1 + side) / 2])
    length = sound.shape[1]
    size = length if loop else length + hall.shape[1]
    if hall.shape[1] > size:
        hall = hall[:, :size]
    wet = np.fft.irfft(np.fft.rfft(sound, n=size) * np.fft.rfft(hall, n=size), n=size)
    return np.asarray(wet[:, :length], dtype=np.float64)


def centred(sound: Samples) -> Samples:
    """Bring what lies under 150 Hz to the middle: it has no side, and a single loudspeaker loses none of it."""
    middle, side = sound.mean(axis=0), (sound[0] - sound[1]) / 2
    side = filtered(side, lambda f: 1 / (1 + (150.0 / np.maximum(f, 1e-3)) ** 4))
    return np.stack([middle + side, middle - side])


def warmed(sound: Samples, drive: float) -> Samples:
    """Saturate gently, four times oversampled so that what is added folds back nowhere; `drive` is a gain."""
    count = sound.shape[1]
    spectrum = np.fft.rfft(sound)
    fine = 4 * np.fft.irfft(spectrum, n=4 * count)
    bent = np.fft.rfft(np.tanh(drive * fine) / drive)[:, : spectrum.shape[1]]
    return np.asarray(np.fft.irfft(bent / 4, n=count), dtype=np.float64)


def k_weighted(sound: Samples) -> Samples:
    """Weight as ITU-R BS.1770 asks, from the analogue prototypes of its two filters."""

    def response(f: Samples) -> Samples:
        s = 1j * f
        high, low = 1681.974451, 38.13547088
        resonance, boost, middle = 0.70717524, 1.58486471, 1.25872093
        below = s**2 + s * high / resonance + high**2
        shelf = (boost * s**2 + middle * s * high / resonance + high**2) / below
        cut = s**2 / (s**2 + s * low / 0.50032704 + low**2)
        return np.asarray(np.abs(shelf * cut), dtype=np.float64)

    padded = np.concatenate([sound, np.zeros((2, RATE))], axis=1)
    return filtered(padded, response)[:, : sound.shape[1]]


def loudness(sound: Samples) -> float:
    """Measure the integrated loudness in LUFS (BS.1770-4: 400 ms blocks, both gates)."""
    weighted = k_weighted(sound) ** 2
    block, step = round(0.4 * RATE), round(0.1 * RATE)
    starts = range(0, max(1, weighted.shape[1] - block + 1), step)
    powers = np.array([weighted[:, start : start + block].mean(axis=1).sum() for start in starts]) + 1e-12
    loud = powers[-0.691 + 10 * np.log10(powers) > -70.0]
    gate = -0.691 + 10 * np.log10(loud.mean()) - 10.0
    return float(-0.691 + 10 * np.log10(loud[-0.691 + 10 * np.log10(loud) > gate].mean()))


def quietest(sound: Samples, within: int) -> int:
    """Return where a loop is best cut, in its last `within` samples: a codec wakes up on almost nothing there."""
    level = np.abs(np.concatenate([sound, sound[:, :480]], axis=1)).max(axis=0)
    around = np.convolve(level, np.ones(480) / 480, mode="valid")[: sound.shape[1]]
    cost = (around + 4 * level[: sound.shape[1]])[-within:]
    return int(sound.shape[1] - within + np.argmin(cost))
