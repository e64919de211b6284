"""Refuse a published film in which people speak and nothing is captioned."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.errors import Code, Level


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    silent = measured.plan is not None and not measured.plan.voices
    written = any(file.cues for file in measured.beside.captions) or measured.container.of_kind("subtitle")
    if profile.published and not silent and not written:
        yield Spotted(message="ni piste de sous-titres dans le film, ni fichier de sous-titres à côté")


CAPTIONS_THERE = ControlRule(
    code=Code("sous-titres-absents"),
    title="Des sous-titres",
    measures="la piste de sous-titres du film, et les fichiers .vtt et .srt à côté",
    limits=(),
    source="RGAA 4.1, critère 4.3 ; loi du 11 février 2005, article 47",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou mettez à côté un fichier .vtt ou .srt qui porte son nom",
    look=_look,
    broken=lambda measured: replace(measured, beside=replace(measured.beside, captions=())),
)
