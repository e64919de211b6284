"""Dates written with figures, the first of the month, months cut short, decades."""

from __future__ import annotations

import re

from pipeline.speak import french

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORT = {
    "janv": "janvier", "jan": "janvier", "févr": "février", "fév": "février", "avr": "avril",
    "juil": "juillet", "sept": "septembre", "oct": "octobre", "nov": "novembre", "déc": "décembre",
}  # fmt: skip

_LITTLE_ENDIAN = re.compile(r"(?<![\w,./-])([0-3]?[0-9])([/.-])([01]?[0-9])\2([12][0-9]{3})(?![0-9]|[/.-][0-9])")
_ISO = re.compile(r"(?<![\w,./-])([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?![\w]|[/.-][0-9])")
_DAY_AND_MONTH = re.compile(r"(?i:(?<=\ble )|(?<=\bdu )|(?<=\bau ))([0-3]?[0-9])/([01][0-9])(?![0-9]|/[0-9]|,[0-9])")
_MONTH_AND_YEAR = re.compile(r"(?<![\w,./-])(0[1-9]|1[0-2])/((?:19|20)[0-9]{2})(?![0-9]|[/.-][0-9])")
_SHORT_MONTH = re.compile(
    rf"(?:(?<=[0-9er] )|(?<!\w)(?=[^\W\d_]+\. [12][0-9]{{3}}(?![0-9])))({'|'.join(_SHORT)})\.(?!\w)"
)
_FIRST = re.compile(rf"(?<![0-9,./])(?<![0-9] )0?1 (?=(?:{'|'.join(_MONTHS)})\b)")
_ZERO_DAY = re.compile(rf"(?<![0-9,./])0([2-9]) (?=(?:{'|'.join(_MONTHS)})\b)")
_DECADE = re.compile(r"(?i:(?<=années )|(?<=année ))([1-9]0)(?![0-9]|[.,][0-9])")


def numeric(text: str) -> str:
    """Spell out dates in figures: « 12/03/2050 » → « 12 mars 2050 »; an impossible date is left alone."""
    text = _LITTLE_ENDIAN.sub(lambda found: _date(found[0], found[1], found[3], found[4]), text)
    text = _MONTH_AND_YEAR.sub(lambda found: f"{_MONTHS[int(found[1]) - 1]} {found[2]}", text)
    text = _ISO.sub(lambda found: _date(found[0], found[3], found[2], found[1]), text)
    return _DAY_AND_MONTH.sub(lambda found: _date(found[0], found[1], found[2], ""), text)


def written(text: str) -> str:
    """Read « 1 mars » as « premier mars », « 3 sept. » as « 3 septembre », « années 80 » without its s."""
    text = _SHORT_MONTH.sub(lambda found: _SHORT[found[1]], text)
    text = _FIRST.sub("premier ", text)
    text = _ZERO_DAY.sub(r"\1 ", text)
    return _DECADE.sub(lambda found: french.cardinal(int(found[1])).removesuffix("s"), text)


def _date(as_written: str, day: str, month: str, year: str) -> str:
    if not 1 <= int(month) <= len(_MONTHS) or not 1 <= int(day) <= _DAYS[int(month) - 1]:
        return as_written
    rank = "premier" if int(day) == 1 else str(int(day))
    return f"{rank} {_MONTHS[int(month) - 1]} {year}".rstrip()
