"""The control itself: every rule looks at what was measured; what it finds is told the worst first."""

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.control.rules import CONTROLS, OF_PIECES
from pipeline.control.rules.black import BLACK
from pipeline.control.rules.film_opens import FILM_OPENS
from pipeline.control.rules.film_whole import FILM_WHOLE, in_pieces
from pipeline.control.rules.flashes import FLASHES
from pipeline.control.rules.freeze import FREEZE
from pipeline.control.rules.red_flashes import RED_FLASHES
from pipeline.control.rules.text_contrast import TEXT_CONTRAST
from pipeline.control.spans import figure
from pipeline.model.verdict import ControlVerdict, Fault, worst_first

_PICTURE_LOST = frozenset({BLACK.code, FREEZE.code, FLASHES.code, RED_FLASHES.code, FILM_WHOLE.code})
_AROUND = 2_000
"""Milliseconds around a fault of the picture in which a text is sampled from it."""

_UNKNOWN_TEXTS = "ni contraste ni zone sûre mesurés : sans le plan du film (report.json), rien ne dit où ils sont"
_UNSEEN_TEXTS = "ni contraste ni zone sûre mesurés : le plan du film n'en donne aucun"


def control(measured: Measured, profile: Profile) -> ControlVerdict:
    """Hold measures against every rule; of what is no film, nothing but that is said, and little of a part of one."""
    rules = OF_PIECES if in_pieces(measured) else CONTROLS
    if measured.unusable:
        rules = (FILM_OPENS,)
    faults = _causes(tuple(fault for rule in rules for fault in rule.faults(measured, profile)))
    return ControlVerdict(
        film=measured.film,
        profile=profile.name,
        planned=measured.plan is not None,
        faults=worst_first(faults),
        rules=tuple(rule.code for rule in rules if measured.plan is not None or not rule.of_plan),
        figures=_figures(measured),
    )


def _causes(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return faults without what follows from others: where the picture itself is lost, its texts are, too."""
    lost = [fault for fault in faults if fault.code in _PICTURE_LOST]
    return tuple(
        fault for fault in faults if fault.code != TEXT_CONTRAST.code or not any(_meet(fault, one) for one in lost)
    )


def _meet(fault: Fault, cause: Fault) -> bool:
    """Tell whether a fault falls where the picture was lost; frames that are missing move all that follow."""
    if cause.start_ms is None or fault.start_ms is None or cause.code == FILM_WHOLE.code:
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
