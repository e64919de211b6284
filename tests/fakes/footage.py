"""Footage that is not there: grey pictures, and the sound it is given."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.model.picture import FootageSpec, Format
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Film, Pixels, Samples


class GreyFilm:
    """Fulfils `Film`."""

    def __init__(self, width: int, height: int) -> None:
        self._whole = np.full((height * 3 // 2, width), 128, np.uint8)

    def planes(self, number: int) -> Pixels:
        del number
        return self._whole

    def close(self) -> None:
        return


class GreyFootage:
    """Fulfils `FootageReader`; every sound file holds `sound`, stereo."""

    version = "gris"

    def __init__(self, sound: Samples | None = None) -> None:
        self._sound = np.zeros((0, 2), np.float32) if sound is None else sound

    def film(self, path: Path, spec: FootageSpec, fmt: Format) -> Film:
        del path
        width, height = (round(value * fmt.scale / 2) * 2 for value in spec.box[2:])
        return GreyFilm(width, height)

    def sound(self, path: Path, start: float = 0.0, end: float | None = None, longest: float = 3600.0) -> Samples:
        del path, longest
        last = None if end is None else round(end * SAMPLE_RATE)
        return self._sound[round(start * SAMPLE_RATE) : last]

    def blocks(self, path: Path) -> Iterator[Samples]:
        del path
        yield from (self._sound[at : at + SAMPLE_RATE] for at in range(0, len(self._sound), SAMPLE_RATE))

    def seconds(self, path: Path) -> float:
        del path
        return 10.0
