"""Refuse a published film in which people speak and nothing is captioned."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.errors import Code, Level

_NOTHING = "ni piste de sous-titres dans le film, ni fichier de sous-titres à côté"


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    silent = measured.plan is not None and not measured.plan.voices
    written = any(file.cues or file.problem for file in measured.beside.captions)
    if profile.published and not silent and not written:
        empty = bool(measured.beside.captions)
        unseen = " ; s'ils sont dans l'image, rien ne le dit" if measured.plan is None else ""
        yield Spotted(
            message=f"{'la piste ou le fichier de sous-titres est vide' if empty else _NOTHING}{unseen}",
        )


CAPTIONS_THERE = ControlRule(
    code=Code("sous-titres-absents"),
    title="Des sous-titres",
    measures="les pistes de sous-titres du film, et les fichiers de sous-titres à côté",
    limits=(),
    source="RGAA 4.1, critère 4.3 ; loi du 11 février 2005, article 47",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou mettez à côté un fichier .vtt ou .srt qui porte son nom",
    look=_look,
    broken=lambda measured: replace(measured, beside=replace(measured.beside, captions=())),
)
