"""Write something that can be said: « … » alone cannot.

Refused::

    titre: Essai
    conducteur:
      - breve: {titre: Nancy, texte: …}

Finding::

    exemple.yaml:3:34: ce texte ne contient rien à dire ; écrire une phrase, ou effacer cette clé
      [rien-a-dire]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import lines_of
from pipeline.errors import Code, Finding
from pipeline.french.pauses import parted
from pipeline.french.wording import speakable
from pipeline.model.marked import MapNode


def speakable_text(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every line that holds signs but no word."""
    for line in lines_of(script):
        text = line.text("texte")
        if text and not speakable(parted(text).text):
            message = "ce texte ne contient rien à dire"
            yield Finding(line.mark, message, "écrire une phrase, ou effacer cette clé", code=Code("rien-a-dire"))
