"""Say that a pause written into what is shown would be read on screen: only words that are said can wait.

Accepted::

    titre: Essai
    conducteur:
      - citation: {phrase: On danse., auteur: Odile}
        texte: "« On danse », dit Odile. [pause 2 s] Et tout le monde la suit."

Refused::

    titre: Essai
    conducteur:
      - citation: {phrase: "On danse. [pause 2 s] Oui.", auteur: Odile}

Finding::

    exemple.yaml:3:24: avertissement : « [pause 2 s] » serait écrit à l'écran ; l'ôter d'ici, et l'écrire dans
      « texte », qui se dit [pause-affichee]
"""

from collections.abc import Iterator
from itertools import chain

from pipeline.check.context import CheckContext
from pipeline.check.tree import items_of, slots_of, texts_under
from pipeline.errors import Code, Finding, Level
from pipeline.french.pauses import silences, undirected
from pipeline.model.marked import MapNode, TextNode


def pause_shown(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a warning for each text on screen that holds a pause or a stage direction."""
    shown = [text for filled in slots_of(script, context.scenes) for text in texts_under(filled.value)]
    shown += [text for item in items_of(script) for key in ("titre", "surtitre") for text in texts_under(item.get(key))]
    for node in (*texts_under(script.get("titre")), *shown):
        if sign := _marks(node):
            message, advice = (
                f"« {sign} » serait écrit à l'écran",
                "l'ôter d'ici, et l'écrire dans « texte », qui se dit",
            )
            yield Finding(node.mark, message, advice, Level.WARNING, code=Code("pause-affichee"))


def _marks(node: TextNode) -> str:
    """Return the first pause or direction between brackets, empty without any."""
    written = (node.text[each.start : each.end].strip() for each in silences(node.text))
    return next(chain((sign for sign in written if sign[0] in "[({<"), undirected(node.text)[1]), "")
