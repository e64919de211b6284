"""Give speakers voices that were cast.

Refused::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand, voix: habitan_2}
    conducteur: [virgule]

Finding::

    exemple.yaml:3:35: la voix « habitan_2 » n'existe pas ; vouliez-vous dire « habitant_2 » ?
      [voix-inconnue]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.rules.naming import unknown_name
from pipeline.check.tree import speakers_of
from pipeline.errors import Code, Finding
from pipeline.model.marked import MapNode, TextNode


def voice_known(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every speaker whose voice was not cast."""
    for speaker in speakers_of(script):
        node = speaker.value.get("voix") if isinstance(speaker.value, MapNode) else None
        if isinstance(node, TextNode) and node.text not in context.voices:
            yield unknown_name(node, context.voices, "la voix", Code("voix-inconnue"))
