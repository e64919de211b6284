"""Where cues stand: in one place for a whole shot, clear of a player's controls, over no text that is read.

Source: the French charter of 2011 (never hide on-screen text). The first line of every cue of a shot has the same
place, so that the eye finds it without searching.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.caption.drawn import LINE_PERCENT, breadth
from pipeline.caption.obstacles import Extent, Obstacle, estimated, obstacles, shared
from pipeline.caption.reading import FOOT, MOST_LINES, calm
from pipeline.caption.values import Cue, frame, milliseconds
from pipeline.model.picture import GRIDS, Box, Shape
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline

_RISES = (0, 16, 23, 30)
"""Percent of the height that cues climb: above a lower-third, above a title; when that is not enough, any."""

_TOP = 5
"""Percent of the height above which no cue stands."""

_SIDE = 5
"""Percent of the width that stays free beside a cue that stands on one side."""

_ASIDE = 25
"""Percent of the height that a cue rather climbs than stand on one side of the picture."""


@dataclass(frozen=True, slots=True)
class CuePlace:
    """Where the cues of a shot stand, in percent: their upper edge, and how far from the left and how wide."""

    top: int
    across: tuple[int, int] | None = None

    def box(self, cue: Cue, grid: tuple[int, int]) -> Box:
        """Return what a cue covers here, in pixels of the grid."""
        short, (left, wide) = min(grid), self.across or (0, 100)
        width = min(grid[0] * wide / 100, breadth(cue.lines) * short / 100)
        middle = (left + wide / 2) * grid[0] / 100
        return middle - width / 2, self.top * grid[1] / 100, width, LINE_PERCENT * len(cue.lines) * short / 100


@dataclass(frozen=True, slots=True)
class _Picture:
    """What is shown while some cues are on: the grid, and the texts that nothing may hide."""

    grid: tuple[int, int]
    texts: tuple[Obstacle, ...]

    def hidden(self, cue: Cue, place: CuePlace) -> float:
        """Return the area of texts that a cue hides while it is on, in pixels of the grid."""
        box = place.box(cue, self.grid)
        return sum(shared(box, text.box) for text in self.during(cue))

    def during(self, cue: Cue) -> Iterator[Obstacle]:
        """Yield the texts that are seen while a cue is on."""
        span = Span(frame(cue.start_ms), frame(cue.end_ms))
        return (text for text in self.texts if text.span.overlaps(span))

    def under(self, cue: Cue) -> Iterator[Obstacle]:
        """Yield the texts that a placed cue hides."""
        box = CuePlace(cue.top or 0, cue.across).box(cue, self.grid)
        return (text for text in self.during(cue) if shared(box, text.box))


def placed(
    timeline: Timeline, cues: Iterable[Cue], shape: Shape = "horizontal", extent: Extent = estimated
) -> tuple[Cue, ...]:
    """Return the cues in order, each with the shot it is seen in and the place of all cues of that shot.

    A cue that would hide a text of the next shot goes with its own shot, when it can be read by then.
    """
    picture = _Picture(_grid(timeline, shape), tuple(obstacles(timeline.shots, extent)))
    told: dict[str, list[Cue]] = {}
    for cue in cues:
        shot = _shot(timeline.shots, cue)
        told.setdefault(shot.id if shot else "", []).append(replace(cue, shot=shot.id if shot else ""))
    made = (cue for together in told.values() for cue in _together(timeline.shots, together, picture))
    return tuple(sorted(made, key=lambda cue: cue.start_ms))


def hiding(
    timeline: Timeline, cues: Iterable[Cue], shape: Shape = "horizontal", extent: Extent = estimated
) -> Iterator[tuple[Cue, str]]:
    """Yield the cues that hide a text where they stand, each with the first one."""
    picture = _Picture(_grid(timeline, shape), tuple(obstacles(timeline.shots, extent)))
    for cue in cues:
        text = next(picture.under(cue), None) if cue.top is not None else None
        if text is not None:
            yield cue, text.text


def _grid(timeline: Timeline, shape: Shape) -> tuple[int, int]:
    """Return the grid on which a programme is laid out, which may be wider than its shape's beside an interpreter."""
    return timeline.signing.grid if timeline.signing else GRIDS[shape]


def _shot(shots: Iterable[TimedShot], cue: Cue) -> TimedShot | None:
    """Return the shot in which most of a cue is seen."""
    during = Span(frame(cue.start_ms), frame(cue.end_ms))
    seen = (shot for shot in shots if shot.span.overlaps(during))
    return max(seen, key=lambda shot: shot.span.clipped(during).length, default=None)


def _together(shots: Sequence[TimedShot], cues: Sequence[Cue], picture: _Picture) -> Iterator[Cue]:
    """Yield the cues of one shot, in their place; one that hides a text there alone has a place of its own."""
    shot = _shot(shots, cues[0])
    brief = [_within(cue, shot.span) if shot else cue for cue in cues]
    place = _best(brief, _near(picture, brief))
    for cue, short in zip(cues, brief, strict=True):
        kept = cue if picture.hidden(cue, place) <= picture.hidden(short, place) else short
        own = _best([short], _near(picture, [short])) if picture.hidden(kept, place) else place
        if own != place and picture.hidden(short, own) < picture.hidden(kept, place):
            yield replace(short, top=own.top, across=own.across)
        else:
            yield replace(kept, top=place.top, across=place.across)


def _near(picture: _Picture, cues: Sequence[Cue]) -> _Picture:
    """Return a picture with the texts alone that are seen while some cues are on."""
    during = Span(frame(min(cue.start_ms for cue in cues)), frame(max(cue.end_ms for cue in cues)))
    return replace(picture, texts=tuple(text for text in picture.texts if text.span.overlaps(during)))


def _within(cue: Cue, shot: Span) -> Cue:
    """Return a cue that comes and goes with a shot, or as near to its cuts as it can be read."""
    during, needed = Span(frame(cue.start_ms), frame(cue.end_ms)), calm(cue.characters)
    start = max(during.start, min(shot.start, during.end - needed))
    end = min(during.end, max(shot.end, start + needed))
    return replace(cue, start_ms=milliseconds(start), end_ms=milliseconds(end))


def _best(cues: Sequence[Cue], picture: _Picture) -> CuePlace:
    """Return the first place in which some cues hide no text; else that in which the fewest do, and least of it."""
    best: tuple[tuple[int, float], CuePlace] | None = None
    for place in _places(cues, picture.grid):
        areas = [area for cue in cues if (area := picture.hidden(cue, place))]
        hidden = len(areas), sum(areas)
        if not areas:
            return place
        if best is None or hidden < best[0]:
            best = hidden, place
    return best[1] if best else CuePlace(_TOP)


def _places(cues: Sequence[Cue], grid: tuple[int, int]) -> list[CuePlace]:
    """Return where some cues may stand, the best first: low in the middle, higher, beside what stands there."""
    usual: int = 100 - FOOT - math.ceil(LINE_PERCENT * MOST_LINES * min(grid) / grid[1])
    tops = tuple(dict.fromkeys((*(usual - rise for rise in _RISES), *range(usual, _TOP - 1, -1))))
    found = [CuePlace(top) for top in tops if top >= _TOP]
    wide = math.ceil(max(breadth(cue.lines) for cue in cues) * min(grid) / grid[0])
    if wide <= 100 - 2 * _SIDE:
        sides = (_SIDE, 100 - _SIDE - wide)
        found += [CuePlace(top, (left, wide)) for top in range(usual, _TOP - 1, -1) for left in sides]
    chosen = {place.top for place in found[: len(_RISES)]}
    return sorted(found, key=lambda place: (_ASIDE if place.across else 0) + _climb(place, usual, chosen))


def _climb(place: CuePlace, usual: int, chosen: set[int]) -> int:
    """Return how far a place is from the usual one; those between which cues climb come before their neighbours."""
    rise = usual - place.top
    return rise if place.top in chosen else rise + _RISES[1]
