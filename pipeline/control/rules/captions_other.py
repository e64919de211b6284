"""Refuse captions that are those of another film."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_cues
from pipeline.control.words import AFTER, KEPT, LEAST, foreign, readable
from pipeline.errors import Code, Level


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    for file in readable(measured):
        if why := foreign(measured, file):
            yield Spotted(message=why, file=file.name)


def _others(measured: Measured) -> Measured:
    cues = measured.beside.captions[0].cues
    late = tuple(replace(cue, start_ms=cue.start_ms + 4_000, end_ms=cue.end_ms + 4_000) for cue in cues)
    return with_cues(measured, (*late[:-1], replace(late[-1], start_ms=90_000, end_ms=94_000)))


CAPTIONS_OTHER = ControlRule(
    code=Code("sous-titres-d-un-autre"),
    title="Les sous-titres sont ceux du film",
    measures="la fin des sous-titres, leur part commune avec les paroles prévues, leurs mots contre ceux de la page",
    limits=(
        Limit("paroles sous-titrées, au moins", LEAST * 100, "%"),
        Limit("mots de la page, au moins", KEPT * 100, "%"),
        Limit("après la fin du film", AFTER, "s"),
    ),
    source="règle de la maison",
    level=Level.ERROR,
    advice="mettez à côté du film ses propres sous-titres, ou rendez-le de nouveau",
    look=_look,
    broken=_others,
)
