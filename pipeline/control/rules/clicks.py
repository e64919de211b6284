"""Tell clicks and holes: a jump between samples that no sound makes, or a moment cut out of a sound."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.spans import stretches, without
from pipeline.errors import Code, Level
from pipeline.french.wording import counted
from pipeline.model.time import Span
from pipeline.model.verdict import clock_said

CREST = 9.0
"""How many times the second differences around it, root mean square over 10 ms, a jump must be.

Measured on newscasts, where speech, music and stings stay under 6; a jump of two samples is at 12 once AAC has smeared
it, and a pure tone of full scale at 2.
"""

AUDIBLE = 0.1
"""Second difference, full scale 1, under which a jump is masked by ordinary sound."""

FALL, FLOOR = 40.0, -75.0
"""dB by which the sound falls into a hole, and dBFS under which it is one: nothing recorded or mixed is that quiet."""

LONGEST_HOLE = 50
"""Steps of 10 ms after which a hole is a silence, told as such."""

_AROUND = 5
_DAMAGED = 8
"""Steps around sound that did not decode in which what clicks is that: a packet of AAC, and those that it overlaps."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.sound is None or len(measured.sound) <= 2 * _AROUND:
        return
    sound = measured.sound
    lost = [Span(round(at * 100), round(at * 100) + 1) for at in measured.sound_lost]  # told as damage
    sharp = (sound.jerk > AUDIBLE) & (sound.jerk > CREST * np.maximum(sound.rough, 1e-6))
    sharp = without(sharp, lost, _DAMAGED)
    yield from _told(np.flatnonzero(sharp).tolist(), "claquement")
    level = 10 * np.log10(np.maximum(sound.power, 1e-12))
    holes = [
        span.start
        for span in stretches(without(level < FLOOR, lost, _DAMAGED))
        if span.length <= LONGEST_HOLE
        and span.start > 0
        and span.end < len(level)
        and min(level[span.start - 1], level[span.end]) > FLOOR + FALL
    ]
    yield from _told(holes, "trou")


def _told(steps: list[int], kind: str) -> Iterator[Spotted]:
    """Yield one remark for all of a kind, at the first of them."""
    apart = [step for rank, step in enumerate(steps) if rank == 0 or step - steps[rank - 1] > _AROUND]
    if apart:
        others = ", ".join(dict.fromkeys(clock_said(step * 10) for step in apart[:10]))
        yield Spotted(
            message=f"{counted(len(apart), kind)} dans le son : {others}",
            start_ms=apart[0] * 10,
            end_ms=apart[0] * 10 + 10,
        )


def _clicked(measured: Measured) -> Measured:
    if measured.sound is None:
        raise ValueError("nothing is heard in this sample")
    jerk = measured.sound.jerk.copy()
    jerk[3000] = 1.2
    return replace(measured, sound=replace(measured.sound, jerk=jerk))


CLICKS = ControlRule(
    code=Code("claquements"),
    title="Claquements et trous dans le son",
    measures="les sauts d'un échantillon à l'autre et les coupures, par centième de seconde",
    limits=(
        Limit("saut, contre ce qui l'entoure", CREST, "fois"),
        Limit("chute", FALL, "dB"),
        Limit("trou sous", FLOOR, "dBFS"),
    ),
    source="règle de la maison, réglée sur les cinq journaux",
    level=Level.ERROR,
    advice="écoutez ce passage ; remplacez le son qui claque, ou rendez le film de nouveau",
    look=_look,
    broken=_clicked,
)
