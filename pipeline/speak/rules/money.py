"""Sums of money."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.speak import french

_CURRENCIES = {
    "€": ("euro", "euros", "centime"), "EUR": ("euro", "euros", "centime"),
    "euro": ("euro", "euros", "centime"),
    "$": ("dollar", "dollars", "cent"), "£": ("livre", "livres", "pence"),
}  # fmt: skip
_SCALES = {"M": "million", "Md": "milliard", "Mds": "milliard", "Mrd": "milliard"}
_AMOUNT = re.compile(
    rf"{french.START}({french.NUMBER})(?: ?([kK]|Mds?|Mrd|M)| (millions?|milliards?))? ?"
    r"(€|\$|£|EUR(?!\w)|euros?(?!\w))([0-9]{2}(?![0-9]))?"
)
_PRICE_DECIMALS = 2
_EACH = re.compile(r"([€$£]|(?<!\w)euros?) ?/ ?(?=[a-zéè]{4,})")
_SIGN_FIRST = re.compile(rf"(?<![0-9] )(?<![0-9])([€$£]) ?({french.NUMBER})(?! ?[€$£])")


def amounts(text: str) -> str:
    """Say sums: « 12,50 € » → « douze euros cinquante », « 3 M€ » → « trois millions d’euros »."""
    text = _EACH.sub(r"\1 par ", text)
    return _AMOUNT.sub(_amount, _SIGN_FIRST.sub(r"\2 \1", text))


def _amount(found: re.Match[str]) -> str:
    written, scale, named, sign, cents_after = found.groups()
    currency = _CURRENCIES[sign.removesuffix("s") if sign.startswith("euro") else sign]
    feminine = currency[0] == "livre"
    many = currency[french.is_plural(written)]
    if named:
        return french.counted(f"{french.number(written)} {named}", currency[1])
    if scale in {"k", "K"}:
        return _thousands(written, currency[1], feminine=feminine)
    if scale:
        noun = _SCALES[scale] + "s" * french.is_plural(written)
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
