"""Times of day, and « round the clock »."""

from __future__ import annotations

import re

from pipeline.speak import french

_TIME = re.compile(
    r"(?<![\w,.])([01]?[0-9]|2[0-4]) ?(?:[hH] ?|:)([0-5][0-9])(?!\d|[:.,]\d)"
    r"(?P<min> ?(?:min|mn|m)(?!\w))?(?P<more>(?= ?[0-9]+ ?s(?!\w)))?"
)
_MINUTES_SECONDS = re.compile(r"(?<![\w,.])([0-9]{1,3}) ?(?:min|mn) ?([0-5]?[0-9])(?: ?s(?:ec)?)?(?!\w)(?! ?%)")
_HOUR = re.compile(r"(?<![\w,.])([01]?[0-9]|2[0-4]) ?H(?!\w)")
_SHOWN = re.compile(r"(?<![\w,.'’])([0-9]{1,3})[’']([0-5][0-9])(?:[’']{2}|[\"”″])?(?!\w)")
_SHOWN_MINUTES = re.compile(r"(?<![\w,.'’])([0-9]{1,3})[’'′](?![\w’'])")
_BOTH_SPANS = re.compile(r"(?<=[0-9hH]) ?/ ?(?=[0-9]{1,2} ?[hH](?![a-z]))")
_UNTIL = re.compile(r"(?<=[hH0-9]) ?> ?(?=[0-9]{1,2} ?[hH](?![a-z]))")
_AND_A_HALF = re.compile(r"\b(ans?|mois|jours?|h|heures?) 1/2(?!\w)")
_DIGITS_ROUND = {
    "24/24": "24 h/24",
    "7/7": "7 j/7",
    "24/7": "24 h/24, 7 j/7",
}
_DIGITS_ROUND_THE_CLOCK = re.compile(r"(?<![\w,./])(?:24/24|7/7|24/7)(?![\w/]|[,.][0-9])")
_ROUND = re.compile(r"(?<![\w,.])([0-9]{1,2}) ?(h|heures?|j|jours?) ?(?:/|sur) ?([0-9]{1,2})(?![\w/])", re.IGNORECASE)


def lasting(text: str) -> str:
    """Read the signs of lengths before they are taken for quotation marks: « 5'30'' », « 12’ », « 1 h ½ »."""
    text = _AND_A_HALF.sub(lambda found: f"{found[1]} et demi{'e' * found[1].startswith('h')}", text)
    return _SHOWN_MINUTES.sub(r"\1 min", _SHOWN.sub(r"\1 min \2", text))


def around_the_clock(text: str) -> str:
    """Say « 24 h/24 », « 7j/7 » and « 24/7 »."""
    text = _UNTIL.sub("-", _BOTH_SPANS.sub(" et ", text))
    text = _DIGITS_ROUND_THE_CLOCK.sub(lambda found: _DIGITS_ROUND[found[0]], text)
    return _ROUND.sub(_clock, text)


def times(text: str) -> str:
    """Say « 14h30 », « 14 h 05 », « 14:30 », and « 2 min 30 » → « deux minutes trente »."""
    text = _TIME.sub(_time, text)
    text = _MINUTES_SECONDS.sub(_short, text)
    return _HOUR.sub(r"\1 h", text)


def _clock(found: re.Match[str]) -> str:
    of_hours = found[2].lower().startswith("h")
    noun = _agreed("heure" if of_hours else "jour", int(found[1]))
    count = french.cardinal(int(found[1]), feminine=of_hours)
    return f"{count} {noun} sur {french.cardinal(int(found[3]), feminine=of_hours)}"


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2])
    said = f"{french.cardinal(hour, feminine=True)} {_agreed('heure', hour)}"
    if minute:
        said += f" {french.cardinal(minute, feminine=True)}"
        if found["min"] and found["more"] is not None:
            said += f" {_agreed('minute', minute)}"
    return said


def _short(found: re.Match[str]) -> str:
    minutes, seconds = int(found[1]), int(found[2])
    said = f"{french.cardinal(minutes, feminine=True)} {_agreed('minute', minutes)}"
    said += f" {french.cardinal(seconds, feminine=True)}"
    return f"{said} {_agreed('seconde', seconds)}" if "s" in found[0] else said


def _agreed(noun: str, count: int) -> str:
    return noun if abs(count) <= 1 else f"{noun}s"
