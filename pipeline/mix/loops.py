"""Where a piece of music that was not made to loop goes back, and how its end passes into its beginning.

The end is faded into the beginning with an equal-power law that knows how much they are alike: what is alike adds up in
amplitude, what is not adds up in power, and the passage is as loud either way.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.mix.gating import STEP_MS
from pipeline.mix.peaks import STEP
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

SETTLED = 20 * STEP
"""Samples of the beginning that are heard alone before the piece goes back: 10 ms, more than the limiter hears around,
so that it does to them what it did the first time."""

_LONGEST = 3 * SAMPLE_RATE // 2
_SHARE = 8
"""The passage lasts a second and a half, at most an eighth of the piece."""

_SEARCHED = 20 * SAMPLE_RATE
"""Samples before the last place at which the piece may go back among which the best is looked for."""

_QUIET = 10 ** (-1 / 10)
"""Share of a piece's energy under which a stretch is its beginning or its ending rather than its body: 1 dB less."""

_APART = 1.0
"""Decibels by which the two sides of a passage may differ in level, where there is such a place."""

_HOP = SAMPLE_RATE // 200
"""Samples of a step in which beats are looked for: 5 ms."""

_STEP = SAMPLE_RATE * STEP_MS // 1000
_NOTHING = 1e-12

_Floats = npt.NDArray[np.float64]
_Wave = Samples | _Floats


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a piece may be looped, in samples: its end, from `first` to `last`, fades into what stands at `head`.

    The passage lasts `lap` samples.
    """

    head: int
    first: int
    last: int
    lap: int


@dataclass(frozen=True, slots=True)
class Seam:
    """The loop that was chosen: at sample `tail` the piece fades into what stands at `head`, over `lap` samples.

    `alike` is the normalised correlation of the two, −1 to 1.
    """

    head: int
    tail: int
    lap: int
    alike: float

    @property
    def length(self) -> int:
        """Samples of the looped piece: after the last of them it goes on from `back`."""
        return self.tail + self.lap

    @property
    def back(self) -> int:
        """The sample that follows the last one."""
        return self.head + self.lap


def zone_of(energies: Sequence[float], count: int) -> Zone | None:
    """Return where a piece of `count` samples may be looped, from its energy every 100 ms; None when it is too short.

    A fade at either end is left out, so that the music does not sink each time it comes round.
    """
    lap = min(_LONGEST, count // _SHARE) // STEP * STEP
    if lap <= 2 * SETTLED:
        return None
    begins, ends = _body(energies, max(1, lap // _STEP))
    head, last = begins * _STEP, min(ends * _STEP, count - lap)
    if head > count // 3:
        head = 0
    if last < head + count // 3:
        last = count - lap
    first = max(head + lap, head + (last - head) // 2, last - _SEARCHED)
    return Zone(head, min(first, last), last, lap)


def seam_of(zone: Zone, head: Samples, end: Samples) -> Seam:
    """Return the loop of which both sides are most alike, in their waves and in their beats.

    `head` are the samples at the zone's head, shape (lap, 2), `end` those from its first to its last and a lap more.
    """
    places = zone.last - zone.first + 1
    products = sum(_correlation(end[:, side], head[:, side])[:places] for side in range(2))
    power = np.concatenate([[0.0], np.cumsum(np.square(end, dtype=np.float64).sum(axis=1))])
    there = np.maximum(power[zone.lap :] - power[: -zone.lap], 0)[:places]
    here = float(np.square(head, dtype=np.float64).sum())
    alike = products / np.sqrt(np.maximum(there * here, _NOTHING))
    apart = np.abs(10 * np.log10((there + 1e-9) / (here + 1e-9)))
    level = apart <= max(_APART, float(apart.min()) + 0.1)
    best = int(np.argmax(np.where(level, alike + _in_time(head, end, places), -np.inf)))
    return Seam(zone.head, zone.first + best, zone.lap, float(np.clip(alike[best], -1, 1)))


def _in_time(head: Samples, end: Samples, places: int) -> _Floats:
    """Return for every place how well the beats of both sides fall together, −1 to 1."""
    short, long = _beats(head), _beats(end)
    if short.size < 2:
        return np.zeros(places)
    products = _correlation(long, short)
    power = np.concatenate([[0.0], np.cumsum(np.square(long))])
    there = np.maximum(power[short.size :] - power[: -short.size], 0)
    alike = products / np.sqrt(np.maximum(there * np.square(short).sum(), _NOTHING))
    return np.asarray(np.interp(np.arange(places), np.arange(alike.size) * _HOP, alike))


def _beats(sound: Samples) -> _Floats:
    """Return how much louder than before each 5 ms is, as a ratio in decibels, its mean taken off."""
    whole = sound[: len(sound) // _HOP * _HOP]
    energy = np.square(whole, dtype=np.float64).reshape(-1, _HOP * 2).sum(axis=1)
    energy = np.convolve(energy, np.ones(4) / 4, "same")
    louder = np.maximum(np.diff(10 * np.log10(energy + 1e-4 * energy.max(initial=0) + _NOTHING)), 0)
    return np.asarray(louder - louder.mean()) if louder.size else louder


def passage(seam: Seam, tail: Samples, head: Samples) -> Samples:
    """Return the end as it passes into the beginning, shape (lap, 2), as both sides are."""
    fade = seam.lap - SETTLED
    turn = np.minimum((np.arange(seam.lap) + 0.5) / fade, 1) * (math.pi / 2)
    rising, falling = np.sin(turn), np.where(turn < math.pi / 2, np.cos(turn), 0)
    # Two sides that cancel one another out cannot be made up for: half alike the wrong way is as far as it goes.
    law = 1 / np.sqrt(1 + 2 * max(seam.alike, -0.5) * rising * falling)
    mixed = tail * (falling * law)[:, None] + head * (rising * law)[:, None]
    return mixed.astype(np.float32)


def _body(energies: Sequence[float], width: int) -> tuple[int, int]:
    """Return the first and the last step from which so many steps are as loud as the piece is, less one dB."""
    each = np.asarray(energies, np.float64)
    if each.size < width:
        return 0, 0
    summed = np.concatenate([[0.0], np.cumsum(each)])
    level = (summed[width:] - summed[:-width]) / width
    heard = level[level >= level.mean() / 10]
    loud = np.flatnonzero(level >= heard.mean() * _QUIET) if heard.size else np.zeros(1, np.intp)
    return int(loud[0]), int(loud[-1])


def _correlation(long: _Wave, short: _Wave) -> _Floats:
    """Return the product of `short` with every stretch of `long` of its length."""
    size = 1 << (long.size + short.size - 1).bit_length()
    spectrum = np.fft.rfft(long, size) * np.conj(np.fft.rfft(short, size))
    return np.asarray(np.fft.irfft(spectrum, size)[: long.size - short.size + 1])
