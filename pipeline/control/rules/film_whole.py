"""Refuse a film that was cut short or damaged: frames or sound that do not decode, frames that are not there."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from pipeline.control.measured import Measured, PictureSeries
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.errors import Code, Level
from pipeline.french.wording import counted

LOST = 0
"""Frames that may be missing: none."""


def in_pieces(measured: Measured) -> bool:
    """Tell whether more than a second of a film is missing: what else is measured of it then says nothing."""
    seen = measured.picture
    return seen is not None and _wanted(measured) - len(seen) > measured.rate


def _wanted(measured: Measured) -> int:
    facts, plan = measured.container.picture, measured.plan
    return max(plan.length if plan else 0, facts.frames if facts else 0, facts.announced if facts else 0)


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    facts, seen = measured.container.picture, measured.picture
    if facts is None or seen is None:
        return
    wanted = _wanted(measured)
    if wanted - len(seen) > LOST:
        lost = counted(wanted - len(seen), "image")
        first = measured.picture_lost[0] * 1000 if measured.picture_lost else measured.at(len(seen))
        yield Spotted(
            message=f"il manque {lost} sur {wanted} : le fichier est coupé ou abîmé",
            start_ms=round(first),
            end_ms=measured.at(wanted),
        )
    elif measured.container.cut_short:
        yield Spotted(message="le fichier finit avant sa fin : il est coupé ou abîmé")
    elif measured.picture_lost or measured.sound_lost:
        for name, places in (
            ("l'image ne se décode pas en entier", measured.picture_lost),
            ("le son ne se décode pas", measured.sound_lost),
        ):
            if places:
                yield Spotted(
                    message=f"{name} à {counted(len(places), 'endroit')} : le fichier est abîmé",
                    start_ms=round(places[0] * 1000),
                    end_ms=round(places[-1] * 1000),
                )
    elif measured.plan and len(seen) > measured.plan.length:
        yield Spotted(
            message=f"le film a {counted(len(seen) - measured.plan.length, 'image')} de plus que prévu",
            start_ms=measured.at(measured.plan.length),
        )


def _cut(measured: Measured) -> Measured:
    if measured.picture is None:
        raise ValueError("nothing is seen in this sample")
    rows = {name: getattr(measured.picture, name)[:-10] for name in measured.picture.__slots__}
    picture = PictureSeries(**{name: np.asarray(row) for name, row in rows.items()})
    return replace(measured, picture=picture)


FILM_WHOLE = ControlRule(
    code=Code("film-coupe"),
    title="Rien ne manque",
    measures="le nombre d'images décodées, contre ce qu'annoncent le fichier et le plan ; le son, décodé en entier",
    limits=(Limit("images manquantes", LOST, "image"),),
    source="règle de la maison",
    level=Level.ERROR,
    advice="copiez ou rendez le film de nouveau",
    look=_look,
    broken=_cut,
    strict=True,
)
