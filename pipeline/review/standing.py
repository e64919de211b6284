"""Where the texts of a film stand and how they are drawn, for whoever looks for them in the finished film."""

from collections.abc import Iterator

from pipeline.draw.raster import rgba_of
from pipeline.model.film_plan import PlannedText
from pipeline.model.picture import GRIDS, Format, TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.review.sighting import SeenText, TextViewer, moments, settled
from pipeline.review.viewing import View, smaller

_INK = 96
"""Alpha from which a pixel is ink."""

_DRAWN = 540
"""Short side in pixels of the drawings that are measured."""

_OPAQUE = 0.99
"""A text that is let through is not of its own colour, and is not looked for."""


def standing_texts(timeline: Timeline, by: View) -> tuple[PlannedText, ...]:
    """Return the texts that are held, in the fewest frames of each shot in which all are seen.

    Beside an interpreter the programme is seen smaller, and nothing is told.
    """
    if timeline.signing is not None:
        return ()
    fmt = smaller(by.fmt, _DRAWN)
    viewer = TextViewer(fmt, by.layers, lambda asset: by.library.read(asset.path), by.house.safe)
    return tuple(text for shot in timeline.shots for text in _of_shot(shot, viewer, fmt))


def _of_shot(shot: TimedShot, viewer: TextViewer, fmt: Format) -> Iterator[PlannedText]:
    first, begun = shot.offset or shot.transition_frames, shot.span.start - shot.offset
    told: set[TextSpec] = set()
    for frame in moments(shot):
        for text in viewer.texts(shot, frame):
            colour = rgba_of(text.spec.colour)
            if text.spec in told or text.moves or not colour[3] or text.opacity < _OPAQUE:
                continue
            told.add(text.spec)
            start, end = settled(text.layer)
            yield PlannedText(
                text=" ".join(text.spec.text.split()),
                span=Span(begun + max(start, first), begun + min(end + 1, shot.offset + shot.span.length)),
                at=begun + frame,
                box=_parts(text, GRIDS[fmt.shape]),
                size=round(text.ink.size / fmt.scale, 1),
                colour=colour[:3],
                share=round(float((text.ink.letters.rgba[..., 3] >= _INK).mean()), 3),
            )


def _parts(text: SeenText, grid: tuple[int, int]) -> tuple[float, float, float, float]:
    """Return the box of the letters (left, top, right, bottom) in parts of the picture."""
    left, top, right, bottom = text.letters
    return left / grid[0], top / grid[1], right / grid[0], bottom / grid[1]
