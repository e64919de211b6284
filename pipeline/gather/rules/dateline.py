"""Where and when the workshop was: a line that says nothing else, before the first story.

Example::

    Atelier de Talence, 14 septembre 2019
    Sujet : La maison
    On parle.

Reading::

    ville de l’atelier | Talence
    date de l’atelier | 14 septembre 2019
    titre d’un sujet | La maison
    commentaire | On parle.
"""

import re

from pipeline.gather.sight import Sight
from pipeline.gather.values import NoteReading, NoteRole

_MONTHS = "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
_DATE = (
    rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?:\d{{1,2}}(?:er)? )?(?:{_MONTHS}) (?:19|20)\d\d|"
    r"\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d|20\d\d-\d\d(?:-\d\d)?"
)
_TOWN = r"[A-ZÀ-Þ][\w’'-]+(?:(?: |-)(?:(?:en|sur|sous|de|du|la|le|les|d['’]|l['’])(?: |-)?)*[A-ZÀ-Þ][\w’'-]+){0,3}"
_LINE = re.compile(
    r"^(?:(?:[Nn]otes? d[eu’'] ?(?:l['’])?)?(?:[Aa]telier|[Ss][ée]ance|[Rr]encontre|[Cc]ompte[ -]rendu|[Jj]ourn[ée]e)"
    r"s?\b\s*(?:n[°o] ?\d+ ?)?(?:du journal|jt|JT|2050)?\s*[:,–—-]?\s*)?"
    rf"(?:(?:de|d['’]|à|au|du|en) ?)?(?:(?P<town>{_TOWN})\s*(?:\((?P<code>\d[\dAB]\d?)\))?\s*[,–—:-]?\s*)?"
    rf"(?:le |du |en )?(?P<date>{_DATE})(?:\s*[,–—-]\s*(?P<later>{_TOWN})\s*(?:\((?P<number>\d[\dAB]\d?)\))?)?\.?$"
)
_NO_TOWN = re.compile(
    r"^(?:atelier|s[ée]ance|jt|notes?|le|du|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b", re.IGNORECASE
)


def dateline(sight: Sight) -> tuple[NoteReading, ...] | None:
    """Return the town and the date of the workshop."""
    if sight.in_story or sight.line.label is not None:
        return None
    found = _LINE.match(sight.line.text)
    if found is None:
        return None
    dated = sight.read(NoteRole.DATE, found["date"], start=found.start("date"), end=found.end("date"))
    for name, number in (("town", "code"), ("later", "number")):
        words = found[name]
        if words and not _NO_TOWN.match(words):
            start, end = found.span(name)
            town = sight.read(NoteRole.TOWN, words, about=found[number] or "", start=start, end=end)
            return tuple(sorted((town, dated), key=lambda one: one.start))
    return (dated,)
