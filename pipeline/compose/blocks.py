"""What a layer covers, as a few boxes: nothing is blended where it is clear, nothing weighed where it is opaque."""

from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np
import numpy.typing as npt

TILE = 64
"""Side of the tiles a layer is sorted by, in pixels."""

_WORTH = 4
"""Tiles in a row that are worth a box of their own: below that, one box more costs what it saves."""

REACH = 4
"""Pixels around a tile that must be like it: a layer moved by a fraction brings in its neighbours."""

_CLEAR, _MIXED, _OPAQUE = 0, 1, 2
Kinds = npt.NDArray[np.uint8]
_Run = tuple[int, int, bool]


@dataclass(frozen=True, slots=True)
class Block:
    """A box of a layer in its own even pixels, end excluded, and whether it lets nothing through."""

    left: int
    top: int
    right: int
    bottom: int
    opaque: bool


def blocks(keep: npt.NDArray[np.unsignedinteger] | None, height: int, width: int, full: int) -> tuple[Block, ...]:
    """Return the boxes that hold everything a layer shows.

    `keep` is what the layer lets through, shape (height, width), 0..`full`; None for a layer opaque all over.
    """
    if keep is None:
        return (Block(0, 0, width, height, opaque=True),)
    found: list[Block] = []
    for row, kinds in enumerate(_kinds(keep, full)):
        top, bottom = row * TILE, min(height, (row + 1) * TILE)
        for start, end, opaque in _runs(kinds):
            left, right = start * TILE, min(width, end * TILE)
            above = next(
                (b for b in found if (b.left, b.right, b.bottom, b.opaque) == (left, right, top, opaque)), None
            )
            if above is None:
                found.append(Block(left, top, right, bottom, opaque))
            else:
                found[found.index(above)] = Block(left, above.top, right, bottom, opaque)
    return tuple(found)


def boxes(shows: npt.NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """Return boxes (left, top, right, bottom, ends excluded) that hold every true cell of a grid, and few others."""
    found: list[tuple[int, int, int, int]] = []
    for row, cells in enumerate(shows.astype(np.uint8)):
        for left, right, _ in _runs(cells):
            above = next((n for n, box in enumerate(found) if box[::2] == (left, right) and box[3] == row), None)
            if above is None:
                found.append((left, row, right, row + 1))
            else:
                found[above] = (left, found[above][1], right, row + 1)
    return found


def _kinds(keep: npt.NDArray[np.unsignedinteger], full: int) -> Kinds:
    """Sort every tile: clear or opaque with all its neighbours within reach, or mixed."""
    around = np.ones((2 * REACH + 1, 2 * REACH + 1), np.uint8)
    rows, columns = np.arange(0, keep.shape[0], TILE), np.arange(0, keep.shape[1], TILE)
    most = np.maximum.reduceat(np.maximum.reduceat(cv2.dilate(keep, around), rows, axis=0), columns, axis=1)
    least = np.minimum.reduceat(np.minimum.reduceat(cv2.erode(keep, around), rows, axis=0), columns, axis=1)
    kinds = np.full(most.shape, _MIXED, np.uint8)
    kinds[least >= full] = _CLEAR
    kinds[most == 0] = _OPAQUE
    return kinds


def _runs(kinds: Kinds) -> list[_Run]:
    """Return the runs of one row of tiles that show something; short opaque or clear ones join their neighbours."""
    rough: list[tuple[int, int, int]] = []
    at = 0
    for kind, group in groupby(kinds.tolist()):
        length = len(list(group))
        rough.append((at, at + length, kind))
        at += length
    while rough and rough[0][2] == _CLEAR:
        rough.pop(0)
    while rough and rough[-1][2] == _CLEAR:
        rough.pop()
    runs: list[_Run] = []
    for start, end, kind in rough:
        worth = end - start >= _WORTH
        if kind == _CLEAR and worth:
            continue
        opaque = kind == _OPAQUE and (worth or len(rough) == 1)
        if not opaque and runs and not runs[-1][2] and runs[-1][1] == start:
            runs[-1] = (runs[-1][0], end, False)
        else:
            runs.append((start, end, opaque))
    return runs
