"""Belong to a programme that the library knows.

Refused::

    titre: Essai
    programme: le_ccas_en_2051
    conducteur: [virgule]

Finding::

    exemple.yaml:2:12: le programme « le_ccas_en_2051 » n'existe pas ; vouliez-vous dire « le_ccas_en_2050 » ?
      [programme-inconnu]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.rules.naming import unknown_name
from pipeline.errors import Code, Finding
from pipeline.model.marked import MapNode, TextNode


def programme_known(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding when `programme` names nothing that exists."""
    node = script.get("programme")
    if isinstance(node, TextNode) and node.text not in context.programmes:
        yield unknown_name(node, context.programmes, "le programme", Code("programme-inconnu"))
