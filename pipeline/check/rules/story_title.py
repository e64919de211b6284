"""Give every story a title, short enough for its card (45 characters).

Refused::

    titre: Essai
    conducteur:
      - sujet: la-fete
        texte: On danse.

Finding::

    exemple.yaml:3:5: ce sujet n'a pas de titre ; ajouter « titre: … » [sujet-sans-titre]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import items_of
from pipeline.check.vocabulary import STORY
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import counted
from pipeline.model.marked import MapNode

LONGEST = 45


def story_title(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for stories without a title, a warning for titles that have to shrink."""
    for item in items_of(script):
        if item.text("kind") != STORY:
            continue
        title = item.get("titre")
        length = len(item.text("titre"))
        if title is None:
            yield Finding(item.mark, "ce sujet n'a pas de titre", "ajouter « titre: … »", code=Code("sujet-sans-titre"))
        elif length > LONGEST:
            message = f"ce titre est long pour son carton : {counted(length, 'signe')} ({LONGEST} conseillés)"
            yield Finding(title.mark, message, "le raccourcir", Level.WARNING, code=Code("titre-long"))
