"""Tell chapters that video sites refuse: too few, too short, or none at the very beginning."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.samples import with_container
from pipeline.control.spans import lasting_ms
from pipeline.errors import Code, Level
from pipeline.french.wording import counted

FEWEST, SHORTEST = 3, 10.0
"""Chapters that a film needs at least, and seconds that each lasts at least: what video sites ask of a list."""


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    if not profile.published or measured.container.seconds < FEWEST * SHORTEST:
        return
    chapters = measured.container.chapters
    if not chapters:
        yield Spotted(message="aucun chapitre")
        return
    if any(after <= before for (before, *_), (after, *_) in pairwise(chapters)):
        yield Spotted(message="les chapitres ne sont pas dans l'ordre du temps, ou deux commencent ensemble")
        return
    if chapters[0][0] != 0:
        yield Spotted(message="le premier chapitre ne commence pas avec le film", start_ms=0, end_ms=chapters[0][0])
    if len(chapters) < FEWEST:
        yield Spotted(message=f"{counted(len(chapters), 'chapitre')} seulement, pour {FEWEST} au moins")
    for start, end, title in chapters:
        if end - start < SHORTEST * 1000:
            yield Spotted(
                message=f"le chapitre « {title} » ne dure que {lasting_ms(start, end)}", start_ms=start, end_ms=end
            )


CHAPTERS_FORM = ControlRule(
    code=Code("chapitres"),
    title="Des chapitres que les sites vidéo acceptent",
    measures="les chapitres que porte le fichier d'un film publié d'une demi-minute ou plus",
    limits=(Limit("chapitres, au moins", FEWEST, "chapitre"), Limit("durée d'un chapitre, au moins", SHORTEST, "s")),
    source="aide des sites vidéo : premier chapitre à 0:00, trois au moins, dix secondes chacun",
    level=Level.WARNING,
    advice="donnez un titre à chaque sujet, et réunissez les sujets trop courts",
    look=_look,
    broken=lambda measured: with_container(
        replace(measured, plan=None), chapters=((500, 16_000, "chapitre 0"), *measured.container.chapters[1:])
    ),
)
