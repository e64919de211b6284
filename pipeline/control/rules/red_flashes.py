"""Refuse flashes of saturated red, which are the most dangerous."""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.rules.flashes import AREA, MOST, flashing
from pipeline.control.samples import with_picture
from pipeline.control.seeing import SATURATED, STEP_RED
from pipeline.errors import Code, Level
from pipeline.model.time import Span


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.picture is None:
        return
    for span in flashing(measured.picture.red_up, measured.picture.red_down, measured.rate):
        yield Spotted(
            message="plus de trois flashs de rouge saturé par seconde sur plus d'un quart de l'image",
            start_ms=measured.at(span.start),
            end_ms=measured.at(span.end),
        )


def _flashed(measured: Measured) -> Measured:
    for frame in range(500, 540, 4):
        measured = with_picture(measured, Span(frame, frame + 1), red_up=0.6)
        measured = with_picture(measured, Span(frame + 2, frame + 3), red_down=0.6)
    return measured


RED_FLASHES = ControlRule(
    code=Code("flashs-rouges"),
    title="Flashs de rouge saturé",
    measures="le rouge saturé de l'image, point par point, d'une image à l'autre",
    limits=(
        Limit("flashs par seconde", MOST, "flashs"),
        Limit("part de l'image", AREA * 100, "%"),
        Limit("saturation R/(R+G+B)", SATURATED, ""),
        Limit("écart de (R−G−B) × 320", STEP_RED, ""),
    ),
    source="WCAG 2.1, 2.3.1 (« red flash »), ITU-R BT.1702-3",
    level=Level.ERROR,
    advice="ôtez ce rouge, ou faites-le durer : il peut provoquer une crise d'épilepsie",
    look=_look,
    broken=_flashed,
)
