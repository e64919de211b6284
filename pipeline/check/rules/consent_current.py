"""Use words and faces only as long as people agreed to (checked on the day of the render).

Refused::

    titre: Essai
    intervenants:
      malo: {nom: Malo Ferrand, consentement: {statut: signé, expire: 2025-12-31}}
    conducteur: [virgule]

Finding::

    exemple.yaml:3:67: avertissement : le consentement de « malo » a expiré le 2025-12-31 ; le
      renouveler avant de diffuser [consentement-expire]
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from pipeline.check.context import CheckContext
from pipeline.check.tree import speakers_of
from pipeline.errors import Code, Finding, Level
from pipeline.french.wording import quoted
from pipeline.model.marked import MapNode, TextNode

_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_FRENCH = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")


def consent_current(script: MapNode, context: CheckContext) -> Iterator[Finding]:
    """Yield a warning for consents that have run out, or whose end nobody can read."""
    for speaker in speakers_of(script):
        consent = speaker.value.get("consentement") if isinstance(speaker.value, MapNode) else None
        node = consent.get("expire") if isinstance(consent, MapNode) else None
        if not isinstance(node, TextNode):
            continue
        end = last_day(node.text)
        if end is None:
            message = f"la fin du consentement de {quoted(speaker.key)} n'est pas une date : {quoted(node.text)}"
            yield Finding(node.mark, message, "écrire 2027-06-30", Level.WARNING, code=Code("consentement-date"))
        elif context.today is not None and end < context.today:
            message = f"le consentement de {quoted(speaker.key)} a expiré le {node.text.strip()}"
            advice = "le renouveler avant de diffuser"
            yield Finding(node.mark, message, advice, Level.WARNING, code=Code("consentement-expire"))


def last_day(text: str) -> dt.date | None:
    """Return the last day a date means: of the year, of the month, or the day itself.

    >>> last_day("2027-02"), last_day("30/06/2027")
    (datetime.date(2027, 2, 28), datetime.date(2027, 6, 30))
    """
    if found := _FRENCH.match(text.strip()):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.match(text.strip()):
        year, month = int(found[1]), int(found[2] or 12)
        day = int(found[3] or 0) or (calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year else 0)
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
