"""Signs before, between and after figures: more, less, times, scores, thousands cut short."""

from __future__ import annotations

import re

from pipeline.speak import french

_FULL_STOP = re.compile(
    r"(?<![\w,.])([0-9]+)\.([0-9]{1,2})"
    r"(?= ?(?:%|‰|€|\$|£|[kKM]€|Mds?€|millions?|milliards?|points?|pts?|°C|k[mg]|m[²2]?|kWh|[hgtlL])(?!\w))"
)
_THOUSAND = re.compile(rf"{french.START}({french.NUMBER}) ?k(?!\w| ?€)")
_MILLION = re.compile(rf"{french.START}({french.NUMBER}) ?M(?= d[e’'])")
_OLDER = re.compile(r"\b[Ll]es \+ ?(?=[0-9]+ ans)")
_LESS = re.compile(r"(?<![^\s(,;:])[-–] ?(?=de [0-9])")
_YOUNGER = re.compile(r"(?<=[;,(] )[-–] (?=[0-9]+ ans)")
_DIVIDED = re.compile(r"(?<=[0-9]) : (?=[0-9]+ ?=)")
_SUBTRACTED = re.compile(r"(?<=[0-9]) [-–] (?=[0-9]+ ?=)")
_SCORE = re.compile(r"(?<=[0-9]) ?[-–] ?(?=[0-9])")
_ABOUT_SCORES = re.compile(r"(?i:\b(?:score|match|mi-temps)\b)")
_YEARS = re.compile(r"(?<![\w,./])((?:19|20)[0-9]{2}) [-–] (?=(?:19|20)[0-9]{2}(?!\w))")
_ADDED = re.compile(r"(?:(?<=[0-9])|(?<=\b[JRnN])|(?<=\b[Bb]ac)) ?\+ ?(?=[0-9])")
_MORE = re.compile(r"(?:(?<=\A)|(?<=[\s(]))\+ ?(?=[0-9])|(?<= et )\+(?!\w| ?[0-9d])")
_DAYS_BEFORE = re.compile(r"\bJ ?[-–] ?(?=[0-9])")
_TIMES_MORE = re.compile(r"(?<=[0-9]) ?[x×](?= |\Z)")
_MINUS = re.compile(r"(?:(?<=\A)|(?<=[\s(]))[-–](?=[0-9])")
_TIMES = re.compile(r"(?<=[0-9]) ?[x×] ?(?=[0-9])")


def points(text: str) -> str:
    """Read a full stop before a unit as a comma: « 3.5 % » → « 3,5 % »; « 2.0 » is a version, « 1.000 » thousands."""
    return _FULL_STOP.sub(r"\1,\2", text)


def counts(text: str) -> str:
    """Read signs that must be seen before ranges are: « J-3 », « - de 12 ans », « 12 - 8 = 4 », scores, « 20k »."""
    text = _OLDER.sub("les plus de ", text)
    text = _LESS.sub("moins ", _DAYS_BEFORE.sub("J moins ", text))
    text = _DIVIDED.sub(" divisé par ", _SUBTRACTED.sub(" moins ", text))
    text = _YOUNGER.sub("moins de ", text)
    text = _YEARS.sub(r"\1 à ", text)
    if _ABOUT_SCORES.search(text):
        text = _SCORE.sub(" à ", text)
    text = _MILLION.sub(lambda found: f"{found[1]} million{'s' * french.is_plural(found[1])}", text)
    return _THOUSAND.sub(r"\1 mille", text)


def signs(text: str) -> str:
    """Say « -5 » → « moins 5 », « +5 » → « plusse 5 » as voices must read it, « 3 × 4 » → « 3 fois 4 »."""
    text = _MORE.sub("plusse ", _ADDED.sub(" plusse ", text))
    text = _TIMES_MORE.sub(" fois", _TIMES.sub(" fois ", text))
    return _MINUS.sub("moins ", text)
