"""Sums of money."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule

_CURRENCIES = {
    "€": ("euro", "euros", "centime"), "EUR": ("euro", "euros", "centime"),
    "euro": ("euro", "euros", "centime"),
    "$": ("dollar", "dollars", "cent"), "£": ("livre", "livres", "pence"),
}  # fmt: skip
_SCALES = {"m": "million", "md": "milliard", "mds": "milliard", "mrd": "milliard"}
_AMOUNT = re.compile(
    rf"{french.START}({french.NUMBER}|[0-9]+\.[0-9]{{1,2}}(?![0-9]))(?: ?([kK]|M[dD]s?|Mrd|M)| (millions?|milliards?))?"
    r" ?(?:d[’'](?=€))?(€|\$|£|EUR(?!\w)|euros?(?!\w))([0-9]{2}(?![0-9]))?"
)
_SIGN_FIRST = re.compile(rf"(?<![0-9] )(?<![0-9])([€$£]) ?({french.NUMBER})(?! ?[€$£])")
_CENTS = re.compile(rf"{french.START}({french.NUMBER}) ?(?:c€|cts?(?!\w))")
_EITHER = re.compile(r"(?<![\w,./])([0-9]+)/([0-9]+)(?= ?€)")
_SCALE_ALONE = re.compile(r"(?<![\w])(k|M|Mds?) ?€")
_SCALES_ALONE = {"k": "milliers", "M": "millions", "Md": "milliards", "Mds": "milliards"}
_PRICE_DECIMALS = 2


def _amount(found: re.Match[str]) -> str:
    written, scale, named, sign, cents_after = found.groups()
    return _sum(_comma(written), scale, named, sign, cents_after)


def _comma(written: str) -> str:
    return re.sub(r"\.(?=[0-9]{1,2}\Z)", ",", written)


def _sum(written: str, scale: str | None, named: str | None, sign: str, cents_after: str | None) -> str:
    currency = _CURRENCIES[sign.removesuffix("s") if sign.startswith("euro") else sign]
    feminine = currency[0] == "livre"
    many = currency[french.is_plural(written)]
    if named:
        return french.counted(f"{french.number(written)} {named}", currency[1])
    if scale in {"k", "K"}:
        return _thousands(written, currency[1], feminine=feminine)
    if scale:
        noun = _SCALES[scale.lower()] + "s" * french.is_plural(written)
        return french.counted(f"{french.number(written)} {noun}", currency[1])
    euros, _, decimals = written.partition(",")
    decimals = cents_after if cents_after and not decimals else decimals
    if not 1 <= len(decimals) <= _PRICE_DECIMALS:
        return french.counted(french.number(written, feminine=feminine), many)
    return _price(euros, int(decimals.ljust(_PRICE_DECIMALS, "0")), currency, feminine=feminine)


def _price(units: str, cents: int, currency: tuple[str, str, str], *, feminine: bool) -> str:
    if not units.strip("0") and cents:
        plural = "s" if cents > 1 and currency[2] != "pence" else ""
        return f"{french.cardinal(cents)} {currency[2]}{plural}"
    said = french.counted(french.number(units, feminine=feminine), currency[french.is_plural(units)])
    return f"{said} {french.cardinal(cents)}" if cents else said


def _thousands(written: str, noun: str, *, feminine: bool) -> str:
    exact = Decimal(re.sub(r"[ .]", "", written).replace(",", ".")) * 1000
    if exact != exact.to_integral_value():
        return f"{french.number(written)} mille {noun}"
    return french.counted(french.whole(str(int(exact)), feminine=feminine), noun)


READINGS = (
    ReadingRule(_AMOUNT, _amount),
    ReadingRule(_SIGN_FIRST, lambda found: _sum(found[2], None, None, found[1], None)),
    ReadingRule(_CENTS, lambda found: f"{french.number(found[1])} centime{'s' * french.is_plural(found[1])}"),
    ReadingRule(_EITHER, lambda found: f"{french.whole(found[1])} ou {french.whole(found[2])}"),
    ReadingRule(_SCALE_ALONE, lambda found: f"{_SCALES_ALONE[found[1]]} d’euros"),
)
"""Say sums: « 12,50 € » → « douze euros cinquante », « 3 M€ » → « trois millions d’euros », « 50 cts », « en k€ »."""
