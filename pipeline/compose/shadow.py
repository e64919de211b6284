"""The soft shadow that somebody lifted off a screen throws onto what is drawn before them."""

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.keying import Cut
from pipeline.compose.matte import Floats
from pipeline.compose.standing import cast

_GRAIN = 8
"""Pixels of a picture to one of those that a shadow is made of."""

_DARK, _SOFT, _FADES = 0.5, 22.0, 70.0
"""A shadow: its share of ink where it is darkest, how soft its edge is and over how much it fades, in grid pixels."""


def shaded(
    cut: Cut | None,
    place: tuple[int, int],
    onto: npt.NDArray[np.uint8],
    colour: tuple[int, ...],
    scale: float,
) -> tuple[npt.NDArray[np.uint8], int, int]:
    """Return the shadow as RGBA, uint8, and where its upper left corner stands on what takes it, of alpha `onto`.

    `place` is where the person's picture stands on it, `scale` the pixels of the output for one of the grid. Nothing
    is made of where no shadow falls: far beside the person, or far down.
    """
    box = (0, 0, 2, 2) if cut is None else _reached(cut, place, onto, scale)
    left, top, right, bottom = box
    rgba = np.zeros((bottom - top, right - left, 4), np.uint8)
    rgba[..., :3] = colour
    if cut is not None:
        part = onto[top:bottom, left:right]
        rgba[..., 3] = shadow(cast(cut, part.shape, (place[0] - left, place[1] - top)), part, scale)
    return rgba, left, top


def _reached(cut: Cut, place: tuple[int, int], onto: npt.NDArray[np.uint8], scale: float) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what a shadow may fall on."""
    beside, down = round(3 * _SOFT * scale), round(5 * _FADES * scale)
    height, width = onto.shape
    left, right = place[0] + cut.left - beside, place[0] + cut.left + cut.alpha.shape[1] + beside
    left, right = max(0, min(left, width - 2)), max(2, min(right, width))
    rows = np.flatnonzero((onto[:, left:right] > 127).any(axis=1))
    if not rows.size:
        return 0, 0, 2, 2
    deepest = int(
        np.where((onto[:, left:right] > 127).any(axis=0), (onto[:, left:right] > 127).argmax(axis=0), 0).max()
    )
    return left, int(rows[0]), right, min(height, max(int(rows[0]) + 2, deepest + down))


def shadow(person: Floats, onto: npt.NDArray[np.uint8], scale: float) -> npt.NDArray[np.uint8]:
    """Return the alpha of a soft contact shadow: under the person, on what stands before them, less and less down it.

    `person` is 0..1, `onto` the alpha 0..255 of what takes the shadow, both of shape (h, w).
    """
    solid = onto > 127
    top = np.where(solid.any(axis=0), solid.argmax(axis=0), onto.shape[0])
    down = (np.arange(onto.shape[0], dtype=np.float32)[:, None] - top[None, :]) / np.float32(_FADES * scale)
    small = (max(1, onto.shape[1] // _GRAIN), max(1, onto.shape[0] // _GRAIN))
    soft = cv2.GaussianBlur(
        cv2.resize(person, small, interpolation=cv2.INTER_AREA), (0, 0), max(0.8, _SOFT * scale / _GRAIN)
    )
    wide = cv2.resize(soft, onto.shape[::-1], interpolation=cv2.INTER_LINEAR)
    thrown = _DARK * wide * np.exp(-np.maximum(down, 0)) * (onto / np.float32(255))
    result: npt.NDArray[np.uint8] = np.clip(thrown * 255 + 0.5, 0, 255).astype(np.uint8)
    return result
