"""Grounds: full-frame gradients with a fine dither, so that nothing bands."""

from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.draw.raster import Raster, rgba_of
from pipeline.model.picture import Format, GroundSpec

_DITHER_SEED = 2050

_Floats = npt.NDArray[np.float32]


def draw_ground(spec: GroundSpec, fmt: Format) -> Raster:
    """Draw a linear or radial gradient over the whole frame, opaque.

    The dither is triangular noise of one code value (Lipshitz and Vanderkooy), the same in every render.
    """
    along = _along(spec, fmt)
    colours = np.array([rgba_of(stop)[:3] for stop in spec.stops], np.float32)
    grain = _grain(fmt.height, fmt.width)
    rgba = np.full((fmt.height, fmt.width, 4), 255, np.uint8)
    for channel in range(3):
        value = grain + (colours[0, channel] + np.float32(0.5))
        for start, (one, other) in enumerate(pairwise(colours[:, channel])):
            if one != other:
                value += np.clip(along * (len(colours) - 1) - start, 0, 1) * (other - one)
        rgba[..., channel] = np.clip(value, 0, 255)
    return Raster(rgba, 0, 0)


def _along(spec: GroundSpec, fmt: Format) -> _Floats:
    """Return how far along the gradient each pixel is, from 0, shape (height, width)."""
    columns = np.arange(fmt.width, dtype=np.float32)[None, :] / fmt.width
    rows = np.arange(fmt.height, dtype=np.float32)[:, None] / fmt.height
    if spec.radial:
        aspect = fmt.width / fmt.height
        u = (columns - spec.centre[0]) * aspect
        v = rows - spec.centre[1]
        return (np.sqrt(u * u + v * v) / (spec.radius * aspect)).astype(np.float32, copy=False)
    turn = np.deg2rad(spec.angle)
    reach = (abs(np.cos(turn)) + abs(np.sin(turn))) / 2
    u = (columns - 0.5) * np.float32(np.cos(turn) / reach)
    v = (rows - 0.5) * np.float32(np.sin(turn) / reach)
    return ((u + v + 1) / 2).astype(np.float32, copy=False)


@lru_cache(maxsize=1)
def _grain(height: int, width: int) -> _Floats:
    """Return the dither: 8 MB in 1080p, kept for the next ground."""
    noise = np.random.default_rng(_DITHER_SEED)
    grain: _Floats = noise.random((height, width), np.float32) - noise.random((height, width), np.float32)
    grain.setflags(write=False)
    return grain
