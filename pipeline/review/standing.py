"""Where the texts of a film stand and how they are drawn, for whoever looks for them in the finished film."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace

from pipeline.draw import DRAW_VERSION
from pipeline.draw.raster import rgba_of
from pipeline.model.film_plan import PlannedText
from pipeline.model.keys import key_of
from pipeline.model.picture import GRIDS, Format, TextSpec
from pipeline.model.time import Span
from pipeline.model.timeline import TimedShot, Timeline
from pipeline.review.sighting import SeenText, TextViewer, moments, settled
from pipeline.review.viewing import View, smaller

TEXTS = "textes"
_VERSION = 1
"""Raised when the texts of the same shot would be told otherwise."""

_INK = 96
"""Alpha from which a pixel is ink."""

_DRAWN = 540
"""Short side in pixels of the drawings that are measured."""

_OPAQUE = 0.99
"""A text that is let through is not of its own colour, and is not looked for."""


def standing_texts(timeline: Timeline, by: View, *, reuse: bool = True) -> tuple[PlannedText, ...]:
    """Return the texts that are held, in the fewest frames of each shot in which all are seen.

    Those of a shot are kept under all that it shows, wherever it stands. Beside an interpreter the programme is seen
    smaller, and nothing is told.
    """
    if timeline.signing is not None:
        return ()
    fmt = smaller(by.fmt, _DRAWN)
    viewer = TextViewer(fmt, by.layers, lambda asset: by.library.read(asset.path), by.house.safe)
    keys = [_key(shot, fmt) for shot in timeline.shots]
    found: list[PlannedText] = []
    for shot, key in zip(timeline.shots, keys, strict=True):
        known = by.store.read(TEXTS, key, _texts_in) if reuse else None
        if known is None:
            told = json.dumps([asdict(text) for text in _of_shot(shot, viewer, fmt)], ensure_ascii=False).encode()
            by.store.keep(TEXTS, key, told)
            known = _texts_in(told)
        begun = shot.span.start - shot.offset
        found += [replace(text, span=text.span.shifted(begun), at=begun + text.at) for text in known]
    return tuple(found)


def _key(shot: TimedShot, fmt: Format) -> str:
    """Return the key of the texts of a shot: all that it shows, and for how long."""
    lasting = shot.span.length, shot.offset, shot.transition_frames
    return key_of("textes", shot.layers, lasting, fmt, DRAW_VERSION, _VERSION)


def _texts_in(content: bytes) -> tuple[PlannedText, ...]:
    return tuple(
        PlannedText(
            text=str(told["text"]),
            span=Span(**told["span"]),
            at=int(told["at"]),
            box=(told["box"][0], told["box"][1], told["box"][2], told["box"][3]),
            size=float(told["size"]),
            colour=(told["colour"][0], told["colour"][1], told["colour"][2]),
            share=float(told["share"]),
        )
        for told in json.loads(content)
    )


def _of_shot(shot: TimedShot, viewer: TextViewer, fmt: Format) -> Iterator[PlannedText]:
    """Yield the texts of a shot, on its own clock."""
    first = shot.offset or shot.transition_frames
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
                span=Span(max(start, first), min(end + 1, shot.offset + shot.span.length)),
                at=frame,
                box=_parts(text, GRIDS[fmt.shape]),
                size=round(text.ink.size / fmt.scale, 1),
                colour=colour[:3],
                share=round(float((text.ink.letters.rgba[..., 3] >= _INK).mean()), 3),
            )


def _parts(text: SeenText, grid: tuple[int, int]) -> tuple[float, float, float, float]:
    """Return the box of the letters (left, top, right, bottom) in parts of the picture."""
    left, top, right, bottom = text.letters
    return left / grid[0], top / grid[1], right / grid[0], bottom / grid[1]
