"""Sizes, ages and counts as French people write and read them."""

import math
import re

from pipeline.errors import UserError

_SIZES = {"o": 1, "ko": 10**3, "mo": 10**6, "go": 10**9, "to": 10**12}
_ENGLISH = {
    "": "o",
    "b": "o",
    "k": "ko",
    "kb": "ko",
    "m": "mo",
    "mb": "mo",
    "g": "go",
    "gb": "go",
    "t": "to",
    "tb": "to",
}
_MOST = 1e18
"""Bytes, or seconds, beyond which a figure is a slip: no disk holds, and nothing has lasted, that much."""

_SHOWN = 40
_HOUR = 3_600
_AGES = {
    "h": _HOUR,
    "j": 24 * _HOUR,
    "d": 24 * _HOUR,
    "sem": 7 * 24 * _HOUR,
    "w": 7 * 24 * _HOUR,
    "mois": 30 * 24 * _HOUR,
}
_QUANTITY = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]*)", re.IGNORECASE)


def size_said(size: int) -> str:
    """Say a number of bytes in the largest unit that leaves at least one of it.

    >>> size_said(1_234_567_890), size_said(66_000_000), size_said(512), size_said(999_950)
    ('1,2 Go', '66 Mo', '512 o', '1 Mo')
    """
    value, units = float(size), ["o", "ko", "Mo", "Go", "To"]
    unit = units.pop(0)
    while round(value, 1) >= 1_000 and units:
        value /= 1_000
        unit = units.pop(0)
    figure = f"{value:.1f}" if value < 10 and unit != "o" else f"{value:.0f}"
    return f"{figure.removesuffix('.0').replace('.', ',')} {unit}"


def size_from(text: str) -> int:
    """Read `5Go`, `1,5 Go`, `500 Mo` or `2G` as bytes; raises UserError."""
    found = _QUANTITY.fullmatch(text.strip())
    unit = found[2].lower() if found else "?"
    unit = _ENGLISH.get(unit, unit)
    size = float(found[1].replace(",", ".")) * _SIZES.get(unit, math.inf) if found else math.inf
    if not size <= _MOST:  # nor an unknown unit
        raise UserError(f"taille illisible : « {_short(text)} » ; écrivez par exemple 5Go ou 500Mo")
    return round(size)


def age_from(text: str) -> float:
    """Read `30j`, `12h`, `2sem` or `3mois` as seconds; raises UserError."""
    found = _QUANTITY.fullmatch(text.strip())
    unit = found[2].lower() if found else ""
    unit = unit if unit in _AGES else unit.removesuffix("ours").removesuffix("our").removesuffix("aines")
    age = float(found[1].replace(",", ".")) * _AGES.get(unit, math.inf) if found else math.inf
    if not age <= _MOST:  # nor an unknown unit
        raise UserError(f"durée illisible : « {_short(text)} » ; écrivez par exemple 30j, 12h, 2sem ou 3mois")
    return age


def _short(text: str) -> str:
    """Return what somebody typed, on one line and not at endless length."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def count_said(count: int, noun: str) -> str:
    """Say how many there are, with the noun agreeing.

    >>> count_said(1, "entrée"), count_said(0, "entrée"), count_said(12_345, "entrée")
    ('1 entrée', '0 entrée', '12 345 entrées')
    """
    return f"{count:,} {noun}{'s' if count > 1 else ''}".replace(",", " ")


def age_said(seconds: float) -> str:
    """Say how long ago something was, in days at the finest.

    >>> age_said(3_600), age_said(30 * 3_600), age_said(40 * 86_400)
    ("aujourd'hui", 'il y a 1 jour', 'il y a 40 jours')
    """
    days = int(seconds // (24 * _HOUR))
    return f"il y a {count_said(days, 'jour')}" if days > 0 else "aujourd'hui"


def lasting(seconds: float) -> str:
    """Say how long something took, in the two largest units.

    >>> lasting(0.84), lasting(35.2), lasting(320), lasting(3_900)
    ('0,8 s', '35 s', '5 min 20 s', '1 h 05 min')
    """
    whole = round(seconds)
    if seconds < 9.95:
        return f"{seconds:.1f} s".replace(".", ",")
    if whole < 60:
        return f"{whole} s"
    if whole < _HOUR:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // _HOUR} h {whole % _HOUR // 60:02d} min"
