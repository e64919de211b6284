"""Tell something in a story: a text, shots, or at least a lead-in.

Refused::

    titre: Essai
    conducteur:
      - sujet: la-fete
        titre: La fête

Finding::

    exemple.yaml:3:5: ce sujet n'a ni texte ni plans ; ajouter « texte: … », ou « plans: » [sujet-vide]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import items_of, maps_under
from pipeline.check.vocabulary import STORY
from pipeline.errors import Code, Finding
from pipeline.model.marked import MapNode


def story_content(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every story in which nothing is said or shown."""
    for item in items_of(script):
        told = any(maps_under(item, key) for key in ("lancement", "plans", "pied"))
        if item.text("kind") == STORY and not told:
            message = "ce sujet n'a ni texte ni plans"
            yield Finding(item.mark, message, "ajouter « texte: … », ou « plans: »", code=Code("sujet-vide"))
