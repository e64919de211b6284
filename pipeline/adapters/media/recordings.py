"""What a recorded voice sounds like before anybody uses it: nothing at all, or cut off at the top."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.adapters.rushes.sound import sound_blocks
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

_FRAME = SAMPLE_RATE // 100
_HEARD = -60.0
"""dBFS that the loudest 10 ms must reach for anybody to be heard: what `speak` asks of a recording."""

_FULL = 0.985
"""A sample as high as this was cut by the microphone or by what wrote the file."""

_CUT = 0.01
"""Share of the samples of speech that are cut from which one hears it."""

_SPEECH = 20.0
"""Decibels under the loudest 10 ms within which speech counts."""


@dataclass(frozen=True, slots=True)
class Listened:
    """The level of the loudest 10 ms in dBFS, and the share of the samples of speech that are cut off."""

    loudest: float
    cut: float

    @property
    def saturated(self) -> bool:
        """Tell whether one hears that peaks were cut."""
        return self.cut > _CUT


def silent(path: Path) -> bool:
    """Tell whether nothing can be heard; raises MediaError when the file cannot be opened."""
    least = 10 ** (_HEARD / 10)
    return not any(float((_frames(block) ** 2).mean(axis=1).max()) >= least for block in _blocks(path))


def listened(path: Path) -> Listened:
    """Listen to the whole of a file, without keeping it; raises MediaError when it cannot be opened."""
    powers: list[Samples] = []
    cuts: list[Samples] = []
    for block in _blocks(path):
        frames = _frames(block)
        powers.append((frames**2).mean(axis=1).max(axis=1))
        cuts.append((np.abs(frames) >= _FULL).mean(axis=1).max(axis=1))
    if not powers:
        return Listened(-np.inf, 0.0)
    levels = 10 * np.log10(np.maximum(np.concatenate(powers), 1e-12))
    loudest = float(levels.max())
    return Listened(loudest, float(np.concatenate(cuts)[levels > loudest - _SPEECH].mean()))


def _frames(block: Samples) -> Samples:
    return block.reshape(-1, _FRAME, block.shape[1])


def _blocks(path: Path) -> Iterator[Samples]:
    """Yield sound of whole 10 ms, shape (n, 2); what breaks off ends there."""
    for sound in sound_blocks(path, SAMPLE_RATE):
        yield np.pad(np.nan_to_num(sound), ((0, -len(sound) % _FRAME), (0, 0)))
