"""Say which film signs an item that has one of its own beside that of the whole newscast: its own.

So is an item mended that was changed after the whole newscast was signed.

Accepted::

    titre: Essai
    conducteur:
      - breve: Un marché ouvre
        texte: Un marché ouvre ce matin.

Refused::

    titre: Essai
    lsf: lsf_journal.mp4
    conducteur:
      - breve: Un marché ouvre
        texte: Un marché ouvre ce matin.
        lsf: lsf_marche.mp4

Finding::

    exemple.yaml:6:10: note : deux films pour les mêmes mots, celui-ci et « lsf_journal.mp4 » (ligne 2) : celui-ci est
      montré dans cet élément, l'autre partout ailleurs ; ôter « lsf » ici pour n'avoir que celui du journal
      [lsf-deux-films]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import items_of
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode

SIGNED = "lsf"


def signed_once(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a note for every item that names a film beside that of the whole newscast."""
    whole = script.get(SIGNED)
    if not isinstance(whole, TextNode) or not whole.text.strip():
        return
    for item in items_of(script):
        own = item.get(SIGNED)
        if isinstance(own, TextNode) and own.text.strip():
            both = f"deux films pour les mêmes mots, celui-ci et {quoted(whole.text.strip())} (ligne {whole.mark.line})"
            message = f"{both} : celui-ci est montré dans cet élément, l'autre partout ailleurs"
            advice = "ôter « lsf » ici pour n'avoir que celui du journal"
            yield Finding(own.mark, message, advice, Level.NOTE, code=Code("lsf-deux-films"))
