"""Where the ink of a text stands, found without drawing it as large as it will be seen."""

from collections.abc import Callable
from functools import cache

from pipeline.draw.typesetter import draw_text
from pipeline.model.picture import Box, TextSpec

_SCALE = 0.25
"""Size at which a text is drawn to be measured: its box is told to four pixels of the grid."""


def inks_of(read: Callable[[str], bytes]) -> Callable[[TextSpec], Box]:
    """Return what tells where the ink of a text stands, its plate included, in pixels of the grid; each text once.

    `read` gives the bytes of a file of the project.
    """

    @cache
    def ink(spec: TextSpec) -> Box:
        raster = draw_text(spec, lambda asset: read(asset.path), _SCALE)
        tall, wide = raster.rgba.shape[:2]
        return raster.x / _SCALE, raster.y / _SCALE, wide / _SCALE, tall / _SCALE

    return ink
