"""Footage that is not there: grey pictures, and the sound it is given."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from pipeline.model.picture import Format
from pipeline.ports import Pixels, Samples


class GreyFootage:
    """Fulfils `FootageReader`; every sound file holds `sound`, stereo."""

    def __init__(self, sound: Samples | None = None) -> None:
        self._sound = np.zeros((0, 2), np.float32) if sound is None else sound

    def frames(self, path: Path, fmt: Format, box: tuple[int, int], fit: str, start: float) -> Iterator[Pixels]:
        del path, fmt, fit, start
        while True:
            yield np.full((box[1], box[0], 3), 128, np.uint8)

    def sound(self, path: Path) -> Samples:
        del path
        return self._sound

    def seconds(self, path: Path) -> float:
        del path
        return 10.0
