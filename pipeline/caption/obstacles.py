"""What captions must not hide: the texts of the picture, where each stands and when, and the bands they stand on.

A text that rolls over the whole picture (closing credits) is read on its way: no place avoids it, and it is left out.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.model.part import Role
from pipeline.model.picture import ArtSpec, Box, StagedLayer, TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot

Extent = Callable[[TextSpec], Box]
"""Tells where a text stands, with its plate, in pixels of the grid."""

_WIDE = 0.58
"""Width of a character, in sizes of its font, taken so that no text is thought narrower than it is."""


_UNREAD = 4
"""Part of its coming in, one in so many, for which a text is no more than a shade: two or three frames of twelve."""

_APART = 2.0
"""Pixels of the grid that stay free between a caption and a text."""


_BAND = 216
"""Height in pixels of the grid up to which a panel behind a text is its band or its plate: a fifth of the short side.

A higher one is a card: it leaves room beside its texts.
"""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A text of the picture: the frames of the programme in which it is seen, its box with its band, its words."""

    span: Span
    box: Box
    text: str


def obstacles(shots: Iterable[TimedShot], extent: Extent) -> Iterator[Obstacle]:
    """Yield the texts of some shots that captions must not hide, each from when there is something of it to read."""
    for shot in shots:
        for layer in shot.layers:
            enter = layer.motion.enter
            start = layer.span.start + (enter.delay + enter.frames // _UNREAD if enter else 0)
            own = Span(min(start, layer.span.end), layer.span.end)
            seen = own.shifted(shot.span.start - shot.offset).clipped(shot.span)
            if seen.length > 0 and (box := _box(layer, extent)):
                yield Obstacle(seen, _banded(layer, box, shot.layers), _text(layer))


def _text(layer: StagedLayer) -> str:
    return " ".join(layer.spec.text.split()) if isinstance(layer.spec, TextSpec) else ""


def _box(layer: StagedLayer, extent: Extent) -> Box | None:
    """Return where a text stands that is read: one that scrolls, all along its way."""
    if layer.role is Role.CAPTION or layer.motion.roll or not _text(layer) or not isinstance(layer.spec, TextSpec):
        return None
    return layer.clip or layer.spec.box if layer.motion.scroll else extent(layer.spec)


def _banded(text: StagedLayer, box: Box, layers: Iterable[StagedLayer]) -> Box:
    """Return the box of a text with the bands and plates of its scene that it stands on, which lie under it."""
    whole = box
    for layer in itertools.takewhile(lambda each: each is not text, layers):
        if not layer.panel or layer.scene != text.scene or not layer.span.overlaps(text.span):
            continue
        if isinstance(layer.spec, ArtSpec) and layer.spec.box[3] <= _BAND and _stands_on(box, layer.spec.box):
            whole = _around(whole, layer.spec.box)
    return whole


def _stands_on(box: Box, panel: Box) -> bool:
    """Tell whether the middle of a text is on a panel, of which it may pass the ends: one that scrolls always does."""
    middle, left, right = box[1] + box[3] / 2, max(box[0], panel[0]), min(box[0] + box[2], panel[0] + panel[2])
    return panel[1] <= middle <= panel[1] + panel[3] and right - left >= min(box[2], panel[2]) / 2


def _around(one: Box, other: Box) -> Box:
    x, y = min(one[0], other[0]), min(one[1], other[1])
    return x, y, max(one[0] + one[2], other[0] + other[2]) - x, max(one[1] + one[3], other[1] + other[3]) - y


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
