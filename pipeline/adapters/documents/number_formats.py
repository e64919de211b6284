"""What a cell of a spreadsheet shows: a stored number under its format, as somebody in France reads it.

>>> shown("0.6", "0%"), shown("2000", "General"), shown("12.5", "0.00"), shown("54862", "dd/mm/yyyy")
('60 %', '2000', '12,50', '15/03/2050')
>>> shown("0.5208333333333334", "hh:mm"), shown("abc", "General")
('12:30', 'abc')
"""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

BUILT_IN: Mapping[int, str] = MappingProxyType({
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss",
})  # fmt: skip
"""The formats that files name by a number. Source: ECMA-376 part 1, 18.8.30."""

_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a day of a calendar, in no zone
_LAST_DAY = 2_958_465
"""31 December 9999, counted from the epoch."""

_SAID = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.')
_TIMED = re.compile(r"[hs]", re.IGNORECASE)
_DATED = re.compile(r"[dy]", re.IGNORECASE)


def shown(stored: str, form: str) -> str:
    """Return what a cell shows of a stored number; a text as it stands."""
    try:
        number = Decimal(stored)
    except InvalidOperation:
        return stored
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return stored
    bare = _SAID.sub("", form.partition(";")[0])
    if bare.lower() != "general" and (_DATED.search(bare) or _TIMED.search(bare)):
        return _moment(number, dated=bool(_DATED.search(bare)), timed=bool(_TIMED.search(bare)), form=bare)
    if "%" in bare:
        return f"{_plain(number * 100, bare)} %"
    euros = " €" if "€" in form else ""
    return f"{_plain(number, bare)}{euros}"


def _plain(number: Decimal, form: str) -> str:
    """Return a number with the decimals of its format, or those that it has."""
    decimals = re.search(r"\.([0#]+)", form)
    if decimals:
        number = round(number, len(decimals[1]))
        text = f"{number:f}" if "0" in decimals[1] else _short(number)
    elif re.search(r"[0#]", form):
        text = f"{round(number):d}"
    else:
        text = _short(round(number, 10))
    return text.replace(".", ",")


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(number: Decimal, *, dated: bool, timed: bool, form: str) -> str:
    if not 0 <= number <= _LAST_DAY:
        return _short(number).replace(".", ",")
    seconds = round(number * 86_400)
    if not dated:
        hours, rest = divmod(seconds, 3600)
        minutes, left = divmod(rest, 60)
        if re.fullmatch(r"\s*\[?m+\]?:ss.*", form, re.IGNORECASE):
            return f"{hours * 60 + minutes}:{left:02d}"
        return f"{hours}:{minutes:02d}" + (f":{left:02d}" if left else "")
    moment = _EPOCH + dt.timedelta(seconds=seconds)
    day = moment.strftime("%d/%m/%Y")
    return f"{day} {moment.hour}:{moment.minute:02d}" if timed and seconds % 86_400 else day
