"""Say who presents, when there is something to present; otherwise the house does.

Refused::

    titre: Essai
    conducteur:
      - plateau: Bonsoir à tous.

Finding::

    exemple.yaml:1:1: note : personne ne présente ce journal : une voix de la maison le fera ; ajouter
      « presente_par: … » pour choisir [presentateur-absent]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import items_of, maps_under
from pipeline.errors import Code, Finding, Level
from pipeline.model.marked import MapNode
from pipeline.model.part import PARTS, Part


def presenter_named(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a note when somebody has to speak in the studio and neither the script nor the channel names them."""
    if script.text("presente_par") or context.presented:
        return
    for item in items_of(script):
        lines = [*maps_under(item, "lancement"), *maps_under(item, "pied")]
        if PARTS.get(item.text("kind")) is Part.STUDIO:
            lines += (line for shot in maps_under(item, "plans") for line in maps_under(shot, "repliques"))
        if any(not line.text("par") for line in lines):
            message = "personne ne présente ce journal : une voix de la maison le fera"
            advice = "ajouter « presente_par: … » pour choisir"
            yield Finding(script.mark, message, advice, Level.NOTE, code=Code("presentateur-absent"))
            return
