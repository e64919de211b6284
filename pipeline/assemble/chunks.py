"""Where the timeline is cut into chunks: the unit of reuse and of parallel work."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot

LONGEST = 200
"""Frames in a chunk at most (8 s): short enough to share out evenly, long enough for the encoder to settle."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A span encoded on its own; `id` names it from one render to the next, `shot` is the shot it shows."""

    id: str
    shot: str
    item: str
    span: Span
    transition: bool


def cut(shots: Sequence[TimedShot]) -> tuple[Chunk, ...]:
    """Cut every shot into its transition, which is a chunk of its own, and pieces of at most eight seconds.

    Pieces are counted from the shot's start, so that a longer take leaves the first ones as they were.
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
            end = min(start + LONGEST, shot.span.end)
            chunks.append(Chunk(f"{shot.id}/{part}", shot.id, shot.item, Span(start, end), transition=False))
            start = end
            part += 1
    return tuple(chunks)
