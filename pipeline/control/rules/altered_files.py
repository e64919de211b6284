"""Refuse what is no longer what was delivered, by its SHA-256 in the report."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.errors import Code, Level


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    for name in measured.beside.altered:
        file = "" if name == measured.film else name
        yield Spotted(message="ce fichier a été changé depuis sa livraison", file=file)


ALTERED_FILES = ControlRule(
    code=Code("fichier-change"),
    title="Rien n'a changé depuis la livraison",
    measures="l'empreinte SHA-256 du film et de chaque fichier livré avec lui, contre report.json",
    limits=(),
    source="règle de la maison",
    level=Level.ERROR,
    advice="gardez votre version sous un autre nom, et rendez le film de nouveau",
    look=_look,
    broken=lambda measured: replace(measured, beside=replace(measured.beside, altered=(measured.film,))),
)
