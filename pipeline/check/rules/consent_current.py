"""Use words and faces only as long as people agreed to (checked on the day of the render).

Refused::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand, consentement: {statut: signé, expire: 2025-12-31}}
    conducteur: [virgule]

Finding::

    exemple.yaml:3:67: avertissement : le consentement de « malo » a expiré le 2025-12-31 ; le
      renouveler avant de diffuser, et changer la date [consentement-expire]
"""

import datetime as dt
from collections.abc import Iterator

from pipeline.check.consents import Agreement, agreements, severity
from pipeline.check.context import CheckContext
from pipeline.errors import Code, Finding, Level
from pipeline.french.dates import french_date, last_day
from pipeline.french.letters import ascii_of
from pipeline.french.wording import counted, quoted
from pipeline.model.marked import MapNode, TextNode

_ENDLESS = ("aucun", "jamais", "illimit", "sans ", "non", "pas de")
"""How it is written, without accents, that an agreement has no end."""

_SOON = dt.timedelta(days=30)
_RENEW = "le renouveler avant de diffuser, et changer la date"


def consent_current(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield consents that have run out: an error when the film may go out, else a warning.

    One that ends within thirty days of a film that may go out is a note, one whose end nobody can read a warning.
    """
    for agreement in agreements(script):
        if agreement.standing == "ended" and agreement.status is not None:
            message = f"le consentement de {quoted(agreement.who)} a expiré ({quoted(agreement.status.text)})"
            advice = "le renouveler avant de diffuser, puis écrire « statut: signé » et sa date"
            level = severity(agreement, context)
            yield Finding(agreement.status.mark, message, advice, level, code=Code("consentement-expire"))
        elif agreement.end is not None and not ascii_of(agreement.end.text.strip()).startswith(_ENDLESS):
            yield from _ended(agreement, agreement.end, context)


def _ended(agreement: Agreement, node: TextNode, context: CheckContext) -> Iterator[Finding]:
    end, who, today = last_day(node.text), quoted(agreement.who), context.today
    if end is None:
        message = f"la fin du consentement de {who} n'est pas une date : {quoted(node.text)}"
        yield Finding(node.mark, message, "écrire 2027-06-30", Level.WARNING, code=Code("consentement-date"))
    elif today is not None and end < today:
        message = f"le consentement de {who} a expiré le {node.text.strip()}"
        yield Finding(node.mark, message, _RENEW, severity(agreement, context), code=Code("consentement-expire"))
    elif today is not None and context.publishing and end - today <= _SOON:
        left = f"dans {counted((end - today).days, 'jour')}" if end > today else "ce soir"
        message = f"le consentement de {who} expire {left}, le {french_date(end)}"
        advice = "le renouveler, ou ôter le film de ses pages ce jour-là"
        yield Finding(node.mark, message, advice, Level.NOTE, code=Code("consentement-bientot"))
