"""Dates as a French reader writes them, and as a French writer types them."""

import calendar
import datetime as dt
import re

from pipeline.french.letters import ascii_of

_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def french_date(day: dt.date) -> str:
    """Return `12 mars 2050`, and `1er` for the first of a month."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[day.month - 1]} {day.year}"


_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:t[\d:.+z-]*)?)?)?")
_FRENCH = re.compile(r"(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4}|\d{2})")
_SPELLED = re.compile(r"(?:(?:[a-z]+di |le )*(\d{1,2})(?:er)? )?(?:fin )?([a-z]+)\.? (\d{4})")
_SHORTEST_MONTH = 3
_CENTURY = 2000


def last_day(text: str) -> dt.date | None:
    """Return the last day a date means: of the year, of the month, or the day itself; None for what is no date.

    >>> last_day("2027-02"), last_day("30/06/27"), last_day("1er juin 2027"), last_day("fin déc. 2027")
    (datetime.date(2027, 2, 28), datetime.date(2027, 6, 30), datetime.date(2027, 6, 1), datetime.date(2027, 12, 31))
    """
    plain = re.sub(r"\s+", " ", ascii_of(text)).strip()
    if found := _ISO.fullmatch(plain.removeprefix("fin ")):
        year, month, day = int(found[1]), int(found[2] or 12), int(found[3] or 0)
    elif found := _FRENCH.fullmatch(plain):
        year, month, day = int(found[3]), int(found[2]), int(found[1] or 0)
        year += _CENTURY if len(found[3]) < len("2027") else 0
    elif (found := _SPELLED.fullmatch(plain)) and (month := _month(found[2])):
        year, day = int(found[3]), int(found[1] or 0)
    else:
        return None
    try:
        return dt.date(year, month, day or calendar.monthrange(year, month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None


def _month(word: str) -> int:
    """Return the number of a month, also when cut short (« déc », « juill »); 0 for any other word."""
    known = [number for number, name in enumerate(_MONTHS, 1) if ascii_of(name).startswith(word)]
    return known[0] if len(known) == 1 and len(word) >= _SHORTEST_MONTH else 0
