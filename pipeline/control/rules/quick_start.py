"""Refuse a film for the web that must be downloaded whole before it plays."""

from collections.abc import Iterator

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.control.samples import with_container
from pipeline.errors import Code, Level


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    if profile.quick_start and measured.container.form in {"mp4", "mov"} and not measured.container.quick_start:
        yield Spotted(message="l'index du film est à la fin du fichier : il faut tout recevoir avant la première image")


QUICK_START = ControlRule(
    code=Code("depart-rapide"),
    title="Lecture avant la fin du téléchargement",
    measures="l'ordre des boîtes du fichier (moov avant mdat)",
    limits=(),
    source="pratique du web (« faststart »)",
    level=Level.ERROR,
    advice="rendez le film de nouveau, ou réécrivez-le avec « faststart »",
    look=_look,
    broken=lambda measured: with_container(measured, quick_start=False),
)
