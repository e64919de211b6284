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
_DAYS_OF_ONE_MONTH = re.compile(
    r"(?<![\w,./-])([0-3]?[0-9])( ?[-–] ?| et | au | à )([0-3]?[0-9])/([01]?[0-9])(?:/([12][0-9]{3}))?"
    r"(?![0-9]|[/.-][0-9]|,[0-9])"
)
_WEEKDAYS = {
    "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi", "sam": "samedi",
    "dim": "dimanche",
}  # fmt: skip
_WEEKDAY = re.compile(rf"(?<!\w)({'|'.join(_WEEKDAYS)})\.(?=[ ]?[-–,)/]| [0-9à]|\Z)", re.IGNORECASE)
_FROM_TO = re.compile(rf"(?<=di|he) ?[-–] ?(?=(?:{'|'.join(_WEEKDAYS.values())})(?!\w))")
_GREAT_WAR = re.compile(r"(?<![\w/-])(14|39)[-–](18|40|45)(?![\w/-])")
_SHORT_YEAR = re.compile(r"(?<![\w,./-])([0-3]?[0-9])([/.])([01]?[0-9])\2([0-9]{2})(?![0-9]|[/.-][0-9]|,[0-9])")
_THIS_CENTURY = 60
"""Years in two figures up to this one are of this century: the newscasts are of 2050."""
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
    text = _DAYS_OF_ONE_MONTH.sub(_days, text)
    text = _LITTLE_ENDIAN.sub(lambda found: _date(found[0], found[1], found[3], found[4]), text)
    text = _SHORT_YEAR.sub(lambda found: _date(found[0], found[1], found[3], _whole_year(found[4])), text)
    text = _MONTH_AND_YEAR.sub(lambda found: f"{_MONTHS[int(found[1]) - 1]} {found[2]}", text)
    text = _ISO.sub(lambda found: _date(found[0], found[3], found[2], found[1]), text)
    return _DAY_AND_MONTH.sub(lambda found: _date(found[0], found[1], found[2], ""), text)


def written(text: str) -> str:
    """Read « 1 mars » as « premier mars », « 3 sept. » as « 3 septembre », « années 80 » without its s."""
    text = _WEEKDAY.sub(lambda found: _WEEKDAYS[found[1].lower()], text)
    text = _FROM_TO.sub(" à ", text)
    text = _GREAT_WAR.sub(_war, text)
    text = _SHORT_MONTH.sub(lambda found: _SHORT[found[1]], text)
    text = _FIRST.sub("premier ", text)
    text = _ZERO_DAY.sub(r"\1 ", text)
    return _DECADE.sub(lambda found: french.cardinal(int(found[1])).removesuffix("s"), text)


def _whole_year(figures: str) -> str:
    return f"{'20' if int(figures) <= _THIS_CENTURY else '19'}{figures}"


def _days(found: re.Match[str]) -> str:
    """Say « 29-30/09/2016 » after « les » as « 29 et 30 », otherwise as « 29 à 30 »."""
    first, joint, last, month, year = found.groups()
    said = _date("", last, month, year or "")
    if not said or not 1 <= int(first) <= 31 or not (year or month.startswith("0") or len(month) == 2):
        return found[0]
    if joint.strip() in "-–":
        joint = " et " if found.string[: found.start()].lower().endswith("les ") else " à "
    return f"{'premier' if int(first) == 1 else int(first)}{joint}{said}"


def _war(found: re.Match[str]) -> str:
    """Say « la guerre de 14-18 » as people do; elsewhere « 14-18 » is a range."""
    of_war = re.search(r"guerre (?:de )?\Z", found.string[: found.start()])
    return f"{found[1]} {found[2]}" if of_war else found[0]


def _date(as_written: str, day: str, month: str, year: str) -> str:
    if not 1 <= int(month) <= len(_MONTHS) or not 1 <= int(day) <= _DAYS[int(month) - 1]:
        return as_written
    rank = "premier" if int(day) == 1 else str(int(day))
    return f"{rank} {_MONTHS[int(month) - 1]} {year}".rstrip()
