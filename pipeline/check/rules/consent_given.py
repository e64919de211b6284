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

from pipeline.check.consents import Agreement, agreements, severity
from pipeline.check.context import CheckContext
from pipeline.check.refusals import shown_refusing
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode


def consent_given(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield an error for those who refused and would be named, and for a child whose answer a published film awaits.

    An adult who may still refuse is a warning: the film is checked before it goes out; so is whoever is anonymous. What
    shows somebody who refused is told at its own place.
    """
    for agreement in agreements(script):
        if agreement.status is None:
            continue
        if agreement.standing == "refused":
            yield _refused(agreement, agreement.status)
        elif agreement.standing == "awaited":
            yield _awaited(agreement, agreement.status, context)
    yield from shown_refusing(script, context)


def _refused(agreement: Agreement, status: TextNode) -> Finding:
    message = f"{quoted(agreement.who)} n'a pas donné son accord ({quoted(status.text)})"
    if agreement.hidden:
        advice = (
            "ses mots restent, dits par une voix de synthèse, sous un portrait dessiné ; les ôter si l'on peut la "
            "reconnaître"
        )
        return Finding(status.mark, message, advice, Level.WARNING, code=Code("consentement-refuse"))
    advice = "ôter ce que dit cette personne, ou la rendre anonyme : « affichage: anonyme », sans sa voix ni son image"
    return Finding(status.mark, message, advice, code=Code("consentement-refuse"))


def _awaited(agreement: Agreement, status: TextNode, context: CheckContext) -> Finding:
    if not agreement.minor:
        message = f"l'accord de {quoted(agreement.who)} n'est pas encore donné ({quoted(status.text)})"
        advice = "le demander avant de diffuser, puis écrire « statut: signé » et sa date"
        return Finding(status.mark, message, advice, Level.WARNING, code=Code("consentement-attendu"))
    message = f"{quoted(agreement.who)} est mineur et son accord n'est pas encore donné ({quoted(status.text)})"
    advice = (
        "faire signer ses représentants avant de diffuser, puis écrire « statut: signé » et « representants: […] » ; "
        "d'ici là, rendre un brouillon (--preset draft)"
    )
    return Finding(status.mark, message, advice, severity(agreement, context), code=Code("consentement-attendu"))
