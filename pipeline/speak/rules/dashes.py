"""Hyphens and dashes: ranges, minus signs, scores, pauses, and the bullets of lists."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule

_DASH = re.compile(r" *[-–—―]+ *")
_UNIT = r"(?: ?(?:%|€|[kM]€|°C?|km|m|cm|kg|g|ans|mois|jours|m²|h(?:[0-5][0-9])?))"
_NUMBER_BEFORE = re.compile(rf"(?<![\w/-])(?:[0-9]{{1,3}}(?:[ .][0-9]{{3}})+|[0-9]+)(?:,[0-9]+)?{_UNIT}?\Z")
_FIGURE = re.compile(r"[0-9]")
_COUNTED = re.compile(
    rf"(?:{french.NUMBER}){_UNIT}?(?!\w)(?= ?(?:%|€|°|ans|mois|h|km|m|kg|jours|places|personnes|points|euros|janv|fév"
    r"|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|[-–]|\Z|[.,;)]))"
)
_RANK_BEFORE = re.compile(r"(?<![\w-])(?:1er|1re|1ère|(?:[0-9]{1,2}|[IVXLC]+)[eè]s?)\Z")
_RANK_AFTER = re.compile(r"(?:[0-9]{1,2}|[IVXLC]+)[eè]s?(?!\w)")
_DAYS = "lun|mar|mer|jeu|ven|sam|dim"
_DAY_BEFORE = re.compile(rf"(?i:(?<!\w)(?:(?:{_DAYS})[.]?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?)\Z")
_DAY_AFTER = re.compile(rf"(?i:(?:(?:{_DAYS})(?![^\W_])|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))")
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_SHORT_MONTHS = "janv|févr?|avr|juil|sept|oct|nov|déc"
_MONTH_BEFORE = re.compile(rf"(?i:(?<!\w)(?:{_MONTHS}|(?:{_SHORT_MONTHS})[.]))\Z")
_MONTH_AFTER = re.compile(rf"(?i:(?:{_MONTHS})(?!\w)|(?:{_SHORT_MONTHS})[.])")
_NOON = (
    re.compile(r"(?<!\w)(?:[Mm]idi|[Mm]inuit|[0-9]{1,2} ?h(?:[0-5][0-9])?)\Z"),
    re.compile(r"(?:midi|minuit|[0-9]{1,2} ?h(?:[0-5][0-9])?)(?!\w)"),
)
_FROM_TO = (_NOON, (_RANK_BEFORE, _RANK_AFTER), (_DAY_BEFORE, _DAY_AFTER), (_MONTH_BEFORE, _MONTH_AFTER))
_BETWEEN = re.compile(r"(?i:\bentre )[0-9 ,.]*\S*\Z")
_DAYS_OF_A_MONTH = re.compile(rf"[0-9]+ (?i:(?:{_MONTHS})(?!\w)|(?:{_SHORT_MONTHS})[.])")
_YEAR = r"(?:19|20)[0-9]{2}"
_YEARS = (re.compile(rf"(?<![\w,./]){_YEAR}\Z"), re.compile(rf"{_YEAR}(?!\w)"))
_COUNTDOWN = re.compile(r"(?<!\w)[JR]\Z")
_EQUALS = re.compile(r"[0-9]+ ?=")
_OF_A_NUMBER = re.compile(r"de [0-9]")
_AGE = re.compile(r"[0-9]+ ?ans(?!\w)")
_ABOUT_SCORES = re.compile(r"(?i:\b(?:score|match|mi-temps)\b)")
_CAPITALS = (re.compile(r"[A-ZÀ-ÖØ-Þ]{2}\Z"), re.compile(r"[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ]|(?!\w))"))
_LONGEST_BEFORE = 24


def _dash(found: re.Match[str]) -> str | None:
    text = found.string
    before, after = text[max(0, found.start() - _LONGEST_BEFORE) : found.start()], text[found.end() :]
    opening = found[0].startswith(" ") or not before or before[-1] in "(,;:["
    closing = found[0].endswith(" ") or not after
    figures = _FIGURE.match(after) is not None
    if _signed(before, after, opening=opening, closing=closing, figures=figures):
        return _less(after, before)
    if not before or not after:
        return ""
    if opening and closing:
        return _parted(text, before, after)
    if opening or closing:
        return " " if opening else None
    return _tight(text, before, after, figures=figures)


def _signed(before: str, after: str, *, opening: bool, closing: bool, figures: bool) -> bool:
    """Tell whether a dash is a minus sign: « -5 », « les - de 12 ans », « ; - 26 ans »."""
    if opening and closing and _OF_A_NUMBER.match(after):
        return True
    if opening and closing and before[-1:] in {";", ",", "("} and _AGE.match(after):
        return True
    return opening and not closing and figures


def _less(after: str, before: str) -> str:
    space = " " if before and not before.endswith("(") else ""
    if _OF_A_NUMBER.match(after):
        return f"{space}moins "
    return f"{space}moins de " if _AGE.match(after) else f"{space}moins "


def _parted(text: str, before: str, after: str) -> str:
    """Return what stands for a dash with a space on either side."""
    if before[-1:].isdigit() and _EQUALS.match(after):
        return " moins "
    if _COUNTDOWN.search(before) and _FIGURE.match(after):
        return " moins "
    ranged = _NUMBER_BEFORE.search(before) and _COUNTED.match(after)
    years = _YEARS[0].search(before) and _YEARS[1].match(after)
    days = _DAY_BEFORE.search(before) and _DAY_AFTER.match(after)
    score = before[-1:].isdigit() and _FIGURE.match(after) and _ABOUT_SCORES.search(text)
    if ranged or years or days or score:
        return _between_numbers(before, after)
    return " " if re.search(r"[.!?…:]\Z", before) else ", "


def _between_numbers(before: str, after: str) -> str:
    """Say « entre 5-10 », « du 12-13 juin » and « les 5-6 juin » with the word that goes with the one before."""
    if _BETWEEN.search(before):
        return " et "
    of_days = _DAYS_OF_A_MONTH.match(after) and re.search(r"(?i:(?<!\w)(du|les|des) )([0-9]+)\Z", before)
    if not of_days:
        return " à "
    first, last = int(of_days[2]), int(re.findall("[0-9]+", after)[0])
    return " au " if of_days[1].lower() == "du" else " et " if last == first + 1 else " à "


def _tight(text: str, before: str, after: str, *, figures: bool) -> str | None:
    """Return what stands for a dash between two words or figures; None keeps the hyphen of a word."""
    if figures and _COUNTDOWN.search(before):
        return " moins "
    if figures and (_NUMBER_BEFORE.search(before) or (before[-1:].isdigit() and _ABOUT_SCORES.search(text))):
        return _between_numbers(before, after)
    if any(first.search(before) and last.match(after) for first, last in _FROM_TO):
        return " à "
    if _CAPITALS[0].search(before) and _CAPITALS[1].match(after):
        return " "
    return None if before[-1:].isalpha() and after[:1].isalpha() else " "


READINGS = (
    ReadingRule(_DASH, _dash),
    ReadingRule(re.compile(r"(?<=[0-9]):(?=[0-9])|(?<=[0-9])[’'](?=[0-9])"), lambda _: " "),
    ReadingRule(re.compile(r"(?<=[0-9]) : (?=[0-9]+ ?=)"), lambda _: " divisé par "),
)
"""Say what a dash stands for: « à », « moins », a pause or nothing; « 16:9 » and « 6 : 2 = 3 » with it."""
