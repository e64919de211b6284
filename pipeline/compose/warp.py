"""Zoom and turn a layer about its middle, to fractions of a pixel."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.blocks import boxes
from pipeline.compose.patch import Patch, revealed
from pipeline.compose.planes import LayerPlanes, Plane
from pipeline.model.picture import Placement

_WHOLE = 64
_ONE = 65_536
_WIDER = 64
"""How much wider than the frame a picture may be resized in search of the exact zoom, in pixels."""

_CELL = 64
"""Side of the cells a layer that turns is computed by, in pixels of the frame."""

_CELL_REACH = 2
"""Pixels around a cell that count as its own: interpolation reads a neighbour, chroma one of two pixels."""

Matrix = npt.NDArray[np.float64]
"""Shape (2, 3): where a source pixel goes; or any floats."""


def warped(layer: LayerPlanes, placement: Placement, frame: tuple[int, ...]) -> Iterator[Patch]:
    """Zoom and turn about the layer's middle, as one patch for each box in which something may show.

    The box of the whole grows so that nothing is cut, and stops at the frame; of the whole's columns, only those
    the placement reveals are given. A ring that turns shows in a tenth of its box: the rest is never computed.
    """
    if _only_zooms(layer, placement, frame):
        yield _zoomed(layer, placement.zoom / _ONE).first(revealed(frame[1], placement.reveal))
        return
    way = _Way.of(layer, placement, frame)
    end = way.left + revealed(way.right - way.left, placement.reveal)
    for left, top, right, bottom in way.boxes(layer):
        if left < end:
            yield way.patch(layer, left, top, min(right, end), bottom)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """Where a layer goes: the box of the frame it may reach, even pixels, and the turn and zoom that take it there.

    `from_x`, `from_y` is the layer's middle in its own pixels, `to_x`, `to_y` the same point in the frame.
    """

    left: int
    top: int
    right: int
    bottom: int
    cos: float
    sin: float
    from_x: float
    from_y: float
    to_x: float
    to_y: float
    opaque: bool

    @classmethod
    def of(cls, layer: LayerPlanes, placement: Placement, frame: tuple[int, ...]) -> "_Way":
        """Work out the way of a placement."""
        height, width = layer.y.shape
        zoom = placement.zoom / _ONE
        angle = placement.turn * 2 * math.pi / _ONE
        if placement.turn:
            new_w = new_h = math.hypot(width, height) * zoom
        else:
            new_w, new_h = width * zoom, height * zoom
        grow_x = max(0, 2 * math.ceil((new_w - width) / 4))
        grow_y = max(0, 2 * math.ceil((new_h - height) / 4))
        shift_x, shift_y = placement.dx / _WHOLE, placement.dy / _WHOLE
        left, top = layer.x - grow_x, layer.y0 - grow_y
        right, bottom = layer.x + width + grow_x, layer.y0 + height + grow_y
        return cls(
            left=max(0, left + 2 * math.floor(shift_x / 2)),
            top=max(0, top + 2 * math.floor(shift_y / 2)),
            right=min(frame[1], right + 2 * math.ceil(shift_x / 2)),
            bottom=min(frame[0], bottom + 2 * math.ceil(shift_y / 2)),
            cos=math.cos(angle) * zoom,
            sin=math.sin(angle) * zoom,
            from_x=width / 2,
            from_y=height / 2,
            to_x=layer.x + width / 2 + shift_x,
            to_y=layer.y0 + height / 2 + shift_y,
            opaque=layer.keep_y is None and not placement.turn and zoom >= 1,
        )

    def boxes(self, layer: LayerPlanes) -> Iterator[tuple[int, int, int, int]]:
        """Yield the boxes of the frame (left, top, right, bottom) in which the layer may show, even pixels."""
        if self.right <= self.left or self.bottom <= self.top:
            return
        if self.opaque:
            yield self.left, self.top, self.right, self.bottom
            return
        columns = np.arange(self.left, self.right, _CELL).astype(np.float64)
        rows = np.arange(self.top, self.bottom, _CELL).astype(np.float64)
        shows = self._shows(layer, columns + _CELL / 2, rows + _CELL / 2)
        for left, top, right, bottom in boxes(shows):
            yield (
                self.left + left * _CELL,
                self.top + top * _CELL,
                min(self.right, self.left + right * _CELL),
                min(self.bottom, self.top + bottom * _CELL),
            )

    def _shows(self, layer: LayerPlanes, columns: Matrix, rows: Matrix) -> npt.NDArray[np.bool_]:
        """Tell of each cell, by the middles of its columns and rows, whether a tile that shows goes there."""
        size = self.cos**2 + self.sin**2
        across, along = np.meshgrid(columns - self.to_x, rows - self.to_y)
        x = (across * self.cos + along * self.sin) / size + self.from_x
        y = (along * self.cos - across * self.sin) / size + self.from_y
        reach = (abs(self.cos) + abs(self.sin)) / size * _CELL / 2 + _CELL_REACH
        return layer.shows(x - reach, y - reach, x + reach, y + reach)

    def patch(self, layer: LayerPlanes, left: int, top: int, right: int, bottom: int) -> Patch:
        """Return what goes into one box of the frame."""
        down = layer.sampling.rows
        full, half = self._matrix(1, 1, left, top), self._matrix(2, down, left, top)
        size, half_size = (right - left, bottom - top), ((right - left) // 2, (bottom - top) // down)
        keep_y, keep_c = layer.keep_y, layer.keep_c
        if not self.opaque and keep_y is None:
            keep_y, keep_c = np.zeros_like(layer.y), np.zeros_like(layer.u)
        mode = cv2.BORDER_REPLICATE if self.opaque else cv2.BORDER_CONSTANT

        def warp(plane: Plane, way: Matrix, to: tuple[int, int], edge: int) -> Plane:
            moved: Plane = cv2.warpAffine(plane, way, to, flags=cv2.INTER_LINEAR, borderMode=mode, borderValue=(edge,))
            return moved

        clear = layer.sampling.full
        return Patch(
            x=left,
            y0=top,
            y=warp(layer.y, full, size, 0),
            u=warp(layer.u, half, half_size, 0),
            v=warp(layer.v, half, half_size, 0),
            keep_y=None if keep_y is None else warp(keep_y, full, size, clear),
            keep_c=None if keep_c is None else warp(keep_c, half, half_size, clear),
        )

    def _matrix(self, across: int, along: int, left: int, top: int) -> Matrix:
        """Map samples that stand for `across` by `along` pixels into a box that begins at (left, top)."""
        middle_x, middle_y = self.from_x / across - 0.5, self.from_y / along - 0.5
        to_x, to_y = (self.to_x - left) / across - 0.5, (self.to_y - top) / along - 0.5
        skew = along / across
        return np.array(
            [
                [self.cos, -self.sin * skew, to_x - self.cos * middle_x + self.sin * skew * middle_y],
                [self.sin / skew, self.cos, to_y - self.sin / skew * middle_x - self.cos * middle_y],
            ]
        )


def _only_zooms(layer: LayerPlanes, placement: Placement, frame: tuple[int, ...]) -> bool:
    """Tell whether an opaque layer that fills the frame grows about the frame's middle."""
    still = not (placement.turn or placement.dx or placement.dy)
    fills = (layer.x, layer.y0, layer.y.shape) == (0, 0, frame)
    return still and fills and layer.keep_y is None and placement.zoom >= _ONE


def _zoomed(layer: LayerPlanes, zoom: float) -> Patch:
    """Zoom by resizing, three times quicker than a warp.

    A picture of w samples resized to d samples is zoomed by d / w about its middle; among the widths at hand, one
    pair comes within a few hundredths of a pixel of the zoom at the frame's edge. What is beyond the frame is cut.
    """
    return Patch(
        x=0,
        y0=0,
        y=_resized(layer.y, zoom),
        u=_resized(layer.u, zoom),
        v=_resized(layer.v, zoom),
        keep_y=None,
        keep_c=None,
    )


def _resized(samples: Plane, zoom: float) -> Plane:
    height, width = samples.shape
    (from_w, to_w), (from_h, to_h) = _sizes(width, zoom), _sizes(height, zoom)
    beyond_x, beyond_y = max(0, (from_w - width) // 2), max(0, (from_h - height) // 2)
    if beyond_x or beyond_y:
        edges = (beyond_y, beyond_y, beyond_x, beyond_x)
        samples = cv2.copyMakeBorder(samples, *edges, cv2.BORDER_REPLICATE)
    left, top = (samples.shape[1] - from_w) // 2, (samples.shape[0] - from_h) // 2
    source = samples[top : top + from_h, left : left + from_w]
    grown: Plane = cv2.resize(source, (to_w, to_h), interpolation=cv2.INTER_LINEAR)
    x, y = (to_w - width) // 2, (to_h - height) // 2
    return grown[y : y + height, x : x + width]


@lru_cache(maxsize=4096)
def _sizes(length: int, zoom: float) -> tuple[int, int]:
    """Return the lengths, before and after, whose ratio is nearest to the zoom; both as odd or even as `length`."""
    pairs = [
        (length + 2 * round((after / zoom - length) / 2), after) for after in range(length, length + _WIDER + 1, 2)
    ]
    return min(pairs, key=lambda pair: abs(pair[0] / pair[1] - 1 / zoom))
