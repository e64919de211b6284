"""Where the layers of a scene go in a format for which its designer said nothing: pictures above, words below."""

from collections.abc import Iterable
from typing import Any

from pipeline.model.layers import GRID_HEIGHT, GRID_WIDTH, PanelLayer, RingsLayer, TextLayer
from pipeline.model.picture import Box

_HEADER = 0.12
_PICTURES = 0.46
"""Parts of the safe area: what the bug and the marks take, and where pictures end and words begin."""


def stacked(layers: Iterable[Any], safe: Box, grid: tuple[int, int]) -> tuple[Any, ...]:
    """Return the layers of a 16:9 scene in another grid: full frames stay full, the others are stacked.

    Words take the width of the safe area and keep their order from top to bottom; they may shrink to their style's
    smallest size. It is legible, not designed.
    """
    every = tuple(layers)
    x, y, width, height = safe
    words = _around(_placed(layer) for layer in every if isinstance(layer, TextLayer))
    shown = _around(
        _placed(layer)
        for layer in every
        if not isinstance(layer, TextLayer | RingsLayer | PanelLayer) and _aside(layer)
    )
    split = _PICTURES if shown else _HEADER
    below = (x, y + split * height, width, (1 - split) * height)
    above = (x, y + _HEADER * height, width, (_PICTURES - _HEADER) * height)
    return tuple(_moved(layer=layer, shown=shown, above=above, words=words, below=below, grid=grid) for layer in every)


def _moved(layer: Any, shown: Box | None, above: Box, words: Box | None, below: Box, grid: tuple[int, int]) -> Any:
    if isinstance(layer, TextLayer) and words is not None:
        down = below[3] / words[3]
        box = (below[0], below[1] + (layer.box[1] - words[1]) * down, below[2], layer.box[3] * down)
        return layer.model_copy(update={"box": box, "lines": layer.lines + 2})
    full = (0.0, 0.0, float(grid[0]), float(grid[1]))
    if isinstance(layer, RingsLayer):
        middle = (above[0] + above[2] / 2, above[1] + above[3] / 2)
        return layer.model_copy(update={"centre": middle, "grown": layer.grown * grid[0] / GRID_WIDTH})
    if not hasattr(layer, "box"):
        return layer
    if not _aside(layer):
        return layer.model_copy(update={"box": full})
    source = shown or _placed(layer)
    share = min(above[2] / source[2], above[3] / source[3])
    left = above[0] + (above[2] - source[2] * share) / 2
    x, y, width, height = layer.box
    box = (left + (x - source[0]) * share, above[1] + (y - source[1]) * share, width * share, height * share)
    return layer.model_copy(update={"box": box})


def _aside(layer: Any) -> bool:
    """Tell whether a layer has a place of its own in the frame."""
    return hasattr(layer, "box") and layer.box[2:] != (GRID_WIDTH, GRID_HEIGHT)


def _placed(layer: Any) -> Box:
    """Return the box of a layer with all its copies."""
    x, y, width, height = layer.box
    if layer.repeat is None:
        return (x, y, width, height)
    last = layer.repeat.most - 1
    return (x, y, width + layer.repeat.step[0] * last, height + layer.repeat.step[1] * last)


def _around(boxes: Iterable[Box]) -> Box | None:
    every = tuple(boxes)
    if not every:
        return None
    left, top = min(box[0] for box in every), min(box[1] for box in every)
    return (left, top, max(box[0] + box[2] for box in every) - left, max(box[1] + box[3] for box in every) - top)
