"""A film of somebody before a screen, picture by picture: themselves as a layer, and the shadow that they throw."""

import numpy as np

from pipeline.compose.keying import Cut, Screen, cast, cut_out, laid, screen_of, shadow
from pipeline.compose.planes import LayerPlanes, Planes, layer_planes, planes_of, resampled
from pipeline.draw.raster import Raster, rgba_of
from pipeline.model.picture import Format, KeyedSpec
from pipeline.ports import Film
from pipeline.produce.tone import toned_planes

_LOOKED_AT = 7
"""Pictures of a film, evenly spread, in which its screen is measured: somebody who moves uncovers what is behind."""


class CutFilm:
    """Lifts somebody off the pictures of a film; where there is no screen they stay as they were filmed."""

    def __init__(self, film: Film, spec: KeyedSpec, fmt: Format) -> None:
        self._film, self._spec, self._fmt = film, spec, fmt
        self._at = tuple(round(value * fmt.scale / 2) * 2 for value in spec.box)
        self._screen: Screen | None = None
        self._measured = False

    def planes(self, number: int) -> LayerPlanes:
        """Return a picture of the film as a layer: whoever was filmed, and nothing of the screen."""
        x, y = self._at[:2]
        picture = self._picture(number)
        cut = self._cut(picture)
        if cut is not None:
            return laid(cut, x, y, self._fmt.sampling)
        whole = resampled(picture, self._fmt.sampling)
        return LayerPlanes(
            x=x, y0=y, y=whole.y, u=whole.u, v=whole.v, keep_y=None, keep_c=None, sampling=self._fmt.sampling
        )

    def shade(self, number: int, onto: Raster, colour: str) -> LayerPlanes:
        """Return the shadow that whoever was filmed throws onto what stands before them."""
        cut = self._cut(self._picture(number))
        height, width = onto.rgba.shape[:2]
        rgba = np.zeros((height, width, 4), np.uint8)
        rgba[..., :3] = rgba_of(colour)[:3]
        if cut is not None:
            place = (self._at[0] - onto.x, self._at[1] - onto.y)
            alpha = cast(cut.alpha, place, (width, height))
            rgba[..., 3] = shadow(alpha, onto.rgba[..., 3], self._fmt.scale)
        return layer_planes(rgba, onto.x, onto.y, 0, self._fmt.sampling)

    def _picture(self, number: int) -> Planes:
        planes = planes_of(self._film.planes(number), self._at[3])
        return toned_planes(planes, self._spec.tone)

    def _cut(self, picture: Planes) -> Cut | None:
        if not self._measured:
            last = max(0, self._spec.length - 1)
            looked = sorted({round(last * part / (_LOOKED_AT - 1)) for part in range(_LOOKED_AT)})
            copies = [planes_of(self._film.planes(number).copy(), self._at[3]) for number in looked]
            self._screen = screen_of(copies, self._spec.screen)
            self._measured = True
        return None if self._screen is None else cut_out(picture, self._screen)
