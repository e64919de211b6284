"""Choose among the words a slot knows.

Refused::

    titre: Essai
    conducteur:
      - video: cafe.mp4
        son: ambience

Finding::

    exemple.yaml:4:10: « ambience » n'est pas permis pour « son » ; vouliez-vous dire « ambiance » ?
      [choix-inconnu]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import slots_of
from pipeline.errors import Code, Finding
from pipeline.french.wording import advised, quoted
from pipeline.model.marked import MapNode, TextNode


def slot_choice(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every word that is none of its slot's choices."""
    for filled in slots_of(script, context.scenes):
        node, choices = filled.value, filled.slot.choices
        if filled.slot.type == "choix" and isinstance(node, TextNode) and node.text not in choices:
            message = f"{quoted(node.text)} n'est pas permis pour {quoted(filled.name)}"
            yield Finding(node.mark, message, advised(node.text, choices), code=Code("choix-inconnu"))
