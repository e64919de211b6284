"""Fill what a scene cannot do without.

Accepted::

    titre: Essai
    conducteur:
      - chiffre: {valeur: "10", unite: jours, source: fiction}

Refused::

    titre: Essai
    conducteur:
      - chiffre: {valeur: "10", unite: jours}

Finding::

    exemple.yaml:3:5: il manque « source » à la scène « chiffre » ; ajouter « source: … »
      [cle-manquante]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import FilledSlot, slots_of
from pipeline.check.vocabulary import COMPLETED, PLAN
from pipeline.errors import Code, Finding
from pipeline.french.wording import quoted
from pipeline.model.marked import ListNode, MapNode, TextNode


def slot_required(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every required slot that is empty and that planning does not fill."""
    for filled in slots_of(script, context.scenes):
        if _empty(filled) and _needed(filled, context):
            message = f"il manque {quoted(filled.name)} à la scène {quoted(filled.scene)}"
            yield Finding(filled.mark, message, f"ajouter « {filled.name}: … »", code=Code("cle-manquante"))


def _empty(filled: FilledSlot) -> bool:
    match filled.value:
        case None | ListNode(items=()):
            return True
        case TextNode(text=text):
            return not text.strip()
    return False


def _needed(filled: FilledSlot, context: CheckContext) -> bool:
    scene = context.scenes[filled.scene]
    if filled.slot.type == "illustration":
        # A story has its own illustration; a picture that stands alone has none.
        return filled.kind == PLAN and filled.name == scene.main
    completed = scene.part in COMPLETED or (scene.exchange and filled.name == scene.speaks)
    return filled.slot.required and not filled.slot.default and not completed
