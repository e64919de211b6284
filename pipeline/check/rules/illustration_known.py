"""Show an illustration that was drawn.

Refused::

    titre: Essai
    conducteur:
      - illustration: la-fette

Finding::

    exemple.yaml:3:19: l'illustration « la-fette » n'existe pas ; vouliez-vous dire « la-fete » ?
      [illustration-inconnue]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.rules.naming import unknown_name
from pipeline.check.tree import slots_of
from pipeline.errors import Code, Finding
from pipeline.model.marked import MapNode, TextNode

_ADVICE = "voir media/illustrations/, ou effacer le nom : une image sera choisie"


def illustration_known(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every illustration that does not exist."""
    for filled in slots_of(script, context.scenes):
        node = filled.value
        if filled.slot.type != "illustration" or not isinstance(node, TextNode) or not node.text:
            continue
        if node.text not in context.illustrations:
            yield unknown_name(node, context.illustrations, "l'illustration", Code("illustration-inconnue"), _ADVICE)
