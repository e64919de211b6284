"""List one to six headlines; without a list they are drawn from the stories.

Refused::

    titre: Essai
    conducteur:
      - titres: {texte: Bonsoir., liste: [Un, Deux, Trois, Quatre, Cinq, Six, Sept]}

Finding::

    exemple.yaml:3:38: 7 titres d'ouverture sont trop : 5 au plus ; garder les plus forts
      [trop-de-titres]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import slots_of
from pipeline.errors import Code, Finding
from pipeline.model.marked import ListNode, MapNode
from pipeline.model.part import Part

MOST = 6


def headlines(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding when there are more headlines than a viewer keeps in mind, or the scene shows."""
    for filled in slots_of(script, context.scenes):
        listed = filled.value
        if context.scenes.part_of(filled.scene) is Part.HEADLINES and isinstance(listed, ListNode):
            most = min(MOST, filled.slot.most)
            if len(listed.items) > most:
                message = f"{len(listed.items)} titres d'ouverture sont trop : {most} au plus"
                yield Finding(listed.mark, message, "garder les plus forts", code=Code("trop-de-titres"))
