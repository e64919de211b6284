"""Refuse words that are said and not captioned."""

from collections.abc import Iterator

import numpy as np

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_cues
from pipeline.control.spans import lasting_ms, stretches
from pipeline.control.words import foreign, readable, shown_in, spoken_in
from pipeline.errors import Code, Level
from pipeline.model.time import FRAME_RATE

LONGEST = 2.0
"""Seconds of planned speech without any caption: a pause between two sentences is shorter."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    spoken = spoken_in(measured)
    for file in readable(measured):
        if not file.cues or foreign(measured, file):  # which another rule tells
            continue
        alone = spoken & ~shown_in(file, len(spoken))
        for span in stretches(alone, int(LONGEST * FRAME_RATE)):
            start, end = measured.at(span.start), measured.at(span.end)
            yield Spotted(
                message=f"{lasting_ms(start, end)} de paroles sans sous-titre",
                start_ms=start,
                end_ms=end,
                file=file.name,
            )


def _one_lost(measured: Measured) -> Measured:
    cues = measured.beside.captions[0].cues
    middle = int(np.ceil(len(cues) / 2))
    return with_cues(measured, (*cues[:middle], *cues[middle + 1 :]))


CAPTIONS_COMPLETE = ControlRule(
    code=Code("paroles-sans-sous-titre"),
    title="Tout ce qui est dit est sous-titré",
    measures="les sous-titres, image par image, contre les paroles prévues",
    limits=(Limit("paroles sans sous-titre", LONGEST, "s"),),
    source="RGAA 4.1, critère 4.4 ; charte du sous-titrage de 2011",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou complétez le fichier de sous-titres",
    look=_look,
    broken=_one_lost,
    of_plan=True,
)
