"""Which track each layer of a shot goes to, so that every one can be moved or replaced and the sum stays the picture.

A layer has the track of what it is for; where it lies over one of a higher track, at the same time and place, it goes
up with it: seen from below to above, the tracks are painted in the order of the film.
"""

from collections.abc import Sequence
from enum import IntEnum

from pipeline.model.part import Role
from pipeline.model.picture import GRIDS, Box, FootageSpec, GroundSpec, KeyedSpec, Move, Shape, StagedLayer, TextSpec


class Tier(IntEnum):
    """The tracks of a picture, the lowest first."""

    PICTURE = 0
    TITLES = 1
    THIRDS = 2
    TICKER = 3
    MARKS = 4
    CAPTIONS = 5


_BY_ROLE = {
    Role.LOWER_THIRD: Tier.THIRDS,
    Role.PLACE: Tier.THIRDS,
    Role.TICKER: Tier.TICKER,
    Role.MARK: Tier.MARKS,
    Role.CAPTION: Tier.CAPTIONS,
}


def tiers(layers: Sequence[StagedLayer], shape: Shape) -> tuple[Tier, ...]:
    """Return the track of each layer of a shot, given in paint order."""
    found: list[Tier] = []
    floor = Tier.PICTURE
    for layer in layers:
        wanted = _BY_ROLE.get(layer.role)
        if wanted is None:
            wanted = Tier.TITLES if isinstance(layer.spec, TextSpec) else floor
        under = (
            tier for below, tier in zip(layers, found, strict=False) if tier > wanted and _meet(below, layer, shape)
        )
        found.append(max((wanted, *under)))
        if fills(layer, shape) and isinstance(layer.spec, FootageSpec) and not isinstance(layer.spec, KeyedSpec):
            floor = Tier.TITLES  # what lies over a film is not to be burned into it
    return tuple(found)


def fills(layer: StagedLayer, shape: Shape) -> bool:
    """Tell whether a layer covers the whole frame and keeps still over it."""
    box = getattr(layer.spec, "box", None)
    whole = box is None or (
        box[0] <= 0 >= box[1] and box[0] + box[2] >= GRIDS[shape][0] and box[1] + box[3] >= GRIDS[shape][1]
    )
    motion = layer.motion
    return whole and layer.opacity == 1 and motion.still and motion.enter is None is motion.leave


def _meet(one: StagedLayer, other: StagedLayer, shape: Shape) -> bool:
    """Tell whether two layers may show in the same pixels of the same frame."""
    if not one.span.overlaps(other.span):
        return False
    here, there = _reach(one, shape), _reach(other, shape)
    return (
        here[0] < there[0] + there[2]
        and there[0] < here[0] + here[2]
        and here[1] < there[1] + there[3]
        and there[1] < here[1] + here[3]
    )


def _reach(layer: StagedLayer, shape: Shape) -> Box:
    """Return the box of the grid in which a layer may show, with all that its motion brings."""
    width, height = GRIDS[shape]
    if isinstance(layer.spec, GroundSpec):
        return (0.0, 0.0, float(width), float(height))
    spec, motion = layer.spec, layer.motion
    across = down = 0.0
    if isinstance(spec, TextSpec) and spec.plate is not None:
        across, down = spec.plate.padding[0] + spec.plate.bar_width, spec.plate.padding[1]
    for move in (motion.enter, motion.leave):
        across, down = across + _sideways(move, "gauche", "droite"), down + _sideways(move, "haut", "bas")
    across, down = across + abs(motion.drift[0]), down + abs(motion.drift[1]) + motion.bob
    grown = max(0.0, *motion.zoom) - 1 if motion.zoom != (1.0, 1.0) else 0.0
    if motion.turn or grown > 0:
        longest = max(spec.box[2:]) * (1 + max(0.0, grown))
        across, down = across + longest / 2, down + longest / 2
    if motion.scroll:
        across += width
    if motion.roll:
        down += height + motion.roll
    left, top, wide, high = spec.box
    return (left - across, top - down, wide + 2 * across, high + 2 * down)


def _sideways(move: Move | None, *ways: str) -> float:
    """Return how far a move comes from one of these sides, in grid pixels."""
    return move.distance if move is not None and move.direction in ways else 0.0
