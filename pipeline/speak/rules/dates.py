"""Dates written with figures, the first of the month, months and days cut short, decades."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORT = {
    "janv": "janvier", "jan": "janvier", "févr": "février", "fév": "février", "fev": "février", "avr": "avril",
    "juil": "juillet", "sept": "septembre", "oct": "octobre", "nov": "novembre", "déc": "décembre", "dec": "décembre",
}  # fmt: skip
_WEEKDAYS = {
    "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi", "sam": "samedi",
    "dim": "dimanche",
}  # fmt: skip
_DAY = "|".join(_WEEKDAYS)
_MONTH = "|".join(_SHORT)
_ANY_MONTH = f"{'|'.join(MONTHS)}|(?:{_MONTH})[.]"

_WEEKDAY = re.compile(
    rf"(?<!\w)({_DAY})\.(?=[ ]?[-–,):;/]| (?:[0-9à&]|au |et |{_DAY}|matin|soir|après-midi)|\Z)", re.IGNORECASE
)
_THE_DAY = re.compile(
    r"(?:(?<=[lL]e )|(?<=[0-9]er )|(?<=[0-9]e )|(?<=\. et )|(?<=\. ou ))(lun|mar|mer|jeu|ven|sam|dim)\.(?= [a-zà-ÿ0-9])"
)
_BARE_DAYS = re.compile(rf"(?<![\w.])(?:{_DAY})(?: ?[-–/,] ?(?:{_DAY}))+(?![\w’'])\.?", re.IGNORECASE)
_BARE_DAY = re.compile(rf"(?<!\w)({_DAY})(?= [0-3]?[0-9] (?:{_ANY_MONTH}))", re.IGNORECASE)
_BEFORE_ITS_YEAR = rf"[^\W\d_]+\. ?(?:[12][0-9]{{3}}(?![0-9])|(?:[-–/]|à|au) ?(?:{'|'.join(MONTHS)}|(?:{_MONTH})\.))"
_SHORT_MONTH = re.compile(
    rf"(?:(?<=[0-9] )|(?<=[0-9]er )|(?<=[0-9])|(?<=[.][-–/])|(?<=[.] à )|(?<=fin )|(?<=début )|(?<=mi-)"
    rf"|(?<!\w)(?={_BEFORE_ITS_YEAR}))({_MONTH})\.(?!\w)",
    re.IGNORECASE,
)
_NO_STOP = re.compile(r"(?:(?<=[0-9] )|(?<=[0-9]er ))(janv|févr|fév|avr|juil|oct|nov|déc)(?!\w|\.)", re.IGNORECASE)

_WHOLE = re.compile(r"(?<![\w,./-])([0-3]?[0-9]|1er)([/.-])([01]?[0-9])\2([12][0-9]{3})(?![0-9]|[/.-][0-9])")
_SHORT_YEAR = re.compile(r"(?<![\w,./-])([0-3]?[0-9])([/.])([01]?[0-9])\2([0-9]{2})(?![0-9]|[/.-][0-9]|,[0-9])")
_ISO = re.compile(r"(?<![\w,./-])([12][0-9]{3})-([01][0-9])-([0-3][0-9])(?![\w]|[/.-][0-9])")
_DAYS_OF_ONE_MONTH = re.compile(
    r"(?<![\w,./-])([0-3]?[0-9])( ?[-–] ?| et | au | à )([0-3]?[0-9])/([01]?[0-9])(?:/([12][0-9]{3}|[0-9]{2}))?"
    r"(?![0-9]|[/.-][0-9]|,[0-9])"
)
_MONTH_AND_YEAR = re.compile(r"(?<![\w,./-])(0[1-9]|1[0-2])/((?:19|20)[0-9]{2})(?![0-9]|[/.-][0-9])")
_OF_A_DAY = re.compile(
    rf"(?i:(?<!\w)(?:le|du|au|avant|dès|(?:{_DAY})[.]?|{'|'.join(f'{day}s?' for day in _WEEKDAYS.values())}) )\Z"
)
_LONGEST_DAY = 12
_NO_DAY = re.compile(r" (?:d[eu’']|des |tarif|finale|pension|journée|temps|litre|part|page|heure|h(?!\w))")
_THIS_CENTURY = 60
"""Years in two figures up to this one are of this century: the newscasts are of 2050."""

_FIRST = re.compile(rf"(?<![0-9,./])(?<![0-9] )0?1(?= (?:{_ANY_MONTH})(?!\w))")
_ZERO_DAY = re.compile(rf"(?<![0-9,./])0([2-9])(?= (?:{_ANY_MONTH})(?!\w))")
_DECADE = re.compile(r"(?i:(?<=années )|(?<=année ))([1-9]0)(?![0-9]|[.,][0-9])")
_SEASON = re.compile(r"(?<![\w,./-])((?:19|20)[0-9]{2}) ?([/-]) ?((?:19|20)?[0-9]{2})(?![\w/-]|[,.][0-9])")
_OF_A_SEASON = re.compile(r"(?i:(?:saisons?|années?|scolaires?|exercices?|hivers?|campagnes?|rentrée) )\Z")
_LONGEST_SEASON = 11
_CENTURY = 100
_GREAT_WAR = re.compile(r"(?i:(?<=guerre de )|(?<=guerre ))(14|39)[-–](18|40|45)(?![\w/-])")


def day_and_month(found: re.Match[str], day: str, month: str) -> str | None:
    """Return how « 12/03 » is said when it is a day: a month of two figures, or a word before it that tells."""
    text = found.string
    told = _OF_A_DAY.search(text, max(0, found.start() - _LONGEST_DAY), found.start())
    sure = month.startswith("0") or (told and not _NO_DAY.match(text, found.end()))
    return (_date(day, month) or None) if sure else None


def _date(day: str, month: str, year: str = "") -> str:
    """Say a date of figures; empty when there is none such."""
    if not 1 <= int(month) <= len(MONTHS) or not 1 <= int(day) <= _DAYS[int(month) - 1]:
        return ""
    rank = "premier" if int(day) == 1 else french.cardinal(int(day))
    said = f"{rank} {MONTHS[int(month) - 1]}"
    return f"{said} {french.cardinal(int(_whole_year(year)))}" if year else said


def _whole_year(figures: str) -> str:
    if len(figures) > 2:  # a year in two figures
        return figures
    return f"{'20' if int(figures) <= _THIS_CENTURY else '19'}{figures}"


def _days(found: re.Match[str]) -> str | None:
    """Say « 29-30/09/2016 » after « les » as « 29 et 30 », otherwise as « 29 à 30 »."""
    first, joint, last, month, year = found.groups()
    said = _date(last, month, year or "")
    sure = year or month.startswith("0") or len(month) == 2  # a month in two figures
    if not said or not 1 <= int(first) <= _DAYS[int(month) - 1] or not sure:
        return None
    if joint.strip() in "-–":
        joint = " et " if found.string[: found.start()].lower().endswith("les ") else " à "
    return f"{'premier' if int(first) == 1 else french.cardinal(int(first))}{joint}{said}"


def _season(found: re.Match[str]) -> str | None:
    """Say « 2024/25 » and « la saison 2024-2025 » as two years; « 2020-2050 » is left to the ranges."""
    first, sign, last = found.groups()
    begins = int(first)
    ends = int(last) if len(last) == len(first) else begins // _CENTURY * _CENTURY + int(last)
    follows = ends == begins + 1
    short = len(last) < len(first)
    if short and not follows:
        return None
    named = _OF_A_SEASON.search(found.string, max(0, found.start() - _LONGEST_SEASON), found.start())
    if sign == "-" and not (follows and (named or short)):
        return None
    joint = " " if sign == "/" or named else " à "
    return f"{french.cardinal(begins)}{joint}{french.cardinal(ends)}"


def _weekdays(found: re.Match[str]) -> str:
    days = [_WEEKDAYS[day.lower()] for day in re.findall(r"[^\W\d_]{3}", found[0])]
    if len(days) == 2 and re.search("[-–]", found[0]):  # from one day to another
        return " à ".join(days)
    return ", ".join(days)


def _year_figures(found: re.Match[str]) -> str:
    return f"{MONTHS[int(found[1]) - 1]} {french.cardinal(int(found[2]))}"


READINGS = (
    ReadingRule(_WEEKDAY, lambda found: _WEEKDAYS[found[1].lower()]),
    ReadingRule(_THE_DAY, lambda found: _WEEKDAYS[found[1].lower()]),
    ReadingRule(_BARE_DAYS, _weekdays),
    ReadingRule(_BARE_DAY, lambda found: _WEEKDAYS[found[1].lower()]),
    ReadingRule(_SHORT_MONTH, lambda found: _SHORT[found[1].lower()]),
    ReadingRule(_NO_STOP, lambda found: _SHORT[found[1].lower()]),
    ReadingRule(_DAYS_OF_ONE_MONTH, _days),
    ReadingRule(_WHOLE, lambda found: _date(found[1].removesuffix("er"), found[3], found[4]) or None),
    ReadingRule(_SHORT_YEAR, lambda found: _date(found[1], found[3], found[4]) or None),
    ReadingRule(_ISO, lambda found: _date(found[3], found[2], found[1]) or None),
    ReadingRule(_MONTH_AND_YEAR, _year_figures),
    ReadingRule(_FIRST, lambda _: "premier"),
    ReadingRule(_ZERO_DAY, lambda found: french.cardinal(int(found[1]))),
    ReadingRule(_DECADE, lambda found: french.cardinal(int(found[1])).removesuffix("s")),
    ReadingRule(_SEASON, _season),
    ReadingRule(_GREAT_WAR, lambda found: f"{french.cardinal(int(found[1]))} {french.cardinal(int(found[2]))}"),
)
"""Say dates: « 12/03/2050 », « 1 mars », « 3 sept. », « lun.-ven. », « années 80 », « 2024/25 »; an impossible one is
left to the other rules."""
