"""Layers drawn and converted when first seen, kept within a memory budget."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping

from pipeline.compose.lifting import LiftedFilm, seen_in
from pipeline.compose.planes import LayerPlanes, layer_planes, planes_of, resampled
from pipeline.draw.layers import draw
from pipeline.draw.raster import Raster, rgba_of
from pipeline.model.picture import (
    ArtSpec,
    Asset,
    ClipSpec,
    FootageSpec,
    Format,
    KeyedSpec,
    LayerSpec,
    Placement,
    ShadeSpec,
)
from pipeline.ports import ClipPlayer, Film, FootageReader, Library
from pipeline.produce.cut_film import person_layer, shade_layer
from pipeline.produce.losses import changed_meanwhile
from pipeline.produce.tone import toned_planes

_MEMORY = 130_000_000
_MARGIN = 4


class LayerCache:
    """Draws and converts layers when first seen; forgets the least used beyond a memory budget in bytes."""

    def __init__(self, library: Library, footage: FootageReader, clips: ClipPlayer) -> None:
        self._library = library
        self._footage = footage
        self._clips = clips
        self._held: OrderedDict[str, LayerPlanes] = OrderedDict()
        self._films: dict[str, Film] = {}
        self._lifted: dict[KeyedSpec, LiftedFilm] = {}
        self._onto: dict[ArtSpec, Raster] = {}
        self._bytes = 0

    def source(self, layers: Mapping[str, LayerSpec], fmt: Format) -> Callable[[Placement], LayerPlanes]:
        """Return the layer source of one chunk, keeping what is drawn from one chunk to the next."""
        for film in self._films.values():
            film.close()
        self._films.clear()
        self._lifted.clear()
        self._onto.clear()

        def planes(placement: Placement) -> LayerPlanes:
            spec = layers[placement.layer]
            if isinstance(spec, KeyedSpec):
                return self._keyed(spec, placement, fmt)
            if isinstance(spec, FootageSpec):
                return self._film(spec, placement, fmt)
            if isinstance(spec, ClipSpec):
                return self._clip(spec, placement, fmt)
            return self._drawn(spec, placement, fmt)

        return planes

    def _drawn(self, spec: LayerSpec, placement: Placement, fmt: Format) -> LayerPlanes:
        found = self._held.get(placement.layer)
        if found is not None:
            self._held.move_to_end(placement.layer)
            return found
        raster = draw(spec, self._content, fmt)
        whole = (raster.x, raster.y, *raster.rgba.shape[1::-1]) == (0, 0, fmt.width, fmt.height)
        planes = layer_planes(raster.rgba, raster.x, raster.y, 0 if whole else _MARGIN, fmt.sampling)
        self._held[placement.layer] = planes
        self._bytes += planes.nbytes
        while self._bytes > _MEMORY and len(self._held) > 1:
            self._bytes -= self._held.popitem(last=False)[1].nbytes
        return planes

    def _content(self, asset: Asset) -> bytes:
        """Return the bytes that a key was made from; raises MediaError when they are others by now.

        What is drawn is kept under that key: other bytes would be taken for these ones for ever.
        """
        content = self._library.read(asset.path)
        if hashlib.sha256(content).hexdigest() != asset.digest:
            raise changed_meanwhile(asset.path)
        return content

    def _film(self, spec: FootageSpec, placement: Placement, fmt: Format) -> LayerPlanes:
        """Return the picture of a film that is shown, at its place."""
        film = self._opened(spec, placement, fmt)
        x, y, _, height = (round(value * fmt.scale / 2) * 2 for value in spec.box)
        shown = resampled(toned_planes(planes_of(film.planes(placement.source), height), spec.tone), fmt.sampling)
        return LayerPlanes(
            x=x, y0=y, y=shown.y, u=shown.u, v=shown.v, keep_y=None, keep_c=None, margin=0, sampling=fmt.sampling
        )

    def _opened(self, spec: FootageSpec, placement: Placement, fmt: Format) -> Film:
        film = self._films.get(placement.layer)
        if film is None:
            if self._library.asset(spec.file.path) != spec.file:
                raise changed_meanwhile(spec.file.path)
            film = self._footage.film(self._library.path(spec.file.path), spec, fmt)
            self._films[placement.layer] = film
        return film

    def _keyed(self, spec: KeyedSpec, placement: Placement, fmt: Format) -> LayerPlanes:
        """Return somebody lifted off a screen at their place, or the shadow they throw."""
        who = seen_in(spec)
        lifted = self._lifted.get(who)
        if lifted is None:
            lifted = self._lifted[who] = LiftedFilm(self._opened(who, placement, fmt), who, fmt)
        if isinstance(spec, ShadeSpec):
            onto = self._onto.get(spec.onto)
            if onto is None:
                onto = self._onto[spec.onto] = draw(spec.onto, self._content, fmt)
            return shade_layer(lifted, placement.source, onto, rgba_of(spec.colour)[:3], fmt)
        return person_layer(lifted, placement.source, fmt.sampling)

    def _clip(self, spec: ClipSpec, placement: Placement, fmt: Format) -> LayerPlanes:
        """Ask a scene's own program for the picture that is shown."""
        x, y = (round(value * fmt.scale / 2) * 2 for value in spec.box[:2])
        rgba = self._clips.picture(spec, fmt, placement.source)
        whole = (x, y, *rgba.shape[1::-1]) == (0, 0, fmt.width, fmt.height)
        return layer_planes(rgba, x, y, 0 if whole else _MARGIN, fmt.sampling)
