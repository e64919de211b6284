"""What does not fit on screen, or cannot be drawn: a finding for every such text, before anything is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.draw.typesetter import set_text
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.picture import TextSpec
from pipeline.model.rundown import Rundown
from pipeline.model.timeline import Timeline

if TYPE_CHECKING:  # whoever only measures loads nothing that draws
    from collections.abc import Iterator

    from pipeline.draw.raster import Reader

_SHOWN = 60


def text_findings(timeline: Timeline, rundown: Rundown, read: Reader) -> tuple[Finding, ...]:
    """Return a warning for each text that is cut at its smallest size, or holds characters its font lacks."""
    places = {shot.id: shot.mark for shot in rundown.shots}
    found: list[Finding] = []
    seen: set[TextSpec] = set()
    for shot in timeline.shots:
        for layer in shot.layers:
            if isinstance(layer.spec, TextSpec) and layer.spec not in seen:
                seen.add(layer.spec)
                found += _of(layer.spec, read, places.get(shot.id) or Mark(rundown.script))
    return tuple(dict.fromkeys(found))


def _of(spec: TextSpec, read: Reader, place: Mark) -> Iterator[Finding]:
    setting = set_text(spec, read, 1.0)
    text = spec.text if len(spec.text) <= _SHOWN else f"{spec.text[:_SHOWN]}…"
    if setting.truncated:
        message = f"texte trop long pour l'écran, il sera coupé : « {text} »"
        yield Finding(place, message, "raccourcissez-le", Level.WARNING, code=Code("texte-coupe"))
    if setting.missing:
        message = f"la police n'a pas de dessin pour « {setting.missing} » dans « {text} »"
        yield Finding(
            place, message, "remplacez ces caractères par des mots", Level.WARNING, code=Code("caractere-absent")
        )
