"""From one picture to the next: mixes of two composed frames, on the planes."""

import math

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.planes import Planes

OPENING = 1.02
"""How far the circle opens, in half diagonals: its ring ends outside the frame."""


def mix(before: Planes, after: Planes, progress: int, how: str) -> None:
    """Turn `before` into the frame `progress` / 256 of the way to `after`, in place.

    `fondu` dissolves, `balayage` uncovers from the left, `glisse` pushes from the right, `virgule` opens a circle
    (the house's ring, a layer of the incoming shot, lies on its edge); anything else cuts.
    """
    if how == "fondu":
        share = progress / 256
        cv2.addWeighted(after.whole, share, before.whole, 1 - share, 0, dst=before.whole)
        return
    if how == "virgule":
        _opened(before, after, progress)
        return
    for there, here in ((before.y, after.y), (before.u, after.u), (before.v, after.v)):
        width = there.shape[1]
        whole = target_width(before, progress)
        edge = whole if width == before.y.shape[1] else whole // 2
        if how == "balayage":
            there[:, :edge] = here[:, :edge]
        elif how == "glisse":
            kept = there[:, edge:].copy()
            there[:, : width - edge] = kept
            there[:, width - edge :] = here[:, :edge]
        else:
            np.copyto(there, here)


def _opened(before: Planes, after: Planes, progress: int) -> None:
    """Let the incoming picture show inside a circle about the frame's middle."""
    mask = circle(before.y.shape, progress)
    coarse = mask[:: before.sampling.rows, ::2]
    for there, here, shown in ((before.y, after.y, mask), (before.u, after.u, coarse), (before.v, after.v, coarse)):
        np.copyto(there, here, where=shown)


def circle(shape: tuple[int, ...], progress: int) -> npt.NDArray[np.bool_]:
    """Return where the incoming picture shows, shape (height, width): from nowhere at 0 to everywhere at 256."""
    height, width = shape
    down, across = np.ogrid[:height, :width]
    reach = progress / 256 * math.hypot(width, height) / 2 * OPENING
    shown: npt.NDArray[np.bool_] = (down - height / 2 + 0.5) ** 2 + (across - width / 2 + 0.5) ** 2 < reach**2
    return shown


def target_width(planes: Planes, progress: int) -> int:
    """Return how many columns the incoming picture covers, an even number."""
    return int(planes.y.shape[1]) * progress // 256 // 2 * 2
