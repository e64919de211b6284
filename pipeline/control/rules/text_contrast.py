"""Tell texts that do not stand out from what is around them in the decoded picture."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.control.measured import DecodedText, Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule, Limit, Spotted
from pipeline.control.rules.black import BLACK
from pipeline.control.rules.flashes import FLASHES
from pipeline.control.rules.freeze import FREEZE
from pipeline.control.rules.red_flashes import RED_FLASHES
from pipeline.control.spans import figure
from pipeline.errors import Code, Level
from pipeline.french.wording import counted, quoted
from pipeline.model.contrast import ENOUGH, ENOUGH_WHEN_LARGE, LARGE

LEFT, LOST = 0.9, 0.5
"""Shares of the contrast asked for: warned of under the first (coding costs some), refused under the second."""


def asked_of(text: DecodedText) -> float:
    """Return the contrast that a text of this size must have."""
    return ENOUGH_WHEN_LARGE if text.planned.size >= LARGE else ENOUGH


def _look(measured: Measured, _profile: Profile) -> Iterator[Spotted]:
    if measured.plan and measured.picture is not None and len(measured.picture) < measured.plan.length:
        return  # a frame that is missing moves all that follow: the texts are not where the plan says
    weak: dict[str, list[DecodedText]] = {}
    for text in measured.texts:
        if text.contrast < LEFT * asked_of(text):
            weak.setdefault(text.planned.text, []).append(text)
    for said, times in weak.items():
        worst = min(times, key=lambda text: text.contrast)
        more = f" ({counted(len(times), 'fois', 'fois')})" if len(times) > 1 else ""
        yield Spotted(
            message=f"{quoted(said)} se lit mal, contraste {figure(worst.contrast)} "
            f"pour {figure(asked_of(worst))}{more}",
            start_ms=measured.at(worst.frame),
            end_ms=measured.at(worst.planned.span.end),
            level=Level.ERROR if worst.contrast < LOST * asked_of(worst) else Level.WARNING,
        )


def _faint(measured: Measured) -> Measured:
    return replace(measured, texts=(replace(measured.texts[0], contrast=2.1), *measured.texts[1:]))


TEXT_CONTRAST = ControlRule(
    code=Code("texte-pale"),
    title="Les textes se détachent de l'image",
    measures="chaque texte tenu du plan, dans une image décodée : ses lettres contre ce qui les entoure",
    limits=(
        Limit("contraste", ENOUGH, "pour 1"),
        Limit("contraste d'un grand texte", ENOUGH_WHEN_LARGE, "pour 1"),
        Limit("grand texte, à partir de", LARGE, "pixels sur 1080 lignes"),
        Limit("averti sous, pour ce qu'enlève le codage", LEFT * 100, "% du contraste"),
        Limit("refusé sous", LOST * 100, "% du contraste"),
    ),
    source="WCAG 2.2, 1.4.3, et RGAA 4.1, critère 3.2, sur les pixels du film fini",
    level=Level.ERROR,
    advice="posez ce texte sur une plaque, changez sa couleur, ou choisissez une image plus calme",
    look=_look,
    broken=_faint,
    of_plan=True,
    follows=frozenset({BLACK.code, FREEZE.code, FLASHES.code, RED_FLASHES.code}),
)
