"""A drawn layer: pixels and where they stand."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.model.picture import Asset

Rgba = npt.NDArray[np.uint8]
"""Shape (height, width, 4), dtype uint8, straight (not premultiplied) alpha."""

Reader = Callable[[Asset], bytes]
"""Gives the bytes of a project file."""


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels of shape (height, width, 4) whose top-left corner stands at (`x`, `y`) of the output frame."""

    rgba: Rgba
    x: int
    y: int


def trimmed(rgba: Rgba, x: int, y: int, *, centred: bool = False) -> Raster:
    """Cut a drawing to its visible box; an invisible one becomes a single clear pixel.

    A `centred` one is cut alike on opposite sides: it keeps its middle, about which it turns.
    """
    alpha = rgba[..., 3]
    rows = np.flatnonzero(alpha.max(axis=1))
    columns = np.flatnonzero(alpha.max(axis=0))
    if not rows.size:
        return Raster(np.zeros((1, 1, 4), np.uint8), x, y)
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    if centred:
        top, left = min(top, rgba.shape[0] - bottom), min(left, rgba.shape[1] - right)
        bottom, right = rgba.shape[0] - top, rgba.shape[1] - left
    return Raster(np.ascontiguousarray(rgba[top:bottom, left:right]), x + int(left), y + int(top))


def rgba_of(colour: str) -> tuple[int, int, int, int]:
    """Read `#rrggbb` or `#rrggbbaa`."""
    value = colour.removeprefix("#")
    channels = [int(value[i : i + 2], 16) for i in range(0, len(value), 2)]
    red, green, blue = channels[:3]
    return red, green, blue, channels[3] if len(channels) == 4 else 255
