"""Refuse a film whose signature does not hold, or that has lost the one it had."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.control.rules.film_whole import FILM_WHOLE
from pipeline.control.samples import sample_manifest
from pipeline.errors import Code, Level
from pipeline.model.found_marks import SealState


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    cut = any(FILM_WHOLE.look(measured, profile))
    if cut or measured.film in measured.beside.altered:  # which other rules tell, and which break any signature
        return
    found = measured.marks.manifest if measured.marks else None
    if found is not None and found.state is SealState.BROKEN:
        yield Spotted(message="la signature du film est rompue : il n'est plus ce qui a été signé")
    elif found is None and measured.promised is not None and measured.promised.signed:
        yield Spotted(message="le film a perdu la signature que dit son rapport")


def _broken(measured: Measured) -> Measured:
    if measured.marks is None:
        raise ValueError("this sample bears no marks")
    manifest = replace(sample_manifest(), state=SealState.BROKEN)
    return replace(measured, marks=replace(measured.marks, manifest=manifest))


SEAL_WHOLE = ControlRule(
    code=Code("signature-rompue"),
    title="La signature tient",
    measures="le manifeste C2PA, contre les empreintes de tout le fichier",
    limits=(),
    source="C2PA 2.2, 15 (validation)",
    level=Level.ERROR,
    advice="reprenez le fichier livré, ou rendez le film de nouveau",
    look=_look,
    broken=_broken,
)
