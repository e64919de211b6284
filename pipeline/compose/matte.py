"""Layers lifted off the ground they are laid over: their own colours, and how much of it they hide.

What shows of the ground is told by laying the same layers over black and over white; so every motion, fade and fraction
of a pixel is that of the film itself.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.planes import BLACK_Y, KB, KG, KR, NEUTRAL_C, WHITE_Y, Planes
from pipeline.model.picture import YUV422_10

_UNIT = 1 << (YUV422_10.depth - 8)
_BLACK, _WHITE, _NEUTRAL = BLACK_Y * _UNIT, WHITE_Y * _UNIT, NEUTRAL_C * _UNIT
_HIGH_C = 240 * _UNIT
"""The highest chroma of BT.709 (item 4.6), in samples of 10 bits."""

_FULL = YUV422_10.full

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Matte:
    """A picture with alpha, 4:4:4, samples of 10 bits (uint16) of shape (h, w): BT.709 limited range, alpha 0 to 1023.

    Its colours are straight: those of the layers themselves, however little of them shows.
    """

    y: npt.NDArray[np.uint16]
    u: npt.NDArray[np.uint16]
    v: npt.NDArray[np.uint16]
    alpha: npt.NDArray[np.uint16]

    def premultiplied(self) -> "Matte":
        """Return the same picture with its colours laid over black, as some graphics desks take it."""
        share = self.alpha.astype(np.float32) / _FULL

        def laid(plane: npt.NDArray[np.uint16], ground: int) -> npt.NDArray[np.uint16]:
            return ((plane.astype(np.float32) - ground) * share + (ground + 0.5)).astype(np.uint16)

        return Matte(laid(self.y, _BLACK), laid(self.u, _NEUTRAL), laid(self.v, _NEUTRAL), self.alpha)

    def rgba(self) -> npt.NDArray[np.uint8]:
        """Return the picture as RGBA of shape (h, w, 4), uint8, straight as PNG has it; black where nothing shows."""
        y = (self.y.astype(np.float32) - _BLACK) * np.float32(255 / (_WHITE - _BLACK))
        u, v = (
            (plane.astype(np.float32) - _NEUTRAL) * np.float32(255 / (_HIGH_C - BLACK_Y * _UNIT))
            for plane in (self.u, self.v)
        )
        red, blue = y + 1.5748 * v, y + 1.8556 * u
        green = (y - KR * red - KB * blue) / KG
        alpha = self.alpha.astype(np.float32) * np.float32(255 / _FULL)
        rgba: npt.NDArray[np.uint8] = np.clip(np.dstack([red, green, blue, alpha]) + 0.5, 0, 255).astype(np.uint8)
        rgba[rgba[..., 3] == 0] = 0
        return rgba


def lifted(black: Planes, white: Planes) -> Matte:
    """Return what was laid over black and over white, both 10 bits 4:2:2, as a picture with alpha."""
    over = black.y.astype(np.float32)
    shows = np.clip((white.y.astype(np.float32) - over) / (_WHITE - _BLACK), 0, 1)
    alpha = np.subtract(1, shows, dtype=np.float32)
    coarse: Floats = cv2.resize(alpha, (black.u.shape[1], black.u.shape[0]), interpolation=cv2.INTER_AREA)
    return Matte(
        y=_own(over, alpha, _BLACK, _WHITE),
        u=np.repeat(_own(black.u.astype(np.float32), coarse, _NEUTRAL, _HIGH_C), 2, axis=1),
        v=np.repeat(_own(black.v.astype(np.float32), coarse, _NEUTRAL, _HIGH_C), 2, axis=1),
        alpha=(alpha * _FULL + 0.5).astype(np.uint16),
    )


def _own(laid: Floats, alpha: Floats, ground: int, highest: int) -> npt.NDArray[np.uint16]:
    """Return the colour that lies over a ground by so much; the ground's where nothing does."""
    some = alpha > 1 / (2 * _FULL)
    own = np.full_like(laid, ground)
    np.divide(laid - ground, alpha, out=own, where=some)
    own[some] += ground
    whole: npt.NDArray[np.uint16] = np.clip(own + 0.5, _BLACK, highest).astype(np.uint16)
    return whole
