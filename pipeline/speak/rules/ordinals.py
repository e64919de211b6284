"""Ranks in figures: « 1er », « 2e », « 21e »."""

from __future__ import annotations

import re

from pipeline.speak import french

_RANK = re.compile(
    r"(?<![\w,.])([0-9]{1,3}(?:[ .][0-9]{3})+|[0-9]{1,9})"
    r"(?: ?(?:(i?ers?|ères?|res?)|(nde?s?|ds?)|(i?[èe]mes?))|(es?)|(des?))(?!\w)",
    re.IGNORECASE,
)
_SECOND = 2
_LATIN = {"1": "primo", "2": "secundo", "3": "tertio", "4": "quarto"}
_LISTED = re.compile(r"(?:(?<=\A)|(?<=[;,:(] ))([1-4])°(?= [^\W\d_])(?! ?[CF]\b)")
_OLD_RANK = re.compile(r"(?<=[IVX])°(?= siècle)")
_RANKS = re.compile(r"(?<![\w-])([0-9]{1,2}e|[IVXLC]+e)[-–](?=(?:[0-9]{1,2}|[IVXLC]+)es?(?!\w))")


def listed(text: str) -> str:
    """Say « 1° accueillir, 2° orienter » in Latin, and « IIIe-IVe siècle » as a range."""
    text = _LISTED.sub(lambda found: _LATIN[found[1]], _OLD_RANK.sub("e", text))
    return _RANKS.sub(r"\1 à ", text)


def arabic(text: str) -> str:
    """Say ranks: « 1re » → « première », « 2nd » → « second », « 21e » → « vingt et unième »."""
    return _RANK.sub(_rank, text)


def _rank(found: re.Match[str]) -> str:
    rank = int(re.sub(r"[ .]", "", found[1]))
    ending = next(written for written in found.groups()[1:] if written)
    capital, ending = ending.isupper(), ending.lower()
    plural = ending.endswith("s")
    if found[2]:
        masculine = ending.startswith(("er", "ier"))
        return found[0] if rank != 1 else french.ordinal(1, feminine=not masculine, plural=plural)
    if found[3] or found[6]:  # « 2de », but not « 2 de ces maisons »
        return found[0] if rank != _SECOND else "second" + "e" * ("e" in ending) + "s" * plural
    # « 2E » in capitals is a code, not a rank.
    if capital or rank == 0:
        return found[0]
    return french.ordinal(rank, plural=plural) if rank != 1 else "unième"
