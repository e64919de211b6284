"""How readable a text is in a picture: its contrast with the pixels around its letters, the time it is given.

Source of the ratios: Web Content Accessibility Guidelines 2.2, success criterion 1.4.3 (4.5:1; 3:1 for large text).
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.draw.raster import Raster, Rgba
from pipeline.model.contrast import ENOUGH, ENOUGH_WHEN_LARGE, LARGE
from pipeline.report.contrast import luminance

SMALLEST = 28.0
"""Grid pixels: the smallest text of the trade on a 1080-line picture."""

_NEAR = 0.10
"""How far around the letters the ground counts, in ems."""

_SHARE = 25.0
"""Percent of the ground in a window that may be closer to the text than what is reported: thin lines may cross it."""

_FEWEST = 0.06
"""A window in which less than this share is ink says nothing."""

BEST = 21.0
"""The contrast of black on white."""

_HALF = 96
"""Alpha from which a pixel is ink: thin strokes at half size never fill one."""

_DIFFERS = 20
"""Code values by which ink differs from what lies under it, where the contrast is enough."""

RgbPicture = npt.NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""

_CODES = np.array([luminance((code, code, code)) for code in range(256)])
_PARTS = np.array([luminance((255, 0, 0)), luminance((0, 255, 0)), luminance((0, 0, 255))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The ink of a text as it stands in a picture: alpha at (`x`, `y`), its colour, its opacity, its em in pixels."""

    alpha: npt.NDArray[np.uint8]
    x: int
    y: int
    colour: tuple[int, int, int]
    opacity: float
    em: float


def asked(size: float) -> float:
    """Return the contrast that a text of this size (grid pixels) must have."""
    return ENOUGH_WHEN_LARGE if size >= LARGE else ENOUGH


def letters(raster: Raster, shift: tuple[float, float], opacity: float, em: float) -> Letters:
    """Return the ink of a drawn text, moved by `shift` pixels; transparent where there is a plate only."""
    ink = raster.rgba[..., 3]
    colour = _colour(raster.rgba)
    return Letters(
        alpha=ink, x=raster.x + round(shift[0]), y=raster.y + round(shift[1]), colour=colour, opacity=opacity, em=em
    )


def least_contrast(ground: RgbPicture, ink: Letters) -> float:
    """Return the contrast of a text where it is least: in windows of an em, a quarter of the ground left out.

    `ground` is the picture without the letters. A text that is out of the picture has the best there is.
    """
    reach = max(1, round(ink.em * _NEAR))
    alpha = cv2.copyMakeBorder(ink.alpha, reach, reach, reach, reach, cv2.BORDER_CONSTANT, value=[0])
    near = cv2.dilate(alpha, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) >= _HALF
    left, top = max(0, ink.x - reach), max(0, ink.y - reach)
    right = min(ground.shape[1], ink.x - reach + near.shape[1])
    bottom = min(ground.shape[0], ink.y - reach + near.shape[0])
    if right <= left or bottom <= top:
        return BEST
    part = slice(top - ink.y + reach, bottom - ink.y + reach), slice(left - ink.x + reach, right - ink.x + reach)
    near, full = near[part], alpha[part] >= _HALF
    ratio = _ratios(ground[top:bottom, left:right], ink)
    side = max(4, round(ink.em))
    worst = BEST
    for row in range(0, near.shape[0], side):
        for column in range(0, near.shape[1], side):
            seen = near[row : row + side, column : column + side]
            if full[row : row + side, column : column + side].sum() >= _FEWEST * side * side:
                window = ratio[row : row + side, column : column + side][seen]
                worst = min(worst, float(np.percentile(window, _SHARE)))
    return worst


def shown_share(ground: RgbPicture, whole: RgbPicture, ink: Letters) -> float:
    """Return how much of a text's ink is seen: the share of it where the picture differs from the one without letters.

    A text that is out of the picture is seen.
    """
    left, top = max(0, ink.x), max(0, ink.y)
    right, bottom = (min(side, at + size) for side, at, size in zip(
        ground.shape[1::-1], (ink.x, ink.y), ink.alpha.shape[::-1], strict=True
    ))  # fmt: skip
    if right <= left or bottom <= top:
        return 1.0
    full = ink.alpha[top - ink.y : bottom - ink.y, left - ink.x : right - ink.x] >= _HALF
    window = slice(top, bottom), slice(left, right)
    off = np.abs(whole[window].astype(np.int16) - ground[window].astype(np.int16)).max(axis=2)
    return float((off[full] > _DIFFERS * ink.opacity).mean()) if full.any() else 1.0


def _ratios(ground: RgbPicture, ink: Letters) -> npt.NDArray[np.float64]:
    """Return the contrast of the text, as it is seen over each pixel, with that pixel."""
    under = _luminance(ground)
    if ink.opacity >= 1:
        over = np.full_like(under, _luminance(np.array([[ink.colour]], np.uint8))[0, 0])
    else:
        mixed = ground * (1 - ink.opacity) + np.array(ink.colour) * ink.opacity
        over = _luminance(np.clip(np.round(mixed), 0, 255).astype(np.uint8))
    light, dark = np.maximum(over, under), np.minimum(over, under)
    return np.asarray((light + 0.05) / (dark + 0.05))


def _luminance(picture: RgbPicture) -> npt.NDArray[np.float64]:
    return np.asarray(_CODES[picture] @ _PARTS)


def _colour(rgba: Rgba) -> tuple[int, int, int]:
    """Return the colour of the fullest pixel: all letters of a text have one colour."""
    row, column = np.unravel_index(int(rgba[..., 3].argmax()), rgba.shape[:2])
    red, green, blue = (int(value) for value in rgba[row, column, :3])
    return red, green, blue
