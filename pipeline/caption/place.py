"""Where a cue stands so that it never hides a text of the picture.

Source: the French charter of 2011 (never hide on-screen text). The usual place is the bottom of the
picture; a cue climbs above the ticker, above the lower-third, or to the top, when text stands there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.caption.values import Cue, frame
from pipeline.model.part import Role
from pipeline.model.picture import GRIDS, Box, Shape, TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline

_SIDES = 500
"""Grid pixels on either side of the middle that a cue may take."""

_LINE_PERCENT = 7
"""A line of a cue in percent of the picture's shorter side: players set 5 % and lead it."""

_USUAL_BOTTOM = 98
_RAISED_BOTTOMS = (87, 71)
_TOP = 13


def placed(timeline: Timeline, cues: Iterable[Cue], shape: Shape = "horizontal") -> tuple[Cue, ...]:
    """Return the cues, each with the shot it begins in, and moved off the texts that are on screen while it is."""
    return tuple(_placed(timeline.shots, _in_shot(timeline.shots, cue), GRIDS[shape]) for cue in cues)


def _in_shot(shots: Iterable[TimedShot], cue: Cue) -> Cue:
    at = frame(cue.start_ms)
    return replace(cue, shot=next((shot.id for shot in shots if shot.span.start <= at < shot.span.end), ""))


def _placed(shots: tuple[TimedShot, ...], cue: Cue, grid: tuple[int, int]) -> Cue:
    taken = list(_texts(shots, Span(frame(cue.start_ms), frame(cue.end_ms)), grid[1]))
    tall = round(_LINE_PERCENT * len(cue.lines) * min(grid) / grid[1])
    if not _hides(_USUAL_BOTTOM - tall, tall, taken, grid):
        return cue
    for top in (*(bottom - tall for bottom in _RAISED_BOTTOMS), _TOP):
        if not _hides(top, tall, taken, grid):
            return replace(cue, top=top)
    return cue


def _texts(shots: tuple[TimedShot, ...], during: Span, height: int) -> Iterator[Box]:
    for shot in shots:
        if not shot.span.overlaps(during):
            continue
        for layer in shot.layers:
            alive = layer.span.shifted(shot.span.start)
            if not isinstance(layer.spec, TextSpec) or not alive.overlaps(during) or layer.role is Role.CAPTION:
                continue
            x, y, width, tall = layer.spec.box
            yield (x, 0, width, height) if layer.motion.roll else (x, y, width, tall)


def _hides(top: int, tall: int, boxes: Iterable[Box], grid: tuple[int, int]) -> bool:
    upper, lower = top * grid[1] / 100, (top + tall) * grid[1] / 100
    left, right = grid[0] / 2 - _SIDES, grid[0] / 2 + _SIDES
    return any(x < right and x + width > left and y < lower and y + height > upper for x, y, width, height in boxes)
