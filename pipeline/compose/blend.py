"""Lay one layer over a picture: only the box it covers, on the planes themselves."""

import math
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from pipeline.compose.planes import LayerPlanes, Plane, Planes
from pipeline.model.picture import Placement

_WHOLE = 64
_ONE = 65_536

Matrix = npt.NDArray[np.float64]
"""Shape (2, 3): where a source pixel goes."""


@dataclass(frozen=True, slots=True)
class _Patch:
    """A layer as it must be laid in this frame: even origin, samples, what it lets through."""

    x: int
    y0: int
    y: Plane
    u: Plane
    v: Plane
    keep_y: Plane | None
    keep_c: Plane | None


def lay(target: Planes, layer: LayerPlanes, placement: Placement) -> None:
    """Blend a layer over `target` in place, as its placement says."""
    patch = _placed(layer, placement, target.y.shape)
    if placement.reveal < 4096:
        patch = _revealed(patch, placement.reveal)
    if placement.opacity < 256:
        patch = _faded(patch, placement.opacity)
    _over(target, patch)


def _placed(layer: LayerPlanes, placement: Placement, frame: tuple[int, ...]) -> _Patch:
    """Move, zoom or turn the layer; whole even moves cost nothing."""
    if placement.zoom != _ONE or placement.turn:
        return _warped(layer, placement, frame)
    dx, dy = placement.dx, placement.dy
    even_x, rest_x = (dx // (2 * _WHOLE)) * 2, dx % (2 * _WHOLE)
    even_y, rest_y = (dy // (2 * _WHOLE)) * 2, dy % (2 * _WHOLE)
    x, y0 = layer.x + even_x, layer.y0 + even_y
    if not rest_x and not rest_y:
        return _Patch(x, y0, layer.y, layer.u, layer.v, layer.keep_y, layer.keep_c)
    fx, fy = rest_x / _WHOLE, rest_y / _WHOLE
    clear = 255
    return _Patch(
        x,
        y0,
        _slid(layer.y, fx, fy, 0),
        _slid(layer.u, fx / 2, fy / 2, 0),
        _slid(layer.v, fx / 2, fy / 2, 0),
        None if layer.keep_y is None else _slid(layer.keep_y, fx, fy, clear),
        None if layer.keep_c is None else _slid(layer.keep_c, fx / 2, fy / 2, clear),
    )


def _slid(plane: Plane, fx: float, fy: float, empty: int) -> Plane:
    """Shift right by `fx` and down by `fy` pixels (0 ≤ f < 2), by linear interpolation of neighbours.

    Where nothing slides in the layer is `empty`; layers that move carry a clear margin, so no edge shows.
    """
    result = _slid_along(plane, fx, 1, empty) if fx else plane
    return _slid_along(result, fy, 0, empty) if fy else result


def _slid_along(plane: Plane, shift: float, axis: int, empty: int) -> Plane:
    whole = int(shift)
    part = shift - whole
    result = np.empty_like(plane)
    length = plane.shape[axis]
    first = whole + 1

    def cut(array: Plane, start: int, end: int) -> Plane:
        return array[:, start:end] if axis else array[start:end]

    cut(result, 0, first)[...] = empty
    near, far = cut(plane, 1, length - whole), cut(plane, 0, length - first)
    cut(result, first, length)[...] = cv2.addWeighted(near, 1 - part, far, part, 0)
    return result


def _warped(layer: LayerPlanes, placement: Placement, frame: tuple[int, ...]) -> _Patch:
    """Zoom and turn about the layer's middle; the box grows so that nothing is cut, and stops at the frame."""
    height, width = layer.y.shape
    zoom = placement.zoom / _ONE
    angle = placement.turn * 2 * math.pi / _ONE
    if placement.turn:
        reach = math.hypot(width, height) * zoom
        new_w, new_h = reach, reach
    else:
        new_w, new_h = width * zoom, height * zoom
    grow_x = max(0, 2 * math.ceil((new_w - width) / 4))
    grow_y = max(0, 2 * math.ceil((new_h - height) / 4))
    left, top = layer.x - grow_x, layer.y0 - grow_y
    middle = (left + width / 2 + grow_x, top + height / 2 + grow_y)
    right, bottom = left + width + 2 * grow_x, top + height + 2 * grow_y
    shift = (placement.dx / _WHOLE, placement.dy / _WHOLE)
    left, top = max(0, left + 2 * math.floor(shift[0] / 2)), max(0, top + 2 * math.floor(shift[1] / 2))
    right = min(frame[1], right + 2 * math.ceil(shift[0] / 2))
    bottom = min(frame[0], bottom + 2 * math.ceil(shift[1] / 2))
    if right <= left or bottom <= top:
        empty = layer.y[:0, :0]
        return _Patch(0, 0, empty, empty, empty, None, None)
    out_w, out_h = right - left, bottom - top
    cos, sin = math.cos(angle) * zoom, math.sin(angle) * zoom

    def matrix(half: float) -> Matrix:
        middle_x, middle_y = width / half / 2 - 0.5, height / half / 2 - 0.5
        to_x = (middle[0] + shift[0] - left) / half - 0.5
        to_y = (middle[1] + shift[1] - top) / half - 0.5
        return np.array(
            [
                [cos, -sin, to_x - cos * middle_x + sin * middle_y],
                [sin, cos, to_y - sin * middle_x - cos * middle_y],
            ]
        )

    full, half = matrix(1), matrix(2)
    size, half_size = (out_w, out_h), (out_w // 2, out_h // 2)
    opaque = layer.keep_y is None and not placement.turn and zoom >= 1

    def warp(plane: Plane, way: Matrix, to: tuple[int, int], edge: int) -> Plane:
        mode = cv2.BORDER_REPLICATE if opaque else cv2.BORDER_CONSTANT
        moved: Plane = cv2.warpAffine(plane, way, to, flags=cv2.INTER_LINEAR, borderMode=mode, borderValue=(edge,))
        return moved

    keep_y, keep_c = layer.keep_y, layer.keep_c
    if not opaque and keep_y is None:
        keep_y = np.zeros(layer.y.shape, np.uint8)
        keep_c = np.zeros(layer.u.shape, np.uint8)
    return _Patch(
        left,
        top,
        warp(layer.y, full, size, 0),
        warp(layer.u, half, half_size, 0),
        warp(layer.v, half, half_size, 0),
        None if keep_y is None else warp(keep_y, full, size, 255),
        None if keep_c is None else warp(keep_c, half, half_size, 255),
    )


def _revealed(patch: _Patch, reveal: int) -> _Patch:
    """Keep the left part of the layer, `reveal` in 1/4096."""
    width = patch.y.shape[1] * reveal // 4096 // 2 * 2
    half = width // 2
    return _Patch(
        patch.x,
        patch.y0,
        patch.y[:, :width],
        patch.u[:, :half],
        patch.v[:, :half],
        None if patch.keep_y is None else patch.keep_y[:, :width],
        None if patch.keep_c is None else patch.keep_c[:, :half],
    )


def _faded(patch: _Patch, opacity: int) -> _Patch:
    """Let the layer through by `opacity` / 256."""
    share = opacity / 256

    def keep(plane: Plane | None, like: Plane) -> Plane:
        source = np.zeros(like.shape, np.uint8) if plane is None else plane
        kept: Plane = cv2.convertScaleAbs(source, alpha=share, beta=255 * (1 - share))
        return kept

    def scaled(plane: Plane) -> Plane:
        result: Plane = cv2.convertScaleAbs(plane, alpha=share)
        return result

    return _Patch(
        patch.x,
        patch.y0,
        scaled(patch.y),
        scaled(patch.u),
        scaled(patch.v),
        keep(patch.keep_y, patch.y),
        keep(patch.keep_c, patch.u),
    )


def _over(target: Planes, patch: _Patch) -> None:
    height, width = target.y.shape
    left, top = max(0, patch.x), max(0, patch.y0)
    right = min(width, patch.x + patch.y.shape[1])
    bottom = min(height, patch.y0 + patch.y.shape[0])
    if right <= left or bottom <= top:
        return
    for plane, samples, keep, half in (
        (target.y, patch.y, patch.keep_y, 1),
        (target.u, patch.u, patch.keep_c, 2),
        (target.v, patch.v, patch.keep_c, 2),
    ):
        there = plane[top // half : bottom // half, left // half : right // half]
        rows = slice((top - patch.y0) // half, (bottom - patch.y0) // half)
        columns = slice((left - patch.x) // half, (right - patch.x) // half)
        if keep is None:
            there[...] = samples[rows, columns]
            continue
        cv2.multiply(there, keep[rows, columns], dst=there, scale=1 / 255)
        cv2.add(there, samples[rows, columns], dst=there)
