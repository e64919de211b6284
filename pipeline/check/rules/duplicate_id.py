"""Give every item an id of its own: it names files, chapters and links.

Refused::

    titre: Essai
    conducteur:
      - sujet: la-fete
        titre: La fête
        texte: On danse.
      - sujet: la-fete
        titre: La fête encore
        texte: On danse toujours.

Finding::

    exemple.yaml:6:12: l'identifiant « la-fete » est déjà pris ligne 3 ; en choisir un autre, ou
      l'effacer : il sera fait du titre [identifiant-double]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import items_of
from pipeline.errors import Code, Finding, Mark
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode

_ADVICE = "en choisir un autre, ou l'effacer : il sera fait du titre"


def duplicate_id(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every id that was already given."""
    first: dict[str, Mark] = {}
    for item in items_of(script):
        node = item.get("id")
        if not isinstance(node, TextNode):
            continue
        if node.text in first:
            message = f"l'identifiant {quoted(node.text)} est déjà pris ligne {first[node.text].line}"
            yield Finding(node.mark, message, _ADVICE, code=Code("identifiant-double"))
        first.setdefault(node.text, node.mark)
