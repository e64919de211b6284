"""Warn of joins that show: a still picture that jumps where one stretch follows another, or motion that stops there."""

from collections.abc import Iterator

import numpy as np

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_picture
from pipeline.errors import Code, Level
from pipeline.french.wording import counted
from pipeline.model.time import Span
from pipeline.model.verdict import clock_said

JUMP = 1.0
"""Mean difference, in luma codes, by which a still picture may not jump at a key frame: an encoder's own stay under."""

CUT = 4.0
"""The same from which it is a cut or a new picture, and no pulse."""

STILL = 0.05
"""The same under which a picture stands still before and after."""

MOVING = 0.3
"""The same over which a picture moves: each of the frames around the join."""

AROUND = 6
"""Frames looked at before and after a join."""

STOPPED = 2
"""Frames, from the join on, in which what moves before and after stands still."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.picture is None or measured.container.picture is None:
        return
    change = measured.picture.change
    joins = measured.plan.joins if measured.plan else measured.container.picture.keys
    inside = [join for join in joins if AROUND <= join < len(change) - AROUND - STOPPED]
    pulses = [join for join in inside if _jumps(measured, join)]
    stops = [join for join in inside if _stops(measured, join)]
    for found, told in (
        (pulses, "l'image, immobile, saute à un raccord"),
        (stops, "le mouvement s'arrête un instant à un raccord"),
    ):
        if found:
            times = ", ".join(dict.fromkeys(clock_said(measured.at(join)) for join in found[:10]))
            yield Spotted(
                message=f"{told} : {counted(len(found), 'fois', 'fois')}, à {times}",
                start_ms=measured.at(found[0]),
                end_ms=measured.at(found[0] + 1),
            )


def _jumps(measured: Measured, join: int) -> bool:
    change = measured.picture.change if measured.picture else np.zeros(0, np.float32)
    around = np.concatenate((change[join - AROUND : join], change[join + 1 : join + AROUND]))
    if measured.plan and not any(span.start < join < span.end for span in measured.plan.holds):
        return False
    return bool(JUMP < change[join] < CUT and around.max() < STILL)


def _stops(measured: Measured, join: int) -> bool:
    change = measured.picture.change if measured.picture else np.zeros(0, np.float32)
    before, after = change[join - AROUND : join], change[join + STOPPED : join + STOPPED + AROUND]
    stopped = change[join : join + STOPPED]
    return bool(min(before.min(), after.min()) > MOVING and stopped.max() < STILL)


JOIN_PULSES = ControlRule(
    code=Code("raccords"),
    title="Raccords invisibles",
    measures="la différence d'une image à la suivante, là où un morceau suit l'autre",
    limits=(
        Limit("saut d'une image immobile", JUMP, "codes de luminance"),
        Limit("arrêt d'un mouvement", STOPPED, "images"),
    ),
    source="règle de la maison, réglée sur les cinq journaux",
    level=Level.WARNING,
    advice="regardez ce raccord image par image ; videz le cache et rendez le film de nouveau s'il se voit",
    look=_look,
    broken=lambda measured: with_picture(measured, Span(500, 502), change=0.0, changed=0.0),
)
