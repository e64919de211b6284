"""Warn of texts that stand where screens and players may cut or cover the picture."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.spans import figure
from pipeline.errors import Code, Level
from pipeline.french.wording import quoted

MARGIN = 0.05
"""Share of the picture's width, and of its height, that no text enters on either side (EBU R95: 90 % are safe)."""

ROUNDING = 0.005
"""Share by which soft edges of letters and whole pixels may pass it."""


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    told: set[str] = set()
    for text in measured.texts:
        left, top, right, bottom = text.planned.box
        out = max(MARGIN - left, MARGIN - top, right - (1 - MARGIN), bottom - (1 - MARGIN))
        if out > ROUNDING and text.planned.text not in told:
            told.add(text.planned.text)
            yield Spotted(
                message=f"{quoted(text.planned.text)} sort de la zone sûre, de {figure(out * 100)} % de l'image",
                start_ms=measured.at(text.frame),
                end_ms=measured.at(text.planned.span.end),
            )


def _outside(measured: Measured) -> Measured:
    moved = replace(measured.texts[0], planned=replace(measured.texts[0].planned, box=(0.01, 0.8, 0.4, 0.86)))
    return replace(measured, texts=(moved, *measured.texts[1:]))


TEXT_SAFE = ControlRule(
    code=Code("texte-hors-zone"),
    title="Les textes dans la zone sûre",
    measures="la place de chaque texte tenu du plan, là où l'image décodée le montre",
    limits=(Limit("marge de chaque côté", MARGIN * 100, "%"), Limit("arrondi", ROUNDING * 100, "%")),
    source="EBU R95 (90 % de l'image pour les textes)",
    level=Level.WARNING,
    advice="déplacez sa boîte dans la scène, ou changez « surete » de l'habillage",
    look=_look,
    broken=_outside,
    of_plan=True,
)
