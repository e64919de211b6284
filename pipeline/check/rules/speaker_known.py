"""Let only people speak who are described in `intervenants`.

Accepted::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand}
    conducteur:
      - plateau: {texte: Bonsoir., par: Malo Ferrand}

Refused::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand}
    conducteur:
      - plateau: {texte: Bonsoir., par: mallo}

Finding::

    exemple.yaml:5:37: l'intervenant « mallo » n'existe pas ; vouliez-vous dire « malo » ?
      [intervenant-inconnu]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.rules.naming import unknown_name
from pipeline.check.tree import items_of, lines_of, maps_under, shots_of, slots_of, speakers_of
from pipeline.errors import Code, Finding
from pipeline.model.marked import MapNode, Node, TextNode

_ADVICE = "l'ajouter à « intervenants », ou corriger son nom"


def speaker_known(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding wherever someone unknown speaks, presents, reports or is shown."""
    known = {entry.key for entry in speakers_of(script)}
    for node in _named(script, context):
        if isinstance(node, TextNode) and node.text.strip() and node.text not in known:
            yield unknown_name(node, known, "l'intervenant", Code("intervenant-inconnu"), _ADVICE)


def _named(script: MapNode, context: CheckContext) -> Iterator[Node | None]:
    yield script.get("presente_par")
    for item in items_of(script):
        yield item.get("reporter")
    for line in lines_of(script):
        yield line.get("par")
    for _, shot in shots_of(script):
        for third in maps_under(shot, "synthes"):
            yield third.get("par")
    for filled in slots_of(script, context.scenes):
        if filled.slot.type == "personne":
            yield filled.value
