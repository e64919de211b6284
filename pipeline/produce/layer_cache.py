"""Layers drawn and converted when first seen, kept within a memory budget."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from pipeline.compose.planes import LayerPlanes, layer_planes
from pipeline.draw.layers import draw
from pipeline.model.picture import FootageSpec, Format, LayerSpec, Placement
from pipeline.ports import FootageReader, Library, Pixels

_MEMORY = 260_000_000
_MARGIN = 4


class LayerCache:
    """Draws and converts layers when first seen; forgets the least used beyond a memory budget in bytes."""

    def __init__(self, library: Library, footage: FootageReader) -> None:
        self._library = library
        self._footage = footage
        self._held: OrderedDict[str, LayerPlanes] = OrderedDict()
        self._films: dict[str, tuple[int, Iterator[Pixels], LayerPlanes]] = {}
        self._bytes = 0

    def source(self, layers: Mapping[str, LayerSpec], fmt: Format) -> Callable[[Placement], LayerPlanes]:
        """Return the layer source of one chunk, keeping what is drawn from one chunk to the next."""
        self._films.clear()

        def planes(placement: Placement) -> LayerPlanes:
            spec = layers[placement.layer]
            if isinstance(spec, FootageSpec):
                return self._film(spec, placement, fmt)
            return self._drawn(spec, placement, fmt)

        return planes

    def _drawn(self, spec: LayerSpec, placement: Placement, fmt: Format) -> LayerPlanes:
        found = self._held.get(placement.layer)
        if found is not None:
            self._held.move_to_end(placement.layer)
            return found
        raster = draw(spec, lambda asset: self._library.read(asset.path), fmt)
        whole = (raster.x, raster.y, *raster.rgba.shape[1::-1]) == (0, 0, fmt.width, fmt.height)
        planes = layer_planes(raster.rgba, raster.x, raster.y, 0 if whole else _MARGIN)
        self._held[placement.layer] = planes
        self._bytes += planes.nbytes
        while self._bytes > _MEMORY and len(self._held) > 1:
            self._bytes -= self._held.popitem(last=False)[1].nbytes
        return planes

    def _film(self, spec: FootageSpec, placement: Placement, fmt: Format) -> LayerPlanes:
        """Read a moving picture forward to the frame that is shown."""
        at, pictures, planes = self._films.get(placement.layer, (-1, iter(()), None))
        x, y, width, height = (round(value * fmt.scale / 2) * 2 for value in spec.box)
        if planes is None or placement.source < at:
            start = float(spec.start + placement.source / fmt.rate)
            pictures = self._footage.frames(self._library.path(spec.file.path), fmt, (width, height), spec.fit, start)
            at = placement.source - 1
        while at < placement.source:
            rgb = next(pictures)
            at += 1
            if at == placement.source:
                planes = layer_planes(_with_alpha(rgb), x, y)
        assert planes is not None  # noqa: S101 - the loop above ran at least once for a new film
        self._films[placement.layer] = (at, pictures, planes)
        return planes


def _with_alpha(rgb: Pixels) -> Pixels:
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
