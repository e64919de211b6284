"""Where the timeline is cut into chunks: the unit of reuse and of parallel work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot

LONGEST = 200
"""Frames in a chunk at most (8 s): short enough to share out evenly, long enough for the encoder to settle.

What rests beyond them goes with them, since it costs next to nothing.
"""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span encoded on its own; `id` names it from one render to the next, `shot` is the shot it shows."""

    id: str
    shot: str
    item: str
    span: Span
    transition: bool


Until = Callable[[int], int]
"""Gives the first frame after another one in which anything may change; the end of its shot at most."""


def cut_for(shots: Sequence[TimedShot], grid: int, until: Until) -> tuple[Chunk, ...]:
    """Cut the timeline every `grid` frames, for encoders whose groups of pictures must be alike; by shots when it is 0.

    A chunk of the grid is named after the shot it begins in and the frame at which it does; a last one of less than a
    quarter goes with the one before, since no encoder holds its rate in a few frames.
    """
    if not grid:
        return cut(shots, until)
    end = shots[-1].span.end if shots else 0
    chunks: list[Chunk] = []
    index = 0
    for start in range(0, max(end - grid // 4 + 1, min(end, 1)), grid):
        while shots[index].span.end <= start:
            index += 1
        shot = shots[index]
        span = Span(start, end if end - start - grid < grid // 4 else start + grid)
        chunks.append(Chunk(f"{shot.id}/{start}", shot.id, shot.item, span, transition=False))
    return tuple(chunks)


def cut(shots: Sequence[TimedShot], until: Until) -> tuple[Chunk, ...]:
    """Cut every shot into its transition, which is a chunk of its own, and pieces of about eight seconds.

    Pieces are counted from the shot's start, so that a longer take leaves the first ones as they were. None ends while
    the picture rests: two encoders do not show the same still picture alike.
    """
    chunks: list[Chunk] = []
    for shot in shots:
        start = shot.span.start
        blending = shot.transition_frames - shot.offset
        if blending > 0:
            end = min(start + blending, shot.span.end)
            chunks.append(Chunk(f"{shot.id}/transition", shot.id, shot.item, Span(start, end), transition=True))
            start = end
        part = 1
        while start < shot.span.end:
            end = _piece(start, shot.span.end, until)
            chunks.append(Chunk(f"{shot.id}/{part}", shot.id, shot.item, Span(start, end), transition=False))
            start = end
            part += 1
    return tuple(chunks)


def _piece(start: int, end: int, until: Until) -> int:
    """Return where a piece ends: where the picture last changes before it is too long, else where it next does."""
    longest = start + LONGEST
    if longest >= end:
        return end
    last, following = start, until(start)
    while following < longest:
        last, following = following, until(following)
    return last if last - start >= LONGEST // 2 and following > longest else min(following, end)
