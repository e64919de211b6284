"""Ask for a speech engine that exists.

Refused::

    titre: Essai
    voix: azure
    conducteur: [virgule]

Finding::

    exemple.yaml:2:7: le moteur de voix « azure » n'existe pas ; possible ici : gtts, pico
      [moteur-inconnu]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.rules.naming import unknown_name
from pipeline.errors import Code, Finding
from pipeline.model.marked import MapNode, TextNode


def engine_known(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding when `voix` names nothing that exists."""
    node = script.get("voix")
    if isinstance(node, TextNode) and node.text not in context.engines:
        yield unknown_name(node, context.engines, "le moteur de voix", Code("moteur-inconnu"))
