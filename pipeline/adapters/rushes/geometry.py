"""Which part of a source picture is kept, at what size, which way up, and where it stands in its box."""

import struct
from dataclasses import dataclass

import numpy as np

from pipeline.ports import Pixels

MIDDLE = (0.5, 0.5)
"""What a crop keeps in its middle, unless it is told: the middle of the picture."""

_ALIKE = 0.01
"""Shapes that differ by less fill the box: a hairline of black would look like a fault."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """How stored pictures become upright: turned over their diagonal first, then flipped."""

    transposed: bool = False
    mirrored: bool = False
    upturned: bool = False

    def apply(self, plane: Pixels) -> Pixels:
        """Return a plane of shape (h, w) upright."""
        plane = plane.T if self.transposed else plane
        plane = plane[:, ::-1] if self.mirrored else plane
        return plane[::-1] if self.upturned else plane

    def stored(self, at: tuple[float, float]) -> tuple[float, float]:
        """Return where a point of the upright picture is in the stored one, both in shares of width and height."""
        across = 1 - at[0] if self.mirrored else at[0]
        down = 1 - at[1] if self.upturned else at[1]
        return (down, across) if self.transposed else (across, down)


def orientation(matrix: bytes | None) -> Orientation:
    """Read a display matrix: nine 32-bit integers, of which a, b, c, d map x to ax + cy and y to bx + dy.

    Source: ISO/IEC 14496-12, 8.3.2 (track header). Angles that are no quarter turn take the nearest one.
    """
    if matrix is None or len(matrix) < 36:
        return Orientation()
    a, b, _u, c, d = struct.unpack("=5i", matrix[:20])
    if abs(b) > abs(a):
        return Orientation(transposed=True, mirrored=c < 0, upturned=b < 0)
    return Orientation(mirrored=a < 0, upturned=d < 0)


def turned(degrees: int) -> Orientation:
    """Return how pictures become upright that are turned counterclockwise, to the nearest quarter.

    >>> turned(-90)
    Orientation(transposed=True, mirrored=True, upturned=False)
    """
    quarter = round(degrees / 90) % 4
    return (
        Orientation(),
        Orientation(transposed=True, upturned=True),
        Orientation(mirrored=True, upturned=True),
        Orientation(transposed=True, mirrored=True),
    )[quarter]


@dataclass(frozen=True, slots=True)
class Fitting:
    """`crop` is (width, height, x, y) of the stored picture; `size` (even) and `at` (even) are upright, in the box."""

    crop: tuple[int, int, int, int]
    size: tuple[int, int]
    at: tuple[int, int]


def fitting(
    stored: tuple[int, int],
    pixel: float,
    upright: Orientation,
    box: tuple[int, int],
    fit: str,
    focus: tuple[float, float] = MIDDLE,
) -> Fitting:
    """Fit a stored picture of `stored` pixels, each `pixel` times as wide as high, into an even box.

    What is cropped keeps `focus` in its middle as far as there is picture: shares of the upright width and height.
    """
    width, height = stored[0] * pixel, float(stored[1])
    if upright.transposed:
        width, height = height, width
    shape, wanted = width / height, box[0] / box[1]
    if fit == "remplit" or abs(shape - wanted) < _ALIKE:
        part = (min(1.0, wanted / shape), min(1.0, shape / wanted))
        part = part[::-1] if upright.transposed else part
        kept = (max(1, round(stored[0] * part[0])), max(1, round(stored[1] * part[1])))
        at = tuple(
            (whole - part) // 2
            if share == MIDDLE[0]
            else int(np.clip(round(share * whole - part / 2), 0, whole - part))
            for share, whole, part in zip(upright.stored(focus), stored, kept, strict=True)
        )
        return Fitting((*kept, at[0], at[1]), box, (0, 0))
    inside = (box[0], _even(box[0] / shape, box[1])) if shape > wanted else (_even(box[1] * shape, box[0]), box[1])
    at = ((box[0] - inside[0]) // 4 * 2, (box[1] - inside[1]) // 4 * 2)
    return Fitting((*stored, 0, 0), inside, at)


def _even(value: float, most: int) -> int:
    return int(np.clip(round(value / 2) * 2, 2, most))
