"""Somebody lifted off a screen as layers of a frame: themselves, and the shadow that they throw."""

import numpy as np

from pipeline.compose.keying import laid
from pipeline.compose.lifting import LiftedFilm
from pipeline.compose.planes import LayerPlanes, layer_planes, resampled
from pipeline.compose.shadow import shaded
from pipeline.draw.raster import Raster
from pipeline.model.picture import Format, Sampling


def person_layer(lifted: LiftedFilm, number: int, sampling: Sampling) -> LayerPlanes:
    """Return whoever a picture of the film shows, and nothing of the screen; without a screen, the whole picture."""
    x, y = lifted.at[:2]
    picture, cut = lifted.cut(number)
    if cut is not None:
        return laid(cut, x, y, sampling)
    if lifted.screen is not None:  # nobody is there: nothing is shown
        return layer_planes(np.zeros((2, 2, 4), np.uint8), 0, 0, 0, sampling)
    whole = resampled(picture, sampling)
    return LayerPlanes(x=x, y0=y, y=whole.y, u=whole.u, v=whole.v, keep_y=None, keep_c=None, sampling=sampling)


def shade_layer(lifted: LiftedFilm, number: int, onto: Raster, colour: tuple[int, ...], fmt: Format) -> LayerPlanes:
    """Return the shadow that whoever was filmed throws onto what stands before them."""
    place = (lifted.at[0] - onto.x, lifted.at[1] - onto.y)
    rgba, x, y = shaded(lifted.cut(number)[1], place, onto.rgba[..., 3], colour, fmt.scale)
    return layer_planes(rgba, onto.x + x, onto.y + y, 0, fmt.sampling)
