"""Refuse captions that lie over one another in time."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_cues
from pipeline.control.words import readable
from pipeline.errors import Code, Level
from pipeline.french.wording import counted

OVERLAP = 0
"""Milliseconds that two captions may share."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    for file in readable(measured):
        ordered = sorted(file.cues, key=lambda cue: cue.start_ms)
        both = [(first, second) for first, second in pairwise(ordered) if first.end_ms - second.start_ms > OVERLAP]
        if both:
            first, second = both[0]
            yield Spotted(
                message=f"{counted(len(both), 'sous-titre')} sur un autre",
                start_ms=second.start_ms,
                end_ms=first.end_ms,
                file=file.name,
            )


def _over(measured: Measured) -> Measured:
    cues = measured.beside.captions[0].cues
    middle = (cues[0].start_ms + cues[0].end_ms) // 2
    return with_cues(measured, (cues[0], replace(cues[0], start_ms=middle, lines=("Oui.",)), *cues[1:]))


CAPTIONS_OVERLAP = ControlRule(
    code=Code("sous-titres-superposes"),
    title="Un sous-titre à la fois",
    measures="le début et la fin de chaque sous-titre",
    limits=(Limit("temps commun à deux sous-titres", OVERLAP, "ms"),),
    source="charte du sous-titrage de 2011 : deux lignes au plus",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou corrigez ces temps",
    look=_look,
    broken=_over,
)
