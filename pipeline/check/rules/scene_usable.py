"""Show only scenes that exist and are made to be pictures of a newscast.

Refused::

    titre: Essai
    conducteur:
      - synthe: {nom: Malo}

Finding::

    exemple.yaml:3:5: la scène « synthe » ne se met pas dans un script : elle vient d'elle-même ;
      retirer ce plan [scene-automatique]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import shots_of
from pipeline.check.vocabulary import PLAN, STORY
from pipeline.errors import Code, Finding, Mark
from pipeline.french.wording import advised, quoted
from pipeline.model.marked import MapNode
from pipeline.model.part import PARTS

_VACANT = Code("role-vacant")


def scene_usable(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every scene that is missing, that comes by itself, or without the part it is asked for."""
    for item, shot in shots_of(script):
        name = shot.text("scene")
        scene = context.scenes.get(name)
        mark = _mark(shot)
        if scene is None:
            usable = [key for key, other in context.scenes.items() if other.role == "plan"]
            message = f"la scène {quoted(name)} n'existe pas dans scenes/"
            yield Finding(mark, message, advised(name, usable), code=Code("scene-inconnue"))
        elif scene.role != "plan" and item.text("kind") in {STORY, PLAN}:
            message = f"la scène {quoted(name)} ne se met pas dans un script : elle vient d'elle-même"
            yield Finding(mark, message, "retirer ce plan", code=Code("scene-automatique"))
        elif (part := PARTS.get(item.text("kind"))) and context.scenes.playing(part) is None:
            message = f"aucune scène ne joue {quoted(part)}, que cet élément demande"
            yield Finding(mark, message, f"écrire « joue: {part} » dans scenes/{name}/scene.yaml", code=_VACANT)


def _mark(shot: MapNode) -> Mark:
    entry = shot.entry("scene")
    return entry.mark if entry else shot.mark
