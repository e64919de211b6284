"""Name somebody in a lower-third, at a time in seconds or at a word that is spoken.

Accepted::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand}
    conducteur:
      - sonore: malo
        texte: Le malheur aussi a ses assises.
        synthes: [{par: malo, a: assises}, {nom: Ana, role: voisine, a: 2.5}]

Refused::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand}
    conducteur:
      - sonore: malo
        texte: Le malheur aussi a ses assises.
        synthes: [{par: malo, a: bonheur}]

Finding::

    exemple.yaml:7:30: « bonheur » n'est pas dit dans ce plan ; écrire un mot du texte, ou des secondes
      [synthe-mot-absent]
"""

import re
from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import maps_under, shots_of
from pipeline.errors import Code, Finding
from pipeline.french.wording import fold, quoted
from pipeline.model.marked import MapNode, TextNode

_SECONDS = re.compile(r"^\d+(?:[.,]\d+)?\s*s?$")


def lower_third(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for lower-thirds that name nobody or wait for a word nobody says."""
    for _, shot in shots_of(script):
        said = fold(" ".join(line.text("texte") for line in maps_under(shot, "repliques")))
        for third in maps_under(shot, "synthes"):
            if not third.text("par") and not third.text("nom"):
                advice = "ajouter « par: … » ou « nom: … »"
                yield Finding(third.mark, "ce bandeau ne nomme personne", advice, code=Code("synthe-sans-nom"))
            cue = third.get("a")
            if isinstance(cue, TextNode) and not _SECONDS.match(cue.text.strip()) and fold(cue.text) not in said:
                message = f"{quoted(cue.text)} n'est pas dit dans ce plan"
                advice = "écrire un mot du texte, ou des secondes"
                yield Finding(cue.mark, message, advice, code=Code("synthe-mot-absent"))
