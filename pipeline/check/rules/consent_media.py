"""Publish people only where they agreed to be seen: what `supports` says against where the delivery goes.

Accepted::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand, consentement: {statut: signé, supports: [site de la ville, écrans]}}
    conducteur: [virgule]

Refused::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand, consentement: {statut: signé, supports: [le marché]}}
    conducteur: [virgule]

Finding::

    exemple.yaml:3:70: avertissement : on ne sait pas où « le marché » permet de montrer « malo » ;
      écrire web, site, réseaux sociaux, télévision, écrans ou tous [consentement-support]
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pipeline.check.consents import Agreement, agreements, outlets_of, severity
from pipeline.check.context import CheckContext
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import ListNode, MapNode, TextNode
from pipeline.model.programme import Outlet, Preset

_TOLD: Mapping[Outlet, str] = MappingProxyType(
    {
        "web": "le web",
        "reseaux": "les réseaux sociaux",
        "television": "la télévision",
        "ecrans": "les écrans d'une salle",
    }
)
_WRITTEN: Mapping[Outlet, str] = MappingProxyType(
    {"web": "site", "reseaux": "réseaux sociaux", "television": "télévision", "ecrans": "écrans"}
)


def consent_media(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a finding for whoever agreed to other media than a delivery's: an error when it may go out."""
    for agreement in agreements(script):
        media = agreement.media
        if media is None or not media.items or agreement.standing == "refused":
            continue
        allowed: set[Outlet] = set()
        unread = False
        for entry in media.items:
            opened = outlets_of(entry)
            if opened is not None:
                allowed |= opened
            elif isinstance(entry, TextNode):
                unread = True
                message = f"on ne sait pas où {quoted(entry.text)} permet de montrer {quoted(agreement.who)}"
                advice = "écrire web, site, réseaux sociaux, télévision, écrans ou tous"
                yield Finding(entry.mark, message, advice, Level.WARNING, code=Code("consentement-support"))
        for delivery in context.deliveries if not unread else ():
            if delivery.outlets and allowed.isdisjoint(delivery.outlets):
                yield _elsewhere(agreement, media, delivery, context)


def _elsewhere(agreement: Agreement, media: ListNode, delivery: Preset, context: CheckContext) -> Finding:
    given = ", ".join(entry.text.strip() for entry in media.items if isinstance(entry, TextNode))
    places = " ou ".join(_TOLD[outlet] for outlet in delivery.outlets)
    message = (
        f"{quoted(agreement.who)} a donné son accord pour {quoted(given)}, pas pour {places}, "
        f"où va la livraison {quoted(delivery.name)}"
    )
    advice = (
        f"lui demander cet accord, puis ajouter « {_WRITTEN[delivery.outlets[0]]} » à « supports » ; "
        "ou ôter cette personne, ou choisir une autre livraison"
    )
    mark = media.items[0].mark
    return Finding(mark, message, advice, severity(agreement, context), code=Code("consentement-support"))
