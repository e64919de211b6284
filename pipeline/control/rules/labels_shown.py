"""Refuse a film with synthetic voices that does not say so from its first picture on, and at each chapter."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.errors import Code, Level

LATEST = 2.0
"""Seconds after the beginning of the film, or of a chapter, by which the label is there (house rule)."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    promised, plan = measured.promised, measured.plan
    if promised is None or plan is None or promised.without or not promised.voices:
        return
    places = {0.0: "le film", **{part.span.start / measured.rate: f"« {part.name} »" for part in plan.chapters}}
    if plan.excerpt:  # what it begins amid was labelled before
        del places[0.0]
    for at, name in sorted(places.items()):
        if not any(start <= at + LATEST and end > at for start, end in promised.labels):
            yield Spotted(
                message=f"{name} commence sans que rien n'annonce à l'écran les voix de synthèse",
                start_ms=round(at * 1000),
            )


def _unlabelled(measured: Measured) -> Measured:
    if measured.promised is None:
        raise ValueError("nothing is promised of this sample")
    return replace(measured, promised=replace(measured.promised, labels=measured.promised.labels[:-1]))


LABELS_SHOWN = ControlRule(
    code=Code("etiquette-absente"),
    title="Les voix de synthèse sont annoncées",
    measures="les étiquettes à l'écran, du plan, contre le début du film et de chaque chapitre",
    limits=(Limit("après le début", LATEST, "s"),),
    source="règlement européen sur l'intelligence artificielle, article 50 ; code de bonnes pratiques de 2026",
    level=Level.ERROR,
    advice="rendez le film de nouveau ; s'il ne doit pas porter de marques, dites pourquoi dans jt.yaml (« marques »)",
    look=_look,
    broken=_unlabelled,
    of_plan=True,
)
