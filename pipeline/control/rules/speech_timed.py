"""Refuse sound that is not where the plan has it: speech against the moments at which it was to begin."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from pipeline.control.lag import lag
from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.spans import figure
from pipeline.errors import Code, Level

MOST = 80
"""Milliseconds by which all of the speech may be early or late: two frames (STANDARDS, quality control)."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.sound is None or measured.plan is None:
        return
    found = lag(measured.sound, [measured.at(voice.span.start) for voice in measured.plan.voices])
    if found is not None and abs(found) > MOST:
        side = "en retard" if found > 0 else "en avance"
        yield Spotted(message=f"le son est {side} de {figure(abs(found) / 1000, 2)} s sur l'image prévue")


def _shifted(measured: Measured) -> Measured:
    if measured.sound is None:
        raise ValueError("nothing is heard in this sample")
    moved = {name: np.roll(getattr(measured.sound, name), 40, axis=0) for name in measured.sound.__slots__}
    cues = tuple(
        replace(
            file,
            cues=tuple(replace(cue, start_ms=cue.start_ms + 400, end_ms=cue.end_ms + 400) for cue in file.cues),
        )
        for file in measured.beside.captions
    )
    beside = replace(measured.beside, captions=cues)
    return replace(measured, sound=replace(measured.sound, **moved), beside=beside)


SPEECH_TIMED = ControlRule(
    code=Code("son-decale"),
    title="Le son avec l'image",
    measures="les montées de l'énergie de la voix contre les débuts de réplique du plan",
    limits=(Limit("décalage de l'ensemble", MOST, "ms"),),
    source="EBU R37 (de 40 ms d'avance à 60 ms de retard), arrondi à deux images",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou recalez le son",
    look=_look,
    broken=_shifted,
    of_plan=True,
)
