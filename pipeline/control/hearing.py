"""Listen to stereo sound block by block, and keep one value a step of 10 ms of whatever rules ask about."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.control.measured import SoundSeries
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

STEP = SAMPLE_RATE // 100
"""Samples a step: 10 ms."""

_LOW, _HIGH = 300, 3_400
"""Hertz: the band of the telephone, in which speech has most of what makes it understood (ITU-T G.712)."""

_WINDOW = 2 * STEP
_TAPER = np.hanning(_WINDOW).astype(np.float32)
_HERTZ = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)
_IN_BAND = np.abs(_HERTZ - (_LOW + _HIGH) / 2) <= (_HIGH - _LOW) / 2


class SoundMeter:
    """Hears planar stereo, shape (2, n), in blocks of any length; its memory grows with the steps alone."""

    def __init__(self) -> None:
        self._steps: list[npt.NDArray[np.float32]] = []
        self._waiting = np.zeros((2, STEP), np.float32)

    def hear(self, block: Samples, *, told: bool = True) -> None:
        """Hear the next samples; what is not to be told only leads up to them, and lasts a whole number of steps."""
        if not told:
            self._waiting = block[:, -STEP:].astype(np.float32)
            return
        self._waiting = np.concatenate([self._waiting, block.astype(np.float32, copy=False)], axis=1)
        whole = self._waiting.shape[1] // STEP - 1
        if whole > 0:
            self._steps.append(_measured(self._waiting[:, : (whole + 1) * STEP]))
            self._waiting = self._waiting[:, whole * STEP :]

    def series(self) -> SoundSeries:
        """Return what was heard so far; what is left of a step is not counted."""
        return sound_series(np.concatenate(self._steps, axis=1) if self._steps else np.zeros((9, 0), np.float32))


def sound_series(rows: npt.NDArray[np.float32]) -> SoundSeries:
    """Return nine rows, shape (9, steps), as a series."""
    return SoundSeries(
        squares=rows[:2].T,
        offset=rows[2:4].T,
        cross=rows[4],
        voice=rows[5],
        peak=rows[6],
        jerk=rows[7],
        rough=rows[8],
    )


def sounds_together(parts: Sequence[SoundSeries]) -> SoundSeries:
    """Return sounds that follow one another as one."""
    rows = [sound_rows(part) for part in parts]
    return sound_series(np.concatenate(rows, axis=1) if rows else np.zeros((9, 0), np.float32))


def sound_rows(series: SoundSeries) -> npt.NDArray[np.float32]:
    """Return a series as nine rows, shape (9, steps)."""
    return np.stack(
        (
            *series.squares.T,
            *series.offset.T,
            series.cross,
            series.voice,
            series.peak,
            series.jerk,
            series.rough,
        )
    )


def _measured(sound: Samples) -> npt.NDArray[np.float32]:
    """Return nine rows over the steps of planar sound, whose first step was measured before."""
    steps = sound.shape[1] // STEP - 1
    now = sound[:, STEP:].reshape(2, steps, STEP)
    middle = sound.mean(axis=0)
    windows = np.stack((middle[:-STEP].reshape(steps, STEP), middle[STEP:].reshape(steps, STEP)), axis=1)
    spectrum = np.fft.rfft(windows.reshape(steps, _WINDOW) * _TAPER, axis=1)[:, _IN_BAND]
    # a window of Hann keeps 3/8 of the power; both halves of the spectrum count
    voice = 2 * (np.abs(spectrum) ** 2).sum(axis=1) / (_WINDOW * _WINDOW * 0.375)
    bent = np.abs(np.diff(sound[:, STEP - 2 :], n=2, axis=1)).reshape(2, steps, STEP)
    return np.stack(
        (
            *np.square(now).mean(axis=2),
            *now.mean(axis=2),
            (now[0] * now[1]).mean(axis=1),
            voice,
            np.abs(now).max(axis=(0, 2)),
            bent.max(axis=(0, 2)),
            np.sqrt(np.square(bent).mean(axis=(0, 2))),
        )
    ).astype(np.float32)
