"""Ask for a music bed that exists; `aucun` is silence.

Refused::

    titre: Essai
    tapis: napp
    conducteur: [virgule]

Finding::

    exemple.yaml:2:8: le tapis musical « napp » n'existe pas ; vouliez-vous dire « nappe » ?
      [tapis-inconnu]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.rules.naming import unknown_name
from pipeline.errors import Code, Finding
from pipeline.model.marked import MapNode, TextNode


def bed_known(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding when `tapis` names nothing that exists."""
    node = script.get("tapis")
    if isinstance(node, TextNode) and node.text not in context.beds | {"aucun"}:
        yield unknown_name(node, context.beds | {"aucun"}, "le tapis musical", Code("tapis-inconnu"))
