"""Refuse flashes that may bring on a fit: more than three in a second, over more than a quarter of the picture."""

from collections.abc import Iterator

import numpy as np

from pipeline.control.measured import Measured, OneEach
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_picture
from pipeline.control.seeing import DARKER, STEP_LUMINANCE
from pipeline.control.spans import stretches
from pipeline.errors import Code, Level
from pipeline.model.time import Span

AREA = 0.25
"""Part of the picture that must flash at once (ITU-R BT.1702-3, WCAG 2.3.1)."""

MOST = 3
"""Flashes in any second; a flash is a pair of opposite transitions (ITU-R BT.1702-3, WCAG 2.3.1)."""

TOGETHER = 3
"""Frames over which a transition may spread, as a short fade does."""


def flashing(up: OneEach, down: OneEach, rate: float) -> Iterator[Span]:
    """Yield the stretches in which there are more than three flashes a second; parts of the picture, one a frame."""
    ways = np.zeros(len(up), np.int8)
    ways[_spread(up) > AREA] = 1
    fallen = _spread(down)
    ways[(fallen > AREA) & ((ways == 0) | (fallen > _spread(up)))] = -1
    moments: list[int] = []
    last = 0
    for frame in np.flatnonzero(ways).tolist():
        if ways[frame] != last:
            moments.append(frame)
            last = int(ways[frame])
    second = round(rate)
    wrong = np.zeros(len(up), bool)
    for rank in range(len(moments) - 2 * MOST):
        if moments[rank + 2 * MOST] - moments[rank] < second:
            wrong[moments[rank] : moments[rank + 2 * MOST] + 1] = True
    yield from stretches(wrong, gap=second)


def _spread(part: OneEach) -> OneEach:
    summed: OneEach = np.convolve(part, np.ones(TOGETHER, np.float32))[: len(part)].astype(np.float32)
    return summed


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.picture is None:
        return
    for span in flashing(measured.picture.up, measured.picture.down, measured.rate):
        yield Spotted(
            message="plus de trois flashs par seconde sur plus d'un quart de l'image",
            start_ms=measured.at(span.start),
            end_ms=measured.at(span.end),
        )


def _flashed(measured: Measured) -> Measured:
    for frame in range(500, 540, 4):
        measured = with_picture(measured, Span(frame, frame + 1), up=0.9, change=60.0, changed=0.9)
        measured = with_picture(measured, Span(frame + 2, frame + 3), down=0.9, change=60.0, changed=0.9)
    return measured


FLASHES = ControlRule(
    code=Code("flashs"),
    title="Flashs",
    measures="la luminance de l'image (écran de 200 cd/m², BT.1886), point par point, d'une image à l'autre",
    limits=(
        Limit("flashs par seconde", MOST, "flashs"),
        Limit("part de l'image", AREA * 100, "%"),
        Limit("écart de luminance", STEP_LUMINANCE, "cd/m²"),
        Limit("côté sombre sous", DARKER, "cd/m²"),
    ),
    source="ITU-R BT.1702-3, WCAG 2.3.1",
    level=Level.ERROR,
    advice="ralentissez ou adoucissez ce passage : il peut provoquer une crise d'épilepsie",
    look=_look,
    broken=_flashed,
)
