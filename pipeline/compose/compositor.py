"""Frames as values become frames as planes, doing again only what changed since the last one."""

from collections.abc import Callable

from pipeline.compose.blend import lay
from pipeline.compose.planes import BLACK_Y, LayerPlanes, Planes, new_planes
from pipeline.compose.transition import mix
from pipeline.model.picture import Format, Frame, Picture, Placement

LayerSource = Callable[[Placement], LayerPlanes]
"""Gives a layer's planes; a moving picture's depend on `Placement.source`."""


class Compositor:
    """Composes frames of one format over black, or another luma; what does not move in them is laid once."""

    def __init__(self, fmt: Format, layers: LayerSource, ground: int = BLACK_Y) -> None:
        self._picture = _Stack(fmt, layers, ground)
        self._incoming = _Stack(fmt, layers, ground)
        self._mixed = new_planes(fmt.width, fmt.height, fmt.sampling)

    def compose(self, frame: Frame) -> Planes:
        """Return the picture of a frame; the planes are reused by the next call."""
        out = self._picture.laid(frame.picture)
        if not frame.how:
            return out
        self._mixed.copy_from(out)
        mix(self._mixed, self._incoming.laid(frame.incoming), frame.progress, frame.how)
        return self._mixed


class _Stack:
    """Lays one shot's layers; keeps the unchanging bottom of its picture from frame to frame."""

    def __init__(self, fmt: Format, layers: LayerSource, ground: int) -> None:
        self._layers = layers
        self._ground = ground
        self._base = new_planes(fmt.width, fmt.height, fmt.sampling)
        self._base.clear(ground)
        self._based: Picture = ()
        self._last: Picture | None = None
        self._out = new_planes(fmt.width, fmt.height, fmt.sampling)
        self._out.clear(ground)

    def laid(self, picture: Picture) -> Planes:
        """Lay a picture over the part of it that has not moved since the one before."""
        if picture == self._last:
            return self._out
        shared = _common(picture, self._last or ())
        self._last = picture
        if picture[: len(self._based)] != self._based:
            self._base.clear(self._ground)
            self._based = ()
        for placement in picture[len(self._based) : shared]:
            lay(self._base, self._layers(placement), placement)
        self._based = picture[: max(shared, len(self._based))]
        self._out.copy_from(self._base)
        for placement in picture[len(self._based) :]:
            lay(self._out, self._layers(placement), placement)
        return self._out


def _common(one: Picture, other: Picture) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
