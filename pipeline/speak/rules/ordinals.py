"""Ranks in figures: « 1er », « 2e », « 21e »."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule

_RANK = re.compile(
    r"(?<![\w,.])([0-9]{1,3}(?:[ .][0-9]{3})+|[0-9]{1,9})"
    r"(?: ?(?:(i?ers?|i?[èeé]res?|res?)|(nde?s?|ds?)|(i?[èeé]mes?))|([eèé]s?)|(des?))(?!\w|-[^\W\d_]{2})",
    re.IGNORECASE,
)
_SECOND = 2
_LATIN = {"1": "primo", "2": "secundo", "3": "tertio", "4": "quarto"}
_LISTED = re.compile(r"(?:(?<=\A)|(?<=[;,:(] ))([1-4])°(?= [^\W\d_])(?! ?[CF]\b)")
_DEGREE = re.compile(
    r"(?<![\w,.])([0-9]{1,2})°(?= (?:arrondissement|adjointe?|étage|édition|classe|séance|siècle)(?!\w))"
)


def rank(found: re.Match[str]) -> str | None:
    """Say a rank: « 1re » → « première », « 2nd » → « second », « 21e » → « vingt et unième »."""
    value = int(re.sub(r"[ .]", "", found[1]))
    ending = next(written for written in found.groups()[1:] if written)
    capital, ending = ending.isupper(), ending.lower()
    plural = ending.endswith("s")
    if found[2]:
        masculine = ending.startswith(("er", "ier")) and not ending.startswith(("ere", "iere"))
        return None if value != 1 else french.ordinal(1, feminine=not masculine, plural=plural)
    if found[3] or found[6]:  # « 2de », but not « 2 de ces maisons »
        return None if value != _SECOND else "second" + "e" * ("e" in ending) + "s" * plural
    # « 2E » in capitals is a code, not a rank.
    if value == 0 or (capital and not found[4]):
        return None
    return french.ordinal(value, plural=plural) if value != 1 else "unième"


READINGS = (
    ReadingRule(
        re.compile(r"(?<!\w)([3-6])[eè]([A-H])(?!\w)"), lambda found: f"{french.ordinal(int(found[1]))} {found[2]}"
    ),
    ReadingRule(_RANK, rank),
    ReadingRule(_LISTED, lambda found: _LATIN[found[1]]),
    ReadingRule(_DEGREE, lambda found: french.ordinal(int(found[1]))),
)
"""Say ranks, and « 1° accueillir, 2° orienter » in Latin."""
