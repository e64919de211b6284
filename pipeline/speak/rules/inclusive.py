"""Inclusive writing, which no voice can read as it stands: middle dots, brackets, full stops, hyphens, slashes."""

from __future__ import annotations

import re

from pipeline.speak.reading import ReadingRule, says

_LETTER = r"[^\W\d_]"
_SURE = "e|es|ne|le|te|tes|se|sse|fe|ve|que|euse|ice|rice|trice|ère|ière|esse|ale"
_SAFE = "e|ne|le|te|rice|trice|ice|euse|se|ve|ère|ière|sse"

_DOTS = re.compile(rf"(?<![\w-])((?:{_LETTER}+-)*{_LETTER}+)·({_LETTER}{{1,7}})(?:·?([sS]))?(?!\w)")
_BRACKETS = re.compile(rf"(?<![\w-])((?:{_LETTER}+-)*{_LETTER}+)\(-?({_LETTER}{{1,6}})\)([sS])?(?!\w)")
_STOPS = re.compile(rf"(?<!\w)({_LETTER}{{2,}})\.({_SURE})(?:\.?(s))?(?![\w-]|\.\w)")
"""With full stops an ending has to be one of these: « fin.Suite » is none."""
_HYPHENS = re.compile(rf"(?<![\w-])({_LETTER}{{2,}})-({_SAFE})(?:-?(s))(?![\w-])")
_ONE_HYPHEN = re.compile(rf"(?<![\w-])({_LETTER}{{3,}})-(e|trice|rice|euse|ière|ère)(?![\w-])")
"""With hyphens the plural tells, or an ending that no verb takes: « vas-y » and « donne-le » are none."""
_SLASHES = re.compile(rf"(?<!\w)({_LETTER}{{3,}})/(e|ne|te|se|ve|euse|ice|rice|trice|ère|ière|s)(?:/?(s))?(?!\w)")
_CAPITAL_E = re.compile(r"(?<!\w)([A-Z]?[a-zà-öø-ÿœ]{3,})(E)([Ss])?(?!\w)")
_SMALL = re.compile(
    r"(?<!\w)(le\(s\)|la\(les\)|un\(e\)|du\(des\)|le\(la\)|il\(elle\)|ils\(elles\)|un[/-]e)(?!\w)", re.IGNORECASE
)
_BOTH = {
    "le(s)": "le ou les", "la(les)": "la ou les", "un(e)": "un ou une", "du(des)": "du ou des",
    "le(la)": "le ou la", "il(elle)": "il ou elle", "ils(elles)": "ils et elles",
    "un/e": "un ou une", "un-e": "un ou une",
}  # fmt: skip
_WORDS = frozenset({"elle", "elles", "celle", "celles", "toutes", "une", "la", "la les", "elleux"})
"""Endings that are words: « ils·elles », « ceux·celles »."""
# What the masculine ending becomes before the feminine one: « agriculteur·rice », « heureux·se ».
_SWAPS = {
    "rice": ("eur",), "drice": ("deur",), "ine": ("ain",), "trice": ("teur",), "ice": ("eur",), "euse": ("eur", "eux"),
    "se": ("x",), "ve": ("f",),
    "ère": ("er",), "ière": ("ier",), "ce": ("x",), "que": ("c",), "ale": ("aux", "al"), "elle": ("eaux", "eau"),
}  # fmt: skip
_DOUBLED_T = ("et", "ot")


def _doubled(pattern: re.Pattern[str]) -> ReadingRule:
    """Return the reading of a word, its other ending and, it may be, its plural."""
    return ReadingRule(pattern, lambda found: _said(found[1], found[2], found.groups()[2:]), general=True)


READINGS = (
    ReadingRule(_SMALL, lambda found: _cased(_BOTH[found[1].lower()], found[1])),
    says(r"(?<=[A-Z]{2})\([sS]\)", ""),
    *map(_doubled, (_DOTS, _BRACKETS, _STOPS, _HYPHENS, _ONE_HYPHEN, _SLASHES, _CAPITAL_E)),
)
"""Say both forms: « habitant·e·s » → « habitants et habitantes », « élu·e » → « élu ou élue »."""


def _cased(said: str, written: str) -> str:
    return said.capitalize() if written[:1].isupper() and not written.isupper() else said


def _said(stem: str, ending: str, many: tuple[str | None, ...]) -> str | None:
    if ending.isupper():  # « HABITANT·E·S », « étudiantEs »
        stem, ending = stem.lower() if stem.isupper() else stem, ending.lower()
    plural = "s" if any(many) else ""
    if ending == "s" and stem.isupper():  # « CMP(s) »: how it is spelled shows no plural
        return None
    if ending == "s":
        return f"{stem}s"
    if ending.endswith("s") and not plural:
        ending, plural = ending[:-1], "s"
    if ending == "elle" and stem.lower().endswith(("eau", "eaux")):
        return _pair(stem, f"{stem.lower().removesuffix('x')[:-3]}elle", plural)
    if ending in _WORDS:
        return f"{stem} {'et' if plural else 'ou'} {ending}{plural}"
    if stem.lower() in {"tou", "tout", "tous"}:
        return _pair(stem, "toute", plural) if not plural else f"{stem[:3]}s et {'toutes'}"
    return _pair(stem, _feminine(stem, ending), plural)


def _pair(stem: str, woman: str, plural: str) -> str:
    man = stem if stem.endswith(("s", "x")) else stem + plural
    if stem[:1].isupper():
        woman = woman[:1].upper() + woman[1:]
    return f"{man} {'et' if plural else 'ou'} {woman}{plural}"


def _feminine(stem: str, ending: str) -> str:
    """Return the feminine in the singular: what an ending stands for depends on the one it follows."""
    single = stem[:-1] if stem.endswith(("eurs", "ers", "ifs", "nts", "és", "iens", "els")) else stem
    for masculine in _SWAPS.get(ending, ()):
        if single.endswith(masculine):
            return _swapped(single.removesuffix(masculine), ending)
    if ending == "se" and single.endswith("eur"):  # « travailleur·se »
        return f"{single[:-1]}se"
    if ending == "e" and single.endswith("er"):  # « cher·e », « premier·e »
        return f"{single[:-2]}ère"
    if ending == "te" and single.endswith("t") and not single.endswith(_DOUBLED_T):
        return f"{single}e"
    return single + ending


def _swapped(root: str, ending: str) -> str:
    if ending == "ice":
        return f"{root}rice"
    if ending == "que" and root.endswith("gre"):
        return f"{root}cque"
    return root + ending
