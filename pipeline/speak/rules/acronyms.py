"""Acronyms: with full stops, spelled letter by letter, read as words; codes; words in capitals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.speak import french, spelling
from pipeline.speak.reading import ReadingRule
from pipeline.speak.rules.units import SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_CODE = re.compile(r"(?<![\w,-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*[0-9])[A-Z0-9]+(?:-[A-Z0-9]+)*(?!-?\w)(?!,[0-9])")
_NO_CODE = re.compile(r"PM2|[JR]-[0-9]+")
_PARTICLES = re.compile(r"(?<!\w)PM ?(?:2,5|2\.5)(?!\w)")
_CAPITALS = re.compile(r"(?<![^\W_])([A-ZÀ-ÖØ-ÞŒŸ]{2,})(s?)(?![^\W_])")
_MIXED = re.compile(r"(?<![^\W_])([A-Z]{2,})([a-z])(?![^\W_])")
_LETTER_AFTER = re.compile(r"(?<=[A-Z]{2}-)([A-Z])(?!\w)")
_A_WORD = 4

_TIGHT = re.compile(rf"(?<![\w.])(?:[{_CAPITAL}]\.-?)+(?:[{_CAPITAL}]\.(?:i\.?)?(?!\w)|[{_CAPITAL}](?![\w]))")
_SPACED = re.compile(rf"(?<![\w.])(?!M\. )(?:[{_CAPITAL}]\. ){{2,}}[{_CAPITAL}]\.(?= [^{_CAPITAL}]|[,;:)!?]|\Z)")
_SAID = {
    "RDV": "rendez-vous", "SVP": "s’il vous plaît", "TTC": "toutes taxes comprises", "NB": "nota béné",
    "HT": "hors taxes", "RDC": "rez-de-chaussée", "PS": "post-scriptum",
}  # fmt: skip
_ALWAYS = frozenset({"RDV", "SVP", "TTC", "RDC"})
_NOTES = frozenset({"NB", "PS"})
_PRICE = re.compile(r"(?:€|euros?|millions) \Z")


def readings(known: Callable[[str], str | None]) -> tuple[ReadingRule, ...]:
    """Return the rules of acronyms; `known` tells how the lexicon says one, written without full stops."""

    def dotted(found: re.Match[str]) -> str:
        """Say « M.J.C. » as the lexicon says MJC, else letter by letter: written with full stops it is spelled."""
        letters = re.sub(r"[^\w]", "", found[0])  # « P.L.U.i. » too
        note = letters != "PS" or re.match(" ?:", found.string[found.end() :])
        said = known(letters) or (note and _SAID.get(letters)) or spelling.spelled(letters)
        return said + ("." if found[0].endswith(".") and _ends(found) else "")

    def code(found: re.Match[str]) -> str | None:
        figures = found[0].lstrip("0123456789")
        if _NO_CODE.fullmatch(found[0]) or (figures in SIGNS and figures != found[0]):
            return None
        return " ".join(run_said(run) for run in re.findall(r"[A-Z]+|[0-9]+", found[0]))

    def run_said(run: str) -> str:
        if run[0] in "0123456789":
            return french.whole(run)
        readable = len(run) >= _A_WORD and spelling.pronounceable(run)
        return known(run) or (run.lower() if readable else spelling.spelled(run))

    def mixed(found: re.Match[str]) -> str:
        return known(found[0]) or f"{run_said(found[1])} {spelling.spelled(found[2])}"

    return (
        ReadingRule(_TIGHT, dotted, general=True),
        ReadingRule(_SPACED, dotted, general=True),
        ReadingRule(_CODE, code, general=True),
        ReadingRule(_PARTICLES, lambda _: "pé aime deux virgule cinq"),
        ReadingRule(_CAPITALS, _capital, general=True),
        ReadingRule(_MIXED, mixed, general=True),
        ReadingRule(_LETTER_AFTER, lambda found: spelling.spelled(found[1])),
    )


def _ends(found: re.Match[str]) -> bool:
    """Tell whether the last full stop of an acronym ends the sentence as well."""
    text, end = found.string, found.end()
    return not text[end:].strip(" »)") or french.opens_a_sentence(text, end, articles=True)


def _capital(found: re.Match[str]) -> str:
    """Spell what cannot be read (« TPUT » → « té pé u té »), and put the rest in small letters."""
    letters, plural = found.groups()
    before, after = found.string[: found.start()], found.string[found.end() :]
    if letters in _ALWAYS:
        return _SAID[letters]
    if (letters in _NOTES and re.match(" ?:", after)) or (letters == "HT" and _PRICE.search(before)):
        return _SAID[letters]
    if spelling.pronounceable(letters):
        return letters.lower() + plural
    return spelling.spelled(letters)
