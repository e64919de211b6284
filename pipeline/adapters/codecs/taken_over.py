"""What rests from one key frame to the next is taken over as it was seen, so that nothing pulses in a still picture.

A key frame leans on nothing: coded from what was composed, it has errors of its own all over, and a picture at rest
jumps from those of the pictures before to them. Coded from what was seen, where that rests and is near enough to what
was composed, it shows the same once more.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.adapters.codecs.bands import ROW, Rows, planes_in, rows_in
from pipeline.model.picture import Format
from pipeline.ports import Pixels

_NEAR = 10
"""Mean square error of a block, in codes of 8 bits, up to which it is taken over: what letters have in a key frame.

What moved before it came to rest may be coarser; then the key frame is the moment to set it right.
"""

_LEAST = 4
"""Codes of 8 bits up to which two samples are alike: what eases to its rest moves by less, and is not seen to."""

_MOSTLY = 0.5
"""Share of the blocks at rest from which a picture is one that rests; fewer are looked at by nobody."""

_Blocks = npt.NDArray[np.bool_]


def resting(now: Pixels, before: Pixels, fmt: Format) -> _Blocks | None:
    """Return which blocks of 16 by 16 are alike in two pictures that follow; None when most are not."""
    unit = 1 << (fmt.sampling.depth - 8)
    same = np.ones((rows_in(fmt), -(-fmt.width // ROW)), np.bool_)
    every = Rows(0, rows_in(fmt))
    for (here, _), (there, _) in zip(planes_in(now, fmt, every), planes_in(before, fmt, every), strict=True):
        differs = np.maximum(here, there) - np.minimum(here, there) > _LEAST * unit
        same &= ~_by_block(differs, fmt, np.logical_or)
    return same if same.mean() >= _MOSTLY else None


def taken_over(now: Pixels, seen: Pixels, same: _Blocks, fmt: Format) -> Pixels:
    """Return a picture with those of its blocks at rest as they are seen that are near to what was composed."""
    every = Rows(0, rows_in(fmt))
    error = (now[: fmt.height].astype(np.float32) - seen[: fmt.height]) ** 2
    unit = 1 << (fmt.sampling.depth - 8)
    near = same & (_by_block(error, fmt, np.add) <= _NEAR * unit**2 * ROW * ROW)
    out = now.copy()
    for (here, _), (there, _) in zip(planes_in(out, fmt, every), planes_in(seen, fmt, every), strict=True):
        tall, wide = _steps(here, fmt)
        where = near.repeat(tall, axis=0)[: here.shape[0]].repeat(wide, axis=1)[:, : here.shape[1]]
        np.copyto(here, there, where=where)
    return out


def _by_block(plane: npt.NDArray[Any], fmt: Format, gather: np.ufunc) -> npt.NDArray[Any]:
    tall, wide = _steps(plane, fmt)
    rows = gather.reduceat(plane, np.arange(0, plane.shape[0], tall), axis=0)
    gathered: npt.NDArray[Any] = gather.reduceat(rows, np.arange(0, plane.shape[1], wide), axis=1)
    return gathered


def _steps(plane: npt.NDArray[Any], fmt: Format) -> tuple[int, int]:
    """Return how many rows and columns of a plane a block of the picture is."""
    tall = ROW if plane.shape[0] == fmt.height else ROW // fmt.sampling.rows
    return tall, ROW if plane.shape[1] == fmt.width else ROW // 2
