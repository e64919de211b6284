"""Ask for a house style that exists.

Refused::

    titre: Essai
    habillage: la_capsul
    conducteur: [virgule]

Finding::

    exemple.yaml:2:12: l'habillage « la_capsul » n'existe pas ; vouliez-vous dire « la_capsule » ?
      [habillage-inconnu]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.rules.naming import unknown_name
from pipeline.errors import Code, Finding
from pipeline.model.marked import MapNode, TextNode


def house_known(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding when `habillage` names nothing that exists."""
    node = script.get("habillage")
    if isinstance(node, TextNode) and node.text not in context.houses:
        yield unknown_name(node, context.houses, "l'habillage", Code("habillage-inconnu"))
