"""Warn of stories that are not equally loud: a viewer would reach for the volume from one to the next."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.spans import figure
from pipeline.errors import Code, Level

WIDEST = 3.0
"""LU between the softest and the loudest story (STANDARDS, quality control)."""

_SILENT = -60.0
"""LUFS under which a story is silent, which is told as silence."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.loudness is None or measured.plan is None:
        return
    heard = {name: value for name, value in measured.loudness.stories.items() if value > _SILENT}
    if len(heard) < 2:
        return
    softest, loudest = min(heard, key=lambda name: heard[name]), max(heard, key=lambda name: heard[name])
    apart = heard[loudest] - heard[softest]
    if apart > WIDEST:
        span = next((story.span for story in measured.plan.stories if story.name == softest), None)
        yield Spotted(
            message=f"{figure(apart)} LU entre le sujet le plus faible ({softest}, {figure(heard[softest])} LUFS) "
            f"et le plus fort ({loudest}, {figure(heard[loudest])} LUFS)",
            start_ms=measured.at(span.start) if span else None,
            end_ms=measured.at(span.end) if span else None,
        )


def _uneven(measured: Measured) -> Measured:
    if measured.loudness is None:
        raise ValueError("nothing is heard in this sample")
    stories = dict(measured.loudness.stories)
    stories[next(iter(stories))] -= 6.0
    return replace(measured, loudness=replace(measured.loudness, stories=stories))


LOUDNESS_STORIES = ControlRule(
    code=Code("niveaux-inegaux"),
    title="Niveau d'un sujet à l'autre",
    measures="le niveau de chaque sujet, mesuré sur le son décodé (ITU-R BS.1770)",
    limits=(Limit("écart entre deux sujets", WIDEST, "LU"),),
    source="règle de la maison, d'après les pratiques du contrôle qualité",
    level=Level.WARNING,
    advice="écoutez les deux sujets ; une voix enregistrée trop bas se règle avant le rendu",
    look=_look,
    broken=_uneven,
    of_plan=True,
)
