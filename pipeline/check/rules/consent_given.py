"""Show and hear only those who agreed: somebody who refused, or has not answered yet, is told.

Refused::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand, consentement: {statut: refusé}}
    conducteur: [virgule]

Finding::

    exemple.yaml:3:52: « malo » n'a pas donné son accord (« refusé ») ; ôter ce que dit cette
      personne, ou la rendre anonyme : « affichage: anonyme », sans sa voix ni son image
      [consentement-refuse]
"""

from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import speakers_of
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import fold, quoted
from pipeline.model.marked import MapNode, TextNode

_REFUSED = ("refus", "non", "retir", "revoqu", "oppos", "aucun", "false")
_WAITED = ("attente", "demande", "a_signer", "a_demander", "a_obtenir", "pas_encore", "en_cours", "en_attente")
_ANONYMOUS = "anonyme"


def consent_given(script: MapNode, _context: CheckContext) -> Iterator[Finding]:
    """Yield an error for those who refused and would be named, a warning for those who may still refuse."""
    for speaker in speakers_of(script):
        person = speaker.value
        consent = person.get("consentement") if isinstance(person, MapNode) else None
        status = consent.get("statut") if isinstance(consent, MapNode) else consent
        if not isinstance(person, MapNode) or not isinstance(status, TextNode):
            continue
        said = fold(status.text).strip()
        if said.startswith(_REFUSED):
            hidden = fold(person.text("affichage")) == _ANONYMOUS
            message = f"{quoted(speaker.key)} n'a pas donné son accord ({quoted(status.text)})"
            advice = (
                "vérifier que ni sa voix ni son image n'y sont"
                if hidden
                else "ôter ce que dit cette personne, ou la rendre anonyme : « affichage: anonyme », sans sa voix ni "
                "son image"
            )
            yield Finding(
                status.mark, message, advice, Level.WARNING if hidden else Level.ERROR, code=Code("consentement-refuse")
            )
        elif said.startswith(_WAITED):
            message = f"l'accord de {quoted(speaker.key)} n'est pas encore donné ({quoted(status.text)})"
            advice = "le demander avant de diffuser, puis écrire « statut: signé » et sa date"
            yield Finding(status.mark, message, advice, Level.WARNING, code=Code("consentement-attendu"))
