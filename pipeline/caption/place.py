"""Where cues stand: at one height for a whole shot, clear of a player's controls, over no text that is read.

Source: the French charter of 2011 (never hide on-screen text). The first line of every cue of a shot has the same
place, so that the eye finds it without searching. A text that rolls over the whole picture (closing credits) is read
on its way: no height avoids it, and it is not counted.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.caption.reading import MOST_LINES, calm
from pipeline.caption.values import Cue, frame, milliseconds
from pipeline.model.part import Role
from pipeline.model.picture import GRIDS, Box, Shape, StagedLayer, TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline

_LINE_PERCENT = 6.5
"""A line of a cue in percent of the picture's shorter side: players set 5 % and lead it."""

_CONTROLS = 12
"""Percent of the picture's height, from the bottom, that a player's controls may hide while they show: house choice.

That is 43 pixels of a picture 360 pixels high, a bar of buttons as browsers draw it.
"""

_LETTER_PERCENT = 2.6
"""A character of a cue, and its margins, in percent of the picture's shorter side: players set 5 %."""

_RISES = (0, 16, 23, 30)
"""Percent of the height that cues climb: above a lower-third, above a title; when that is not enough, any."""

_TOP = 5
"""Percent of the height above which no cue stands."""

_WIDE = 0.58
"""Width of a character, in sizes of its font, taken so that no text is thought narrower than it is."""


def placed(timeline: Timeline, cues: Iterable[Cue], shape: Shape = "horizontal") -> tuple[Cue, ...]:
    """Return the cues in order, each with the shot it is seen in and the height of all cues of that shot.

    A cue that would hide a text of the next shot goes with its own shot, when it can be read by then.
    """
    grid = GRIDS[shape]
    told: dict[str, list[Cue]] = {}
    for cue in cues:
        shot = _shot(timeline.shots, cue)
        told.setdefault(shot.id if shot else "", []).append(replace(cue, shot=shot.id if shot else ""))
    made = (cue for together in told.values() for cue in _together(timeline.shots, together, grid))
    return tuple(sorted(made, key=lambda cue: cue.start_ms))


def _shot(shots: Iterable[TimedShot], cue: Cue) -> TimedShot | None:
    """Return the shot in which most of a cue is seen."""
    during = Span(frame(cue.start_ms), frame(cue.end_ms))
    seen = (shot for shot in shots if shot.span.overlaps(during))
    return max(seen, key=lambda shot: shot.span.clipped(during).length, default=None)


def _together(shots: Sequence[TimedShot], cues: Sequence[Cue], grid: tuple[int, int]) -> Iterator[Cue]:
    """Yield the cues of one shot, at their height."""
    shot = _shot(shots, cues[0])
    brief = [_within(cue, shot.span) if shot else cue for cue in cues]
    tall = math.ceil(_LINE_PERCENT * MOST_LINES * min(grid) / grid[1])
    top = _top(shots, brief, tall, grid)
    for cue, short in zip(cues, brief, strict=True):
        kept = cue if _hides(shots, cue, (top, tall), grid) <= _hides(shots, short, (top, tall), grid) else short
        yield replace(kept, top=top)


def _within(cue: Cue, shot: Span) -> Cue:
    """Return a cue that comes and goes with a shot, unless it could not be read."""
    during = Span(frame(cue.start_ms), frame(cue.end_ms)).clipped(shot)
    if during.length < calm(cue.characters):
        return cue
    return replace(cue, start_ms=milliseconds(during.start), end_ms=milliseconds(during.end))


def _top(shots: Sequence[TimedShot], cues: Sequence[Cue], tall: int, grid: tuple[int, int]) -> int:
    """Return the upper edge at which some cues hide no text, in percent; where all do, that which hides least."""
    usual: int = 100 - _CONTROLS - tall
    tops = dict.fromkeys((*(usual - rise for rise in _RISES), *range(usual, _TOP - 1, -1)))
    hidden: dict[int, float] = {
        top: sum(_hides(shots, cue, (top, tall), grid) for cue in cues) for top in tops if top >= _TOP
    }
    least_hidden = min(hidden.values())
    return next(top for top, area in hidden.items() if area == least_hidden)


def _hides(shots: Sequence[TimedShot], cue: Cue, band: tuple[int, int], grid: tuple[int, int]) -> float:
    """Return the area of texts that a cue hides while it is on, in pixels of the grid."""
    during, half = Span(frame(cue.start_ms), frame(cue.end_ms)), _half(cue, grid)
    return sum(_hidden(band, half, box, grid) for box in _texts(shots, during))


def _half(cue: Cue, grid: tuple[int, int]) -> float:
    """Return how far a cue reaches on either side of the middle, in pixels of the grid."""
    return min(grid[0] / 2, _LETTER_PERCENT * min(grid) / 100 * (max(map(len, cue.lines)) / 2 + 1))


def _texts(shots: Iterable[TimedShot], during: Span) -> Iterator[Box]:
    """Yield where the texts stand that are on screen for some time."""
    for shot in shots:
        if not shot.span.overlaps(during):
            continue
        for layer in shot.layers:
            if layer.span.shifted(shot.span.start).overlaps(during) and not layer.motion.roll:
                yield from _box(layer)


def _box(layer: StagedLayer) -> Iterator[Box]:
    """Yield where a text really stands in the box it may take, with its plate."""
    spec = layer.spec
    if not isinstance(spec, TextSpec) or layer.role is Role.CAPTION or not spec.text.strip():
        return
    x, y, width, height = spec.box
    if layer.motion.scroll:
        yield spec.box
        return
    (wide, tall), over, under = _size(spec), 0.0, 0.0
    if spec.group is not None:
        over, under = (
            sum(_size(other)[1] + apart for other, apart in side) for side in (spec.group.above, spec.group.below)
        )
    spare = max(0.0, height - over - tall - under)
    left = 0.0 if "gauche" in spec.anchor else width - wide if "droite" in spec.anchor else (width - wide) / 2
    above = 0.0 if "haut" in spec.anchor else spare if "bas" in spec.anchor else spare / 2
    around, beneath = spec.plate.padding if spec.plate else (0.0, 0.0)
    yield (x + left - around, y + above + over - beneath, wide + 2 * around, tall + 2 * beneath)


def _size(spec: TextSpec) -> tuple[float, float]:
    """Return how wide and tall a text is at most, in pixels of the grid."""
    along = [len(line) * spec.size * _WIDE for line in spec.text.split("\n")]
    lines = min(spec.lines, sum(max(1, math.ceil(line / spec.box[2])) for line in along))
    return min(spec.box[2], max(along)), lines * spec.size * spec.leading


def _hidden(band: tuple[int, int], half: float, box: Box, grid: tuple[int, int]) -> float:
    """Return the area of a text that a cue would hide, in pixels of the grid."""
    top, tall = band
    upper, lower = top * grid[1] / 100, (top + tall) * grid[1] / 100
    x, y, width, height = box
    across = min(grid[0] / 2 + half, x + width) - max(grid[0] / 2 - half, x)
    down = min(lower, y + height) - max(upper, y)
    return max(0.0, across) * max(0.0, down)
