"""What captions must not hide: the texts of the picture, where each stands and when.

A text that rolls over the whole picture (closing credits) is read on its way: no place avoids it, and it is left out.
"""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.model.part import Role
from pipeline.model.picture import Box, StagedLayer, TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot

Extent = Callable[[TextSpec], Box]
"""Tells where a text stands, with its plate, in pixels of the grid."""

_WIDE = 0.58
"""Width of a character, in sizes of its font, taken so that no text is thought narrower than it is."""


_APART = 2.0
"""Pixels of the grid that stay free between a caption and a text."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A text of the picture: the frames of the programme in which it is seen, its box, its words."""

    span: Span
    box: Box
    text: str


def obstacles(shots: Iterable[TimedShot], extent: Extent) -> Iterator[Obstacle]:
    """Yield the texts of some shots that captions must not hide, each from when it begins to come in."""
    for shot in shots:
        for layer in shot.layers:
            start = layer.span.start + (layer.motion.enter.delay if layer.motion.enter else 0)
            own = Span(min(start, layer.span.end), layer.span.end)
            seen = own.shifted(shot.span.start - shot.offset).clipped(shot.span)
            if seen.length > 0 and (box := _box(layer, extent)):
                yield Obstacle(seen, box, _text(layer))


def _text(layer: StagedLayer) -> str:
    return " ".join(layer.spec.text.split()) if isinstance(layer.spec, TextSpec) else ""


def _box(layer: StagedLayer, extent: Extent) -> Box | None:
    """Return where a text stands that is read: one that scrolls, all along its way."""
    if layer.role is Role.CAPTION or layer.motion.roll or not _text(layer) or not isinstance(layer.spec, TextSpec):
        return None
    return layer.clip or layer.spec.box if layer.motion.scroll else extent(layer.spec)


def shared(one: Box, other: Box) -> float:
    """Return the area that two boxes share, as if they stood a little nearer, in pixels of the grid."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0]) + _APART
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1]) + _APART
    return across * down if across > 0 and down > 0 else 0.0


def estimated(spec: TextSpec) -> Box:
    """Return where a text stands at most, by the number of its characters: for whoever has no font to measure it."""
    x, y, width, height = spec.box
    (wide, tall), over, under = _size(spec), 0.0, 0.0
    if spec.group is not None:
        over, under = (
            sum(_size(other)[1] + apart for other, apart in side) for side in (spec.group.above, spec.group.below)
        )
    spare = max(0.0, height - over - tall - under)
    left = 0.0 if "gauche" in spec.anchor else width - wide if "droite" in spec.anchor else (width - wide) / 2
    above = 0.0 if "haut" in spec.anchor else spare if "bas" in spec.anchor else spare / 2
    around, beneath = spec.plate.padding if spec.plate else (0.0, 0.0)
    return x + left - around, y + above + over - beneath, wide + 2 * around, tall + 2 * beneath


def _size(spec: TextSpec) -> tuple[float, float]:
    """Return how wide and tall a text is at most, in pixels of the grid."""
    along = [len(line) * spec.size * _WIDE for line in spec.text.split("\n")]
    lines = min(spec.lines, sum(max(1, math.ceil(line / spec.box[2])) for line in along))
    return min(spec.box[2], max(along)), lines * spec.size * spec.leading
