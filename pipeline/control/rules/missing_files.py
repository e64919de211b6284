"""Tell files that were delivered with a film and are gone, or cannot be read."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.errors import Code, Level


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.beside.other:
        yield Spotted(
            message=f"ce rapport est celui d'un autre film, {measured.beside.other} ; celui-ci est contrôlé sans plan",
            file="report.json",
        )
    for name in measured.beside.missing:
        yield Spotted(message="ce fichier livré avec le film n'est plus là", file=name)
    for name, reason in measured.beside.unreadable.items():
        if name not in measured.beside.missing:
            yield Spotted(message=f"ce fichier livré avec le film ne se lit pas : {reason}", file=name)


MISSING_FILES = ControlRule(
    code=Code("livraison-incomplete"),
    title="Tout ce qui va avec le film est là",
    measures="les fichiers que report.json dit livrés, et s'ils se lisent ; de quel film il parle",
    limits=(),
    source="règle de la maison",
    level=Level.WARNING,
    advice="copiez tout le dossier du film, ou rendez-le de nouveau",
    look=_look,
    broken=lambda measured: replace(measured, beside=replace(measured.beside, missing=("captions.srt",))),
)
