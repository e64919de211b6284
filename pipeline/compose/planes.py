"""Planar Y'CbCr in BT.709 limited range, and layers converted to it once.

A frame is one array of `Format.samples_shape`: luma, then Cb, then Cr, as encoders take it; 8 bits 4:2:0 or
10 bits 4:2:2. Source of the matrix and the ranges: Recommendation ITU-R BT.709-6, items 3.2 to 3.5 and 4.6 (8-bit
values; a sample of n bits is 2^(n - 8) times as much).
"""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.blocks import TILE, Block, blocks
from pipeline.model.picture import YUV420, Sampling

Plane = npt.NDArray[np.uint8]
"""One plane of samples; 16 bits wide when the sampling is deeper than 8 bits."""

_Floats = npt.NDArray[np.float64]

KR, KG, KB = 0.2126, 0.7152, 0.0722
BLACK_Y, WHITE_Y, NEUTRAL_C = 16, 235, 128


@dataclass(frozen=True, slots=True)
class Planes:
    """Three writable views: `y` of shape (h, w), `u` and `v` (h / rows, w / 2); `whole` holds them all."""

    whole: Plane
    y: Plane
    u: Plane
    v: Plane
    sampling: Sampling = YUV420

    def copy_from(self, other: "Planes") -> None:
        """Take over every sample of another picture of the same size."""
        np.copyto(self.whole, other.whole)

    def clear(self, luma: int = BLACK_Y) -> None:
        """Make the picture black, or as light as an 8-bit code value of luma says."""
        self.y[...] = luma << (self.sampling.depth - 8)
        self.u[...] = self.v[...] = NEUTRAL_C << (self.sampling.depth - 8)


def new_planes(width: int, height: int, sampling: Sampling = YUV420) -> Planes:
    """Return a black picture; width and height are even."""
    planes = planes_of(np.empty((height + height // sampling.rows, width), sampling.dtype), height, sampling)
    planes.clear()
    return planes


def planes_of(whole: Plane, height: int, sampling: Sampling = YUV420) -> Planes:
    """Return the three planes of a picture that is one array, as views."""
    chroma = whole[height:].reshape(2, height // sampling.rows, whole.shape[1] // 2)
    return Planes(whole, whole[:height], chroma[0], chroma[1], sampling)


def resampled(planes: Planes, sampling: Sampling) -> Planes:
    """Return a picture with another sampling: deeper samples, chroma rows interpolated between their neighbours."""
    if planes.sampling == sampling:
        return planes
    height, width = planes.y.shape
    unit = 1 << (sampling.depth - planes.sampling.depth)
    result = new_planes(width, height, sampling)
    half = (width // 2, height // sampling.rows)
    for there, here in ((result.u, planes.u), (result.v, planes.v)):
        there[...] = cv2.resize(here, half, interpolation=cv2.INTER_LINEAR).astype(sampling.dtype) * unit
    result.y[...] = planes.y.astype(sampling.dtype) * unit
    return result


def to_yuv(rgb: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Convert R'G'B' 0..255 of shape (h, w, 3) to 8-bit Y'CbCr code values of the same shape, not rounded."""
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
    size, unit = (width, height), 1 << (planes.sampling.depth - 8)
    chroma = (cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in (planes.u, planes.v))
    y = (planes.y.astype(np.float32) / unit - BLACK_Y) * (255 / 219)
    u, v = ((plane.astype(np.float32) / unit - NEUTRAL_C) * (255 / 224) for plane in chroma)
    red = y + 1.5748 * v
    blue = y + 1.8556 * u
    green = (y - KR * red - KB * blue) / KG
    return np.clip(np.dstack([red, green, blue]) + 0.5, 0, 255).astype(np.uint8)


@dataclass(frozen=True, kw_only=True)
class LayerPlanes:
    """A layer ready to blend: premultiplied samples and what they let through, on an even origin.

    `y`, `keep_y` have shape (h, w); `u`, `v`, `keep_c` (h / rows, w / 2), of the sampling's type. `keep` is the
    sampling's highest value less alpha; an opaque layer has none. The outer `margin` pixels are clear.
    """

    x: int
    y0: int
    y: Plane
    u: Plane
    v: Plane
    keep_y: Plane | None
    keep_c: Plane | None
    margin: int = 0
    sampling: Sampling = YUV420

    @property
    def nbytes(self) -> int:
        """Memory held, in bytes."""
        keeps = sum(plane.nbytes for plane in (self.keep_y, self.keep_c) if plane is not None)
        return self.y.nbytes + self.u.nbytes + self.v.nbytes + keeps

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The boxes in which the layer shows anything, sorted out when first laid."""
        height, width = self.y.shape
        return blocks(self.keep_y, height, width, self.sampling.full)

    def shows(self, left: _Floats, top: _Floats, right: _Floats, bottom: _Floats) -> npt.NDArray[np.bool_]:
        """Tell which boxes, given by arrays of their edges in the layer's pixels, hold a tile that shows."""
        sums = self._tiles
        rows, columns = sums.shape[0] - 1, sums.shape[1] - 1

        def at(edge: _Floats, most: int) -> npt.NDArray[np.intp]:
            return np.clip(edge, 0, most).astype(np.intp)

        x0, y0 = at(np.floor(left / TILE), columns), at(np.floor(top / TILE), rows)
        x1, y1 = at(np.ceil(right / TILE), columns), at(np.ceil(bottom / TILE), rows)
        inside: npt.NDArray[np.bool_] = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0] > 0
        return inside

    @cached_property
    def _tiles(self) -> npt.NDArray[np.intp]:
        """Count the tiles that show above and left of each corner of their grid, shape (rows + 1, columns + 1)."""
        height, width = self.y.shape
        shows = np.zeros((-(-height // TILE) + 1, -(-width // TILE) + 1), np.intp)
        for block in self.blocks:
            rows = slice(block.top // TILE + 1, -(-block.bottom // TILE) + 1)
            shows[rows, block.left // TILE + 1 : -(-block.right // TILE) + 1] = 1
        return shows.cumsum(axis=0).cumsum(axis=1)


def layer_planes(
    rgba: npt.NDArray[np.uint8], x: int, y: int, margin: int = 0, sampling: Sampling = YUV420
) -> LayerPlanes:
    """Convert straight-alpha RGBA of shape (h, w, 4) at output position (x, y).

    The box grows to even edges (clear pixels), so that chroma sits right at odd positions too; `margin` adds
    clear pixels around, in pixels, for layers that move by fractions.
    """
    height, width = rgba.shape[:2]
    left, top = x % 2 + 2 * ((margin + 1) // 2), y % 2 + 2 * ((margin + 1) // 2)
    full_w = -(-(left + width + margin) // 2) * 2
    full_h = -(-(top + height + margin) // 2) * 2
    opaque = left == 0 == top and (full_h, full_w) == (height, width) and bool(rgba[..., 3].min() == 255)
    whole = rgba
    if (full_h, full_w) != (height, width):
        whole = np.zeros((full_h, full_w, 4), np.uint8)
        whole[top : top + height, left : left + width] = rgba
    kinds = ((full_h, full_w), (full_h // sampling.rows, full_w // 2))
    luma, blue, red, keep_y, keep_c = (np.empty(kinds[kind], sampling.dtype) for kind in (0, 1, 1, 0, 1))
    for start in range(0, full_h, _STRIP):
        rows = slice(start, min(full_h, start + _STRIP))
        coarse = slice(rows.start // sampling.rows, rows.stop // sampling.rows)
        parts = _strip(whole[rows], sampling)
        luma[rows], blue[coarse], red[coarse], keep_y[rows], keep_c[coarse] = parts
    clear = 2 * ((margin + 1) // 2) if margin else 0
    lets = (None, None) if opaque else (keep_y, keep_c)
    return LayerPlanes(
        x=x - left, y0=y - top, y=luma, u=blue, v=red, keep_y=lets[0], keep_c=lets[1], margin=clear, sampling=sampling
    )


_STRIP = 128
"""Rows converted at a time: their floats stay in the processor's cache, and memory stays low."""


def _strip(rgba: npt.NDArray[np.uint8], sampling: Sampling) -> tuple[Plane, Plane, Plane, Plane, Plane]:
    """Convert some rows, an even number: premultiplied luma, Cb, Cr, then what luma and chroma let through."""
    height, width = rgba.shape[:2]
    half = (width // 2, height // sampling.rows)
    unit = 1 << (sampling.depth - 8)
    alpha: npt.NDArray[np.float32] = rgba[..., 3].astype(np.float32) / np.float32(255)
    luma, blue, red = (plane * alpha for plane in cv2.split(to_yuv(rgba[..., :3].astype(np.float32))))

    def samples(values: npt.NDArray[np.float32], scale: float) -> Plane:
        rounded: Plane = np.clip(values * scale + 0.5, 0, sampling.full).astype(sampling.dtype)
        return rounded

    def halved(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        smaller: npt.NDArray[np.float32] = cv2.resize(values, half, interpolation=cv2.INTER_AREA)
        return smaller

    return (
        samples(luma, unit),
        samples(halved(blue), unit),
        samples(halved(red), unit),
        samples(1 - alpha, sampling.full),
        samples(1 - halved(alpha), sampling.full),
    )
