"""Say what a word of the lexicon is, and how it is said.

Refused::

    titre: Essai
    lexique: {"": rien}
    conducteur: [virgule]

Finding::

    exemple.yaml:2:11: une entrée du lexique n'a pas de mot écrit ; écrire « MOT: prononciation »
      [lexique-sans-mot]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode

_ADVICE = "écrire « MOT: prononciation »"


def lexicon_words(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for entries without a word, a warning for those without a pronunciation."""
    lexicon = script.get("lexique")
    if not isinstance(lexicon, MapNode):
        return
    for entry in lexicon.entries:
        if not entry.key.strip():
            message = "une entrée du lexique n'a pas de mot écrit"
            yield Finding(entry.mark, message, _ADVICE, code=Code("lexique-sans-mot"))
        elif isinstance(entry.value, TextNode) and not entry.value.text.strip():
            message = f"{quoted(entry.key)} n'a pas de prononciation : ce mot ne sera pas dit"
            yield Finding(entry.mark, message, _ADVICE, Level.WARNING, code=Code("lexique-sans-prononciation"))
