"""Show the full name of a child only when its guardians agreed.

Refused::

    titre: Essai
    intervenants:
      lou:
        nom: Lou Ferrand
        consentement: {mineur: oui}
    conducteur: [virgule]

Finding::

    exemple.yaml:4:10: « lou » est mineur et serait nommé en entier sans accord de ses représentants ;
      ajouter « representants: […] », ou « affichage: prenom » [mineur-nomme]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import speakers_of
from pipeline.errors import Code, Finding
from pipeline.french.wording import fold, quoted
from pipeline.model.marked import ListNode, MapNode
from pipeline.model.script import TRUE_WORDS

_ADVICE = "ajouter « representants: […] », ou « affichage: prenom »"


def minor_protected(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for every minor named in full without guardians."""
    for speaker in speakers_of(script):
        person = speaker.value
        consent = person.get("consentement") if isinstance(person, MapNode) else None
        if not isinstance(person, MapNode) or not isinstance(consent, MapNode):
            continue
        guardians = consent.get("representants")
        named = (person.text("affichage") or "nom") == "nom"
        if fold(consent.text("mineur")) in TRUE_WORDS and named and not _any(guardians):
            name = person.get("nom") or person
            message = f"{quoted(speaker.key)} est mineur et serait nommé en entier sans accord de ses représentants"
            yield Finding(name.mark, message, _ADVICE, code=Code("mineur-nomme"))


def _any(guardians: object) -> bool:
    return isinstance(guardians, ListNode) and bool(guardians.items)
