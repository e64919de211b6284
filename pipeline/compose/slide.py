"""Move a layer by whole pixels and fractions: only the boxes it covers, only where the frame shows them."""

from collections.abc import Iterator

import cv2

from pipeline.compose.blocks import Block
from pipeline.compose.patch import Patch
from pipeline.compose.planes import LayerPlanes, Plane
from pipeline.model.picture import Placement

_WHOLE = 64
"""Parts of a pixel in a placement."""


def slides(layer: LayerPlanes, placement: Placement) -> bool:
    """Tell whether the layer can be slid: moved evenly, or with clear pixels around to move into."""
    return bool(layer.margin) or (placement.dx % (2 * _WHOLE) == 0 == placement.dy % (2 * _WHOLE))


def slid(layer: LayerPlanes, placement: Placement, frame: tuple[int, ...], reveal: int) -> Iterator[Patch]:
    """Yield the pieces of a layer moved by `dx`, `dy`, cut to the frame and to its `reveal` left columns."""
    even_x, rest_x = placement.dx // (2 * _WHOLE) * 2, placement.dx % (2 * _WHOLE)
    even_y, rest_y = placement.dy // (2 * _WHOLE) * 2, placement.dy % (2 * _WHOLE)
    x, y0 = layer.x + even_x, layer.y0 + even_y
    height, width = layer.y.shape
    # The clear margin gives fractions something to come from, and is never itself worth laying.
    edge = layer.margin
    bounds = Block(
        max(edge, -x), max(edge, -y0), min(width, reveal, frame[1] - x), min(height, frame[0] - y0), opaque=False
    )
    fraction = (rest_x / _WHOLE, rest_y / _WHOLE)
    for block in layer.blocks:
        left, right = max(block.left, bounds.left), min(block.right, bounds.right)
        top, bottom = max(block.top, bounds.top), min(block.bottom, bounds.bottom)
        if left < right and top < bottom:
            yield _piece(layer, Block(left, top, right, bottom, block.opaque), fraction, (x, y0))


def _piece(layer: LayerPlanes, block: Block, fraction: tuple[float, float], origin: tuple[int, int]) -> Patch:
    down = layer.sampling.rows

    def luma(plane: Plane) -> Plane:
        return _shifted(plane, block, fraction, (1, 1))

    def chroma(plane: Plane) -> Plane:
        return _shifted(plane, block, fraction, (2, down))

    keep_y, keep_c = (None, None) if block.opaque else (layer.keep_y, layer.keep_c)
    return Patch(
        x=origin[0] + block.left,
        y0=origin[1] + block.top,
        y=luma(layer.y),
        u=chroma(layer.u),
        v=chroma(layer.v),
        keep_y=None if keep_y is None else luma(keep_y),
        keep_c=None if keep_c is None else chroma(keep_c),
    )


def _shifted(plane: Plane, block: Block, fraction: tuple[float, float], coarse: tuple[int, int]) -> Plane:
    """Return a box of a plane shifted right and down by a fraction (0 ≤ f < 2), by linear interpolation.

    `coarse` is how many pixels of luma one sample of the plane stands for, across and down.
    """
    across, down = fraction[0] / coarse[0], fraction[1] / coarse[1]
    whole_x, whole_y = int(across), int(down)
    part_x, part_y = across - whole_x, down - whole_y
    left, right = block.left // coarse[0] - whole_x, block.right // coarse[0] - whole_x
    top, bottom = block.top // coarse[1] - whole_y - bool(part_y), block.bottom // coarse[1] - whole_y
    result = plane[top:bottom, left:right]
    if part_x:
        result = cv2.addWeighted(result, 1 - part_x, plane[top:bottom, left - 1 : right - 1], part_x, 0)
    if part_y:
        result = cv2.addWeighted(result[1:], 1 - part_y, result[:-1], part_y, 0)
    return result
