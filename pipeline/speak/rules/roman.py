"""Roman figures: centuries, kings, chapters."""

from __future__ import annotations

import re

from pipeline.speak import french

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_CANONICAL = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")

# One letter is a rank only when nothing else can be meant: « Ce » and « Le » are words.
_RANK = re.compile(r"(?<!\w)([IVX]|[IVXLC]{2,})(ers?|ères?|res?|èmes?|es?|nde?)(?!\w)")
_NAMES = (
    "Louis|Charles|Henri|François|Philippe|Napoléon|Jean-Paul|Jean|Paul|Pie|Benoît|Léon|Élisabeth|Elisabeth|"
    "Elizabeth|Catherine|Georges?|Guillaume|Grégoire|Alexandre|Nicolas|Albert|Baudouin|Léopold|Frédéric|Ferdinand|"
    "Alphonse|Clément|Innocent|Urbain|Boniface|Édouard|Edouard|Richard|Jacques|Robert|Hugues|Ramsès|Pierre|Rainier|"
    "Marguerite|Harald|Gustave|Mohammed|Hassan|Victor-Emmanuel|Christian"
)
_PARTS = "tome|chapitre|acte|scène|livre|volume|titre|partie|phase|annexe|zone|niveau|type|paris|mondiale|guerre"
_NAMED = re.compile(rf"(?<!\w)({_NAMES}|(?i:{_PARTS})) ([IVXLC]+)(?!\w)(?![’'])")
_BARE = re.compile(r"(?<![\w’'.-])([IVX]{2,})(?![\w’'-])")


def centuries(text: str) -> str:
    """Say ranks in Roman figures: « XXIe siècle » → « vingt et unième siècle », « Ier » → « premier »."""
    return _RANK.sub(_rank, text)


def numerals(text: str) -> str:
    """Say « Louis XIV », « tome II », and a bare « III », as cardinals."""
    text = _NAMED.sub(_after_name, text)
    return _BARE.sub(_bare, text)


def value(figures: str) -> int | None:
    """Return the value of Roman figures, or None when they are not written as Rome wrote them."""
    if not figures or not _CANONICAL.fullmatch(figures):
        return None
    values = [_VALUES[figure] for figure in figures]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-this if this < following else this for this, following in pairs)


def _rank(found: re.Match[str]) -> str:
    rank, ending = value(found[1]), found[2]
    if rank is None or (rank == 1) != ending.startswith(("er", "re", "ère")):
        return found[0]
    return french.ordinal(rank, feminine=ending.startswith(("re", "ère")), plural=ending.endswith("s"))


def _after_name(found: re.Match[str]) -> str:
    rank = value(found[2])
    return found[0] if rank is None else f"{found[1]} {french.cardinal(rank)}"


def _bare(found: re.Match[str]) -> str:
    rank = value(found[1])
    return found[0] if rank is None else french.cardinal(rank)
