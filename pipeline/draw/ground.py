"""Grounds: full-frame gradients with a fine dither, so that nothing bands."""

import numpy as np

from pipeline.draw.raster import Raster, rgba_of
from pipeline.model.picture import Format, GroundSpec

_DITHER_SEED = 2050


def draw_ground(spec: GroundSpec, fmt: Format) -> Raster:
    """Draw a linear or radial gradient over the whole frame, opaque.

    The dither is triangular noise of one code value (Lipshitz and Vanderkooy), the same in every render.
    """
    rows, columns = np.mgrid[0 : fmt.height, 0 : fmt.width].astype(np.float32)
    if spec.radial:
        aspect = fmt.width / fmt.height
        u = (columns / fmt.width - spec.centre[0]) * aspect
        v = rows / fmt.height - spec.centre[1]
        along = np.sqrt(u * u + v * v) / (spec.radius * aspect)
    else:
        turn = np.deg2rad(spec.angle)
        u = (columns / fmt.width - 0.5) * np.cos(turn) + (rows / fmt.height - 0.5) * np.sin(turn)
        reach = (abs(np.cos(turn)) + abs(np.sin(turn))) / 2
        along = (u / reach + 1) / 2
    colours = np.array([rgba_of(stop)[:3] for stop in spec.stops], np.float32)
    if len(colours) == 1:
        colours = np.vstack([colours, colours])
    places = np.linspace(0, 1, len(colours), dtype=np.float32)
    along = np.clip(along, 0, 1)
    noise = np.random.default_rng(_DITHER_SEED)
    grain = noise.random(along.shape, np.float32) - noise.random(along.shape, np.float32)
    rgba = np.empty((fmt.height, fmt.width, 4), np.uint8)
    for channel in range(3):
        value = np.interp(along, places, colours[:, channel])
        rgba[..., channel] = np.clip(value + grain + 0.5, 0, 255)
    rgba[..., 3] = 255
    return Raster(rgba, 0, 0)
