"""Have somebody say something where the picture shows people speaking.

In an exchange every line says whose it is; one line alone is no exchange (a warning).

Refused::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand}
    conducteur:
      - sonore: malo

Finding::

    exemple.yaml:5:5: personne ne dit rien dans ce plan ; ajouter « texte: … » [plan-muet]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import maps_under, shots_of
from pipeline.check.vocabulary import SPOKEN
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode
from pipeline.model.scene_values import FILM


def somebody_speaks(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for speaking pictures without words, and for lines of an exchange without a speaker."""
    for _, shot in shots_of(script):
        name = shot.text("scene")
        scene = context.scenes.get(name)
        if scene is None:
            continue
        lines = maps_under(shot, "repliques")
        if not lines and not _filmed(shot) and (scene.speaks or scene.exchange or scene.part in SPOKEN):
            advice = "ajouter « repliques: » et « - malo: … »" if scene.exchange else "ajouter « texte: … »"
            entry = shot.entry("scene")
            mark = entry.mark if entry else shot.mark
            yield Finding(mark, "personne ne dit rien dans ce plan", advice, code=Code("plan-muet"))
        if not scene.exchange:
            continue
        for line in lines:
            if not line.text("par"):
                advice = "écrire « - malo: … »"
                yield Finding(
                    line.mark, "on ne sait pas qui dit cette réplique", advice, code=Code("replique-sans-personne")
                )
        if len(lines) == 1:
            message = f"une seule réplique pour un plan {quoted(name)}, fait pour plusieurs"
            yield Finding(lines[0].mark, message, "en ajouter", Level.WARNING, code=Code("replique-seule"))


def _filmed(shot: MapNode) -> bool:
    """Tell whether the shot shows whoever speaks as they were filmed: the clip says what they say."""
    slots = shot.get("slots")
    return isinstance(slots, MapNode) and bool(slots.text(FILM).strip())
