"""Say that a text holds what looks like a field of a table, and that no table is there to fill it.

What goes out is refused with it; a draft only tells.

Accepted::

    titre: Essai
    sujets:
      - titre: La fête
        texte: À Talence, on danse.

Refused::

    titre: Essai
    sujets:
      - titre: La fête
        texte: À {ville}, on danse.

Finding::

    exemple.yaml:4:12: avertissement : « {ville} » serait montré et dit tel quel ; donner le tableau avec
      --tableau, ou écrire ce qu'il faut lire [champ-sans-tableau]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.fields import fields_of_text
from pipeline.check.tree import texts_under
from pipeline.errors import Code, Finding, Level
from pipeline.model.marked import MapNode


def field_filled(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield each field that nothing fills, once for a place; where a table did, what is left are braces."""
    if context.filled:
        return
    level = Level.ERROR if context.publishing else Level.WARNING
    found = {(text.mark, written): None for text in texts_under(script) for written in fields_of_text(text.text)}
    for mark, written in found:
        told = f"« {{{written}}} » serait montré et dit tel quel"
        advice = "donner le tableau avec --tableau, ou écrire ce qu'il faut lire"
        yield Finding(mark, told, advice, level, code=Code("champ-sans-tableau"))
