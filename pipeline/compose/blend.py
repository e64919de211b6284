"""Lay one layer over a picture: only the boxes it covers, on the planes themselves."""

from pipeline.compose.patch import revealed
from pipeline.compose.planes import LayerPlanes, Planes
from pipeline.compose.slide import slid, slides
from pipeline.compose.warp import warped
from pipeline.model.picture import Placement

_SOLID = 256
_ONE = 65_536


def lay(target: Planes, layer: LayerPlanes, placement: Placement) -> None:
    """Blend a layer over `target` in place, as its placement says."""
    if placement.zoom == _ONE and not placement.turn and slides(layer, placement):
        patches = slid(layer, placement, target.y.shape, revealed(layer.y.shape[1], placement.reveal))
    else:
        patches = warped(layer, placement, target.y.shape)
    for patch in patches:
        shown = patch if placement.opacity >= _SOLID else patch.faded(placement.opacity, target.sampling)
        shown.over(target)
