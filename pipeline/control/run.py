"""The control itself: every rule looks at what was measured; what it finds is told the worst first."""

from collections.abc import Iterable

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rule import ControlRule
from pipeline.control.rules import CONTROLS, OF_PIECES
from pipeline.control.rules.film_opens import FILM_OPENS
from pipeline.control.rules.film_whole import in_pieces
from pipeline.control.spans import figure
from pipeline.errors import Code
from pipeline.model.verdict import ControlVerdict, Fault, worst_first

_AROUND = 2_000
"""Milliseconds around a fault in which another one follows from it: a group of pictures, of which one is looked at."""

_UNKNOWN_TEXTS = "ni contraste ni zone sûre mesurés : sans le plan du film (report.json), rien ne dit où ils sont"
_OF_STEMS = "comparés piste à piste"
_OF_MIX = "comparés dans le mixage, le fond entre les mots : il n'y a pas de pistes (--stems)"
_UNSEEN_TEXTS = "ni contraste ni zone sûre mesurés : le plan du film n'en donne aucun"


def control(measured: Measured, profile: Profile) -> ControlVerdict:
    """Hold measures against every rule; of what is no film, nothing but that is said, and little of a part of one."""
    rules = OF_PIECES if in_pieces(measured) else CONTROLS
    if measured.unusable:
        rules = (FILM_OPENS,)
    faults = _causes(tuple(fault for rule in rules for fault in rule.faults(measured, profile)), rules)
    return ControlVerdict(
        film=measured.film,
        profile=profile.name,
        planned=measured.plan is not None,
        faults=worst_first(faults),
        rules=tuple(rule.code for rule in rules if measured.plan is not None or not rule.of_plan),
        use=profile.use,
        excerpt=measured.plan is not None and measured.plan.excerpt,
        blind=tuple(rule.code for rule in rules if measured.plan is None and rule.of_plan),
        figures=_figures(measured),
    )


def _causes(faults: tuple[Fault, ...], rules: Iterable[ControlRule]) -> tuple[Fault, ...]:
    """Return faults without those that follow from others at the same moment, as their rules say they do."""
    follows: dict[str, frozenset[Code]] = {rule.code: rule.follows for rule in rules}
    return tuple(
        fault for fault in faults if not any(one.code in follows[fault.code] and _meet(fault, one) for one in faults)
    )


def _meet(fault: Fault, cause: Fault) -> bool:
    """Tell whether a fault begins where another one lasts; one without a moment lasts throughout."""
    if cause.start_ms is None or fault.start_ms is None:
        return True
    end = cause.end_ms if cause.end_ms is not None else cause.start_ms
    return cause.start_ms - _AROUND <= fault.start_ms <= end + _AROUND


def _figures(measured: Measured) -> dict[str, str]:
    facts, loudness = measured.container.picture, measured.loudness
    told: dict[str, str] = {}
    if facts is not None:
        told["image"] = f"{facts.width} × {facts.height}, {figure(facts.rate, 2)} images par seconde"
        told["débit le plus haut"] = f"{facts.busiest:.0f} kbit/s"
        if not measured.texts:
            told["textes à l'image"] = _UNSEEN_TEXTS if measured.plan else _UNKNOWN_TEXTS
    if measured.plan is not None and measured.plan.voices:
        told["parole et fond"] = _OF_STEMS if measured.over_bed is not None else _OF_MIX
    page = measured.beside.page
    if page is not None and page.barriers.looked:
        told["accessibilité de la page"] = "examinée dans un navigateur"
    elif page is not None and page.barriers.unseen:
        told["accessibilité de la page"] = f"non examinée : {page.barriers.unseen}"
    if loudness is not None:
        told["niveau"] = f"{figure(loudness.integrated)} LUFS"
        told["plage"] = f"{figure(loudness.range)} LU"
        told["niveau court le plus haut"] = f"{figure(loudness.short_term)} LUFS"
        told["crête"] = f"{figure(loudness.true_peak)} dBTP"
    return told
