"""Tell a voice that was chosen against what the script says of somebody: « habitante », said by a man's voice.

Accepted::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand, role: habitant, voix: habitant_1}
    conducteur: [virgule]

Refused::

    titre: Essai
    intervenants:
      odile: {nom: Odile Castaing, role: "habitante, 84 ans", voix: habitant_1}
    conducteur: [virgule]

Finding::

    exemple.yaml:3:65: avertissement : la voix « habitant_1 » est celle d'un homme, et la fiche de
      « odile » dit une femme ; choisir une autre voix, ou ôter « voix » : elle sera accordée
      [voix-contraire]
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pipeline.check.context import CheckContext
from pipeline.check.tree import speakers_of
from pipeline.errors import Code, Finding, Level
from pipeline.french.people import Gender, gender_told
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode

_ONE: Mapping[Gender, str] = MappingProxyType({"homme": "un homme", "femme": "une femme"})


def voice_agrees(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a warning for a voice whose gender is not the one that a role says."""
    for speaker in speakers_of(script):
        person = speaker.value
        voice = person.get("voix") if isinstance(person, MapNode) else None
        if not isinstance(person, MapNode) or not isinstance(voice, TextNode):
            continue
        heard, told = context.genders.get(voice.text.strip()), gender_told(person.text("role"))
        if heard and told and heard != told:
            message = (
                f"la voix {quoted(voice.text)} est celle d'{_ONE[heard]}, et la fiche de {quoted(speaker.key)} dit "
                f"{_ONE[told]}"
            )
            advice = "choisir une autre voix, ou ôter « voix » : elle sera accordée"
            yield Finding(voice.mark, message, advice, Level.WARNING, code=Code("voix-contraire"))
