"""Refuse a film of ours that no machine can tell for what it is."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Spotted
from pipeline.control.rules.film_whole import FILM_WHOLE
from pipeline.errors import Code, Level


def _look(measured: Measured, profile: Profile) -> Iterator[Spotted]:
    promised = measured.promised
    cut = any(FILM_WHOLE.look(measured, profile))  # its end is lost, and the marks with it
    if promised is None or promised.without or cut:
        return
    if measured.marks is None or not measured.marks.marked:
        yield Spotted(message="le film ne dit nulle part, pour une machine, d'où viennent ses images et ses voix")


MARKS_BORNE = ControlRule(
    code=Code("marques-absentes"),
    title="Le film dit d'où il vient",
    measures="le type de source numérique (IPTC) du XMP et du manifeste C2PA",
    limits=(),
    source="règlement européen sur l'intelligence artificielle, article 50 ; vocabulaire IPTC",
    level=Level.ERROR,
    advice="rendez le film de nouveau ; s'il ne doit pas porter de marques, dites pourquoi dans jt.yaml (« marques »)",
    look=_look,
    broken=lambda measured: replace(measured, marks=replace(measured.marks, xmp=None) if measured.marks else None),
)
