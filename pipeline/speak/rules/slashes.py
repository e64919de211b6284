"""Slashes: fractions, dates, ranges of ages, « et/ou », and everything between two words."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule
from pipeline.speak.rules.dates import MONTHS, day_and_month

_FRACTIONS = {
    "1/2": "un demi",
    "1/3": "un tiers",
    "2/3": "deux tiers",
    "1/4": "un quart",
    "3/4": "trois quarts",
}
_TENTHS = {
    5: "cinquième", 6: "sixième", 7: "septième", 8: "huitième", 9: "neuvième", 10: "dixième", 16: "seizième",
    32: "trente-deuxième", 100: "centième",
}  # fmt: skip
_OVER = re.compile(r"(?<![\w,./])([0-9]{1,4}) ?/ ?([0-9]{1,4})(?![\w/]|[,.][0-9])")
_MARK = re.compile(r"(?<![\w,./])([0-9]+,[0-9]+) ?/ ?([0-9]{1,4})(?![\w/]|[,.][0-9])")
_SHARE = re.compile(r"(?<![\w,./])([0-9]+(?:,[0-9]+)?) ?/ ?([5-9]|10|[23][0-9]|100|1000)(?:e|è|ème|eme)s?(?!\w)")
_FEASTS = {
    "14/7": "quatorze juillet", "11/11": "onze novembre", "24/12": "vingt-quatre décembre",
    "25/12": "vingt-cinq décembre", "31/12": "trente et un décembre", "31/10": "trente et un octobre",
}  # fmt: skip
_FIXED = {"50/50": "cinquante cinquante"}
_DEGREES = re.compile(r"(?<!\w)GIR \Z")
_HALVES = (
    "journée|page|part|place|tarif|litre|finale|point|étage|siècle|douzaine|pension|groupe|bouteille|baguette|kilo|"
    "échelon|service|dose|portion|poste"
)
_OF_THE_FEMININE = frozenset(
    {"journée", "page", "part", "place", "finale", "douzaine", "pension", "bouteille", "baguette", "dose", "portion"}
)
_HALF = re.compile(rf"(?<![\w,./])(?:(d)e )?1/2[ -]({_HALVES})(s?)(?!\w)")
_SOME = re.compile(r" (?:ans|mois|jours|semaines|heures|minutes|fois|personnes|participants|places)(?!\w)")
_AGES = re.compile(r" ?(?:ans|mois)(?!\w)")
_PART_OF = re.compile(r" (?:d[eu]s?(?!\w)|d[’'])")
_DETERMINED = re.compile(r"(?i:(?<!\w)(?:les?|la|du|des|au|aux|en|à|de|cette?|ce|chaque|une?|demi) )\Z")
_LONGEST_DETERMINER = 9
_REFERENCES = (
    (re.compile(r"[A-Z]{2}\Z"), re.compile(r"[0-9]{2}")),
    (re.compile(r"(?<!\w)[0-9]{2,}\Z"), re.compile(r"[0-9]{2,}(?!\w)|[A-Z]{2}")),
)
"""What stands on either side of the slash of a reference: « CCAS/2050/034 »."""
_BETWEEN = re.compile(r" ?/+ ?")
_AND_OR = re.compile(r"(?i:(?<!\w)et)\Z")
_OR = re.compile(r"(?i:ou)(?!\w)")


def _over(found: re.Match[str]) -> str:
    """Say « 1/2 », « 12/03 », « 2/3 jours », « 6/12 ans », « 4/5 des », « 50/50 » or « 9/10 »."""
    top, bottom = found.groups()
    if len(top) > len("12") and len(bottom) > len("12") and not bottom.startswith(("19", "20")):
        return f"{french.whole(top)} barre {french.whole(bottom)}"  # « (UE) 2016/679 »
    known = day_and_month(found, top, bottom) or _FEASTS.get(f"{top}/{bottom}") or _FIXED.get(f"{top}/{bottom}")
    return known or _range(found) or _part(found) or f"{french.whole(top)} sur {french.whole(bottom)}"


def _range(found: re.Match[str]) -> str | None:
    """Say « 6/12 ans », « 2/3 jours » and « GIR 5/6 » as ranges."""
    text, (top, bottom) = found.string, found.groups()
    if not 0 < int(top) < int(bottom):
        return None
    some = int(bottom) == int(top) + 1 and _SOME.match(text, found.end())
    ranged = some or _AGES.match(text, found.end()) or _DEGREES.search(text, 0, found.start())
    return f"{french.whole(top)} à {french.whole(bottom)}" if ranged else None


def _part(found: re.Match[str]) -> str | None:
    """Say « 1/2 », « le 1/3 » and « 4/5 des » as parts of a whole."""
    text, (top, bottom) = found.string, found.groups()
    known = _FRACTIONS.get(f"{top}/{bottom}")
    if known:
        return known.removeprefix("un ") if _determined(text, found.start()) else known
    if 0 < int(top) < int(bottom) and int(bottom) in _TENTHS and _PART_OF.match(text, found.end()):
        return f"{french.cardinal(int(top))} {_TENTHS[int(bottom)]}{'s' * (int(top) > 1)}"
    return None


def _determined(text: str, at: int) -> bool:
    """Tell whether a word before makes « un » superfluous: « le 1/3 des élus », « à 1/2 tarif »."""
    return bool(_DETERMINED.search(text, max(0, at - _LONGEST_DETERMINER), at))


def _half(found: re.Match[str]) -> str:
    half = f"demi-{found[2]}{found[3]}"
    if found[3] or _determined(found.string, found.start()):
        return f"de {half}" if found[1] else half
    return f"{'d’' if found[1] else ''}{'une' if found[2] in _OF_THE_FEMININE else 'un'} {half}"


def _between(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()], found.string[found.end() :]
    if _AND_OR.search(before) and _OR.match(after):
        return " "
    if "//" in found[0]:
        return ", "
    if any(one.search(before) and other.match(after) for one, other in _REFERENCES):
        return " barre "
    beside = (before[-1:].isalnum() or before[-1:] in ".)€%²³»") and (after[:1].isalnum() or after[:1] in "«(")
    return " ou " if before and after and beside else " "


def _share(found: re.Match[str]) -> str | None:
    """Say « 28/35e » and « 4/5e » as so many parts of a whole."""
    top, bottom = found[1], int(found[2])
    if int(top.partition(",")[0]) >= bottom:
        return None
    return f"{french.number(top)} {french.ordinal(bottom, plural=french.is_plural(top))}"


READINGS = (
    ReadingRule(_SHARE, _share),
    ReadingRule(
        re.compile(r"(?<![\w,./])1er ?/ ?(0?[1-9]|1[0-2])(?![\w/])"),
        lambda found: f"premier {MONTHS[int(found[1]) - 1]}",
    ),
    ReadingRule(_OVER, _over, general=True),
    ReadingRule(_MARK, lambda found: f"{french.number(found[1])} sur {french.whole(found[2])}"),
    ReadingRule(_HALF, _half),
    ReadingRule(re.compile(r"(?<![\w/])[nN]/[aA](?![\w/])"), lambda _: "non applicable"),
    ReadingRule(_BETWEEN, _between, general=True),
)
"""Say what a slash stands for, from the most certain to « ou »."""
