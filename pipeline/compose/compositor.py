"""Frames as values become frames as planes, doing again only what changed since the last one."""

from collections.abc import Callable

from pipeline.compose.blend import lay
from pipeline.compose.planes import LayerPlanes, Planes, new_planes
from pipeline.compose.transition import mix
from pipeline.model.picture import Format, Frame, Picture, Placement

LayerSource = Callable[[Placement], LayerPlanes]
"""Gives a layer's planes; a moving picture's depend on `Placement.source`."""


class Compositor:
    """Composes frames of one format; keeps the unchanging bottom of the picture from frame to frame."""

    def __init__(self, fmt: Format, layers: LayerSource) -> None:
        self._layers = layers
        self._out = new_planes(fmt.width, fmt.height, fmt.sampling)
        self._other = new_planes(fmt.width, fmt.height, fmt.sampling)
        self._base = new_planes(fmt.width, fmt.height, fmt.sampling)
        self._based: Picture = ()
        self._last: Picture = ()
        self._shown: Frame | None = None

    def compose(self, frame: Frame) -> Planes:
        """Return the picture of a frame; the planes are reused by the next call."""
        if frame == self._shown:
            return self._out
        self._shown = frame
        self._stack(frame.picture, self._out)
        if frame.how:
            self._plain(frame.incoming, self._other)
            mix(self._out, self._other, frame.progress, frame.how)
        return self._out

    def _stack(self, picture: Picture, out: Planes) -> None:
        """Lay the picture over the part that has not moved since the frame before."""
        shared = _common(picture, self._last)
        self._last = picture
        if picture[: len(self._based)] != self._based:
            self._base.clear()
            self._based = ()
        for placement in picture[len(self._based) : shared]:
            lay(self._base, self._layers(placement), placement)
        self._based = picture[: max(shared, len(self._based))]
        out.copy_from(self._base)
        for placement in picture[len(self._based) :]:
            lay(out, self._layers(placement), placement)

    def _plain(self, picture: Picture, out: Planes) -> None:
        out.clear()
        for placement in picture:
            lay(out, self._layers(placement), placement)


def _common(one: Picture, other: Picture) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
