"""Refuse words that are said and not captioned."""

from collections.abc import Iterator

import numpy as np

from pipeline.control.measured import CaptionFile, Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_cues
from pipeline.control.spans import lasting_ms, stretches
from pipeline.control.speechlike import speech_like
from pipeline.control.words import foreign, readable, shown_in, spoken_in
from pipeline.errors import Code, Level
from pipeline.model.time import FRAME_RATE

LONGEST = 2.0
"""Seconds of planned speech without any caption: a pause between two sentences is shorter."""


HEARD = 5.0
"""Seconds of what sounds like speech without any caption, in a film whose plan is not known: a warning."""

_STEPS = 4
"""Steps of 10 ms a frame."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    for file in readable(measured):
        if file.cues and not foreign(measured, file):  # which another rule tells
            yield from _planned(measured, file) if measured.plan else _heard(measured, file)


def _planned(measured: Measured, file: CaptionFile) -> Iterator[Spotted]:
    spoken = spoken_in(measured)
    for span in stretches(spoken & ~shown_in(file, len(spoken)), int(LONGEST * FRAME_RATE)):
        start, end = measured.at(span.start), measured.at(span.end)
        yield Spotted(
            message=f"{lasting_ms(start, end)} de paroles sans sous-titre", start_ms=start, end_ms=end, file=file.name
        )


def _heard(measured: Measured, file: CaptionFile) -> Iterator[Spotted]:
    if measured.sound is None:
        return
    spoken = speech_like(measured.sound)
    shown = np.repeat(shown_in(file, len(spoken) // _STEPS + 1), _STEPS)[: len(spoken)]
    for span in stretches(spoken & ~shown, int(HEARD * FRAME_RATE * _STEPS), gap=FRAME_RATE.numerator):
        start, end = span.start * 10, span.end * 10
        yield Spotted(
            message=f"{lasting_ms(start, end)} de ce qui ressemble à des paroles, sans sous-titre",
            start_ms=start,
            end_ms=end,
            level=Level.WARNING,
            file=file.name,
        )


def _one_lost(measured: Measured) -> Measured:
    cues = measured.beside.captions[0].cues
    middle = int(np.ceil(len(cues) / 2))
    return with_cues(measured, (*cues[:middle], *cues[middle + 1 :]))


CAPTIONS_COMPLETE = ControlRule(
    code=Code("paroles-sans-sous-titre"),
    title="Tout ce qui est dit est sous-titré",
    measures="les sous-titres contre les paroles prévues ; plan inconnu, contre ce qui va et vient comme la parole",
    limits=(Limit("paroles sans sous-titre", LONGEST, "s"), Limit("la même, plan inconnu", HEARD, "s")),
    source="RGAA 4.1, critère 4.4 ; charte du sous-titrage de 2011",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou complétez le fichier de sous-titres",
    look=_look,
    broken=_one_lost,
)
