"""Planar YUV 4:2:0 in BT.709 limited range, and layers converted to it once.

A frame is one uint8 array of shape (height * 3 / 2, width): luma, then Cb, then Cr, as encoders take it.
Source of the matrix and the ranges: Recommendation ITU-R BT.709-6, items 3.2 to 3.5 and 4.6 (8-bit).
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]

KR, KG, KB = 0.2126, 0.7152, 0.0722
BLACK_Y, NEUTRAL_C = 16, 128


@dataclass(frozen=True, slots=True)
class Planes:
    """Three writable views: `y` of shape (h, w), `u` and `v` of shape (h / 2, w / 2); `whole` holds them all."""

    whole: Plane
    y: Plane
    u: Plane
    v: Plane

    def copy_from(self, other: "Planes") -> None:
        """Take over every sample of another picture of the same size."""
        np.copyto(self.whole, other.whole)


def new_planes(width: int, height: int) -> Planes:
    """Return a black picture; width and height are even."""
    whole = np.empty((height * 3 // 2, width), np.uint8)
    flat = whole.reshape(-1)
    luma = width * height
    quarter = luma // 4
    whole[:height] = BLACK_Y
    whole[height:] = NEUTRAL_C
    return Planes(
        whole,
        whole[:height],
        flat[luma : luma + quarter].reshape(height // 2, width // 2),
        flat[luma + quarter :].reshape(height // 2, width // 2),
    )


def to_yuv(rgb: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Convert R'G'B' 0..255 of shape (h, w, 3) to Y'CbCr code values of the same shape, not rounded."""
    matrix = np.array(
        [
            [KR, KG, KB],
            [-KR / 1.8556, -KG / 1.8556, (1 - KB) / 1.8556],
            [(1 - KR) / 1.5748, -KG / 1.5748, -KB / 1.5748],
        ],
        np.float32,
    )
    matrix *= np.array([[219.0], [224.0], [224.0]], np.float32) / 255
    yuv: npt.NDArray[np.float32] = cv2.transform(rgb, matrix)
    yuv += np.array([BLACK_Y, NEUTRAL_C, NEUTRAL_C], np.float32)
    return yuv


def to_rgb(planes: Planes) -> npt.NDArray[np.uint8]:
    """Convert a picture back to RGB of shape (h, w, 3), uint8, for stills and posters."""
    height, width = planes.y.shape
    size = (width, height)
    y = (planes.y.astype(np.float32) - BLACK_Y) * (255 / 219)
    u = (cv2.resize(planes.u, size, interpolation=cv2.INTER_LINEAR).astype(np.float32) - NEUTRAL_C) * (255 / 224)
    v = (cv2.resize(planes.v, size, interpolation=cv2.INTER_LINEAR).astype(np.float32) - NEUTRAL_C) * (255 / 224)
    red = y + 1.5748 * v
    blue = y + 1.8556 * u
    green = (y - KR * red - KB * blue) / KG
    return np.clip(np.dstack([red, green, blue]) + 0.5, 0, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class LayerPlanes:
    """A layer ready to blend: premultiplied samples and what they let through, on an even origin.

    `y`, `keep_y` have shape (h, w); `u`, `v`, `keep_c` (h / 2, w / 2); all uint8. `keep` is 255 − alpha. An
    opaque layer has no `keep`.
    """

    x: int
    y0: int
    y: Plane
    u: Plane
    v: Plane
    keep_y: Plane | None
    keep_c: Plane | None

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        keeps = sum(plane.nbytes for plane in (self.keep_y, self.keep_c) if plane is not None)
        return self.y.nbytes + self.u.nbytes + self.v.nbytes + keeps


def layer_planes(rgba: npt.NDArray[np.uint8], x: int, y: int, margin: int = 0) -> LayerPlanes:
    """Convert straight-alpha RGBA of shape (h, w, 4) at output position (x, y).

    The box grows to even edges (clear pixels), so that chroma sits right at odd positions too; `margin` adds
    clear pixels around, in pixels, for layers that move by fractions.
    """
    height, width = rgba.shape[:2]
    left, top = x % 2 + 2 * ((margin + 1) // 2), y % 2 + 2 * ((margin + 1) // 2)
    full_w = -(-(left + width + margin) // 2) * 2
    full_h = -(-(top + height + margin) // 2) * 2
    opaque = left == 0 == top and full_w == width and full_h == height and bool(rgba[..., 3].min() == 255)
    if opaque:
        yuv = to_yuv(rgba[..., :3].astype(np.float32))
        chroma = cv2.resize(yuv[..., 1:], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        return LayerPlanes(x, y, _byte(yuv[..., 0]), _byte(chroma[..., 0]), _byte(chroma[..., 1]), None, None)
    alpha = np.zeros((full_h, full_w), np.float32)
    alpha[top : top + height, left : left + width] = rgba[..., 3].astype(np.float32) / 255
    rgb = np.zeros((full_h, full_w, 3), np.float32)
    rgb[top : top + height, left : left + width] = rgba[..., :3]
    yuv = to_yuv(rgb) * alpha[..., None]
    half = (full_w // 2, full_h // 2)
    chroma = cv2.resize(yuv[..., 1:], half, interpolation=cv2.INTER_AREA)
    keep_c = cv2.resize(alpha, half, interpolation=cv2.INTER_AREA)
    return LayerPlanes(
        x - left,
        y - top,
        _byte(yuv[..., 0]),
        _byte(chroma[..., 0]),
        _byte(chroma[..., 1]),
        _byte((1 - alpha) * 255),
        _byte((1 - keep_c) * 255),
    )


def _byte(values: npt.NDArray[np.float32]) -> Plane:
    return np.ascontiguousarray(np.clip(values + 0.5, 0, 255).astype(np.uint8))
