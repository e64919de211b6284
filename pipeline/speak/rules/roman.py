"""Roman figures: centuries, kings, chapters."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_CANONICAL = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_SECOND = 2

# One letter is a rank only when nothing else can be meant: « Ce » and « Le » are words.
_RANK = re.compile(r"(?<!\w)([IVX]|[IVXLC]{2,})(ers?|[èe]res?|res?|[èe]mes?|[eè]s?|nde?|de?|°(?= siècle))(?!\w)")
_NAMES = (
    "Louis|Charles|Henri|François|Philippe|Napoléon|Jean-Paul|Jean|Paul|Pie|Benoît|Léon|Élisabeth|Elisabeth|"
    "Elizabeth|Catherine|Georges?|Guillaume|Grégoire|Alexandre|Nicolas|Albert|Baudouin|Léopold|Frédéric|Ferdinand|"
    "Alphonse|Clément|Innocent|Urbain|Boniface|Édouard|Edouard|Richard|Jacques|Robert|Hugues|Ramsès|Pierre|Rainier|"
    "Marguerite|Harald|Gustave|Mohammed|Hassan|Victor-Emmanuel|Christian|Vatican"
)
_PARTS = (
    "tome|chapitre|chap[.]|acte|scène|livre|volume|vol[.]|titre|partie|phase|annexe|zone|niveau|type|paris|mondiale|guerre|"
    "section|article|tranche|catégorie|classe|groupe|degré|axe|lot"
)
_NAME = re.compile(rf"(?<!\w)(?:{_NAMES}|(?i:{_PARTS})) \Z")
_LONGEST_NAME = 20
_FIGURES = re.compile(r"(?<![\w’'.])(?<![A-Z0-9]-)[IVXLC]+(?![\w’'-])(?!\.\w)")


def value(figures: str) -> int | None:
    """Return the value of Roman figures, or None when they are not written as Rome wrote them."""
    if not figures or not _CANONICAL.fullmatch(figures):
        return None
    values = [_VALUES[figure] for figure in figures]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-this if this < following else this for this, following in pairs)


def _rank(found: re.Match[str]) -> str | None:
    rank, ending = value(found[1]), found[2]
    first = ending.startswith(("er", "re", "ère"))
    if rank is None or (rank == 1) != first:
        return None
    if ending.startswith(("nd", "d")):
        return "second" + "e" * ending.endswith("e") if rank == _SECOND else None
    feminine = ending.startswith(("re", "ère", "ere"))
    return french.ordinal(rank, feminine=feminine, plural=ending.endswith("s"))


def _cardinal(found: re.Match[str]) -> str | None:
    """Say « XIV » in « Louis XIV », and a bare « III »; None for letters that are no figures there."""
    figures, text, start = found[0], found.string, found.start()
    rank = value(figures)
    if not rank:
        return None
    bare = len(figures) > 1 and set(figures) <= set("IVX")
    return french.cardinal(rank) if bare or _NAME.search(text, max(0, start - _LONGEST_NAME), start) else None


READINGS = (ReadingRule(_RANK, _rank), ReadingRule(_FIGURES, _cardinal))
"""Say « XXIe siècle » as a rank, « Ier » as « premier », « Louis XIV », « tome II » and a bare « III » as cardinals."""
