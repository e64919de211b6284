"""Times of day, lengths of time, and « round the clock »."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule, says

_AT = r"(?:[01]?[0-9]|2[0-4])"
_TIME = re.compile(
    rf"(?<![\w,.])({_AT}) ?(?:[hH] ?|:)([0-5][0-9])(?!\d|[:.,]\d)"
    r"(?P<min> ?(?:min|mn|m)(?!\w))?(?P<more>(?= ?[0-9]+ ?s(?!\w)))?"
)
_HOUR = re.compile(rf"(?<![\w,.])({_AT}) ?H(?!\w)")
_ONE = rf"{_AT}(?: ?[hH](?: ?[0-5][0-9](?![0-9]))?|:[0-5][0-9])(?![\w:])"
_BARE = rf"(?:{_ONE}|{_AT}(?=[-–/>](?:{_AT}[-–/>])?{_AT} ?[hH]))"
_LINK = r"(?: ?(?:[-–—/>→]+|//) ?| à )"
_SPANS = re.compile(
    r"(?<![\w,./])(?!(?:1/[24]|3/4)(?![0-9])|24 ?h ?/ ?24)"
    rf"{_BARE}(?:{_LINK}{_BARE})*{_LINK}{_ONE}(?! ?/ ?(?:24|7)(?!\w))"
)
_LINKS = re.compile(rf"({_LINK})")
_MINUTES_SECONDS = re.compile(r"(?<![\w,.])([0-9]{1,3}) ?(?:min|mn) ?([0-5]?[0-9])(?: ?s(?:ec)?\.?)?(?!\w)(?! ?%)")
_SHOWN = re.compile(r"(?<![\w,.'’])([0-9]{1,3})[’']([0-5][0-9])(?:[’']{2}|[\"”″])?(?!\w)")
_SHOWN_MINUTES = re.compile(r"(?<![\w,.'’])([0-9]{1,3})[’'′](?![\w’'])")
_AND_A_HALF = re.compile(r"(?<=[\w ])(ans?|mois|jours?|[hH]|heures?) ?(?:et )?1/2(?!\w)")
_HOUR_AND_A_HALF = re.compile(rf"(?<![\w,.])({_AT}) ?([hH]|heures?) ?1/([24])(?!\w)")
_PARTS_OF_AN_HOUR = re.compile(r"(?<![\w,./])((?:de )?1/2|1/4|3/4)[ -]?(?:h|heure)(s?)(?!\w)")
_ROUND = re.compile(
    r"(?<![\w,.])([0-9]{1,2}) ?(h|heures?|j|jours?) ?(?:/|sur) ?([0-9]{1,2})(?: ?[hHjJ])?(?![\w/])", re.IGNORECASE
)
_COUNTED = re.compile(r"(?i:(?<!\w)(?:une|la|cette|chaque|par|première|dernière) )\Z")
_BARE_ROUND = re.compile(r"(?<![\w,./])(24/24|7/7|24/7)(?: ?[hj])?(?![\w/]|[,.][0-9])")
_ROUND_SAID = {
    "24/24": "vingt-quatre heures sur vingt-quatre",
    "7/7": "sept jours sur sept",
    "24/7": "vingt-quatre heures sur vingt-quatre, sept jours sur sept",
}


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


def _spans(found: re.Match[str]) -> str:
    """Say « 10h-12h/14h-17h » as spans: the first sign, and every other one after it, leads to the end of a span."""
    said: list[str] = []
    leads = True
    for piece in _LINKS.split(found[0]):
        if piece[:1].isdigit():
            said.append(_one(piece, bare=not re.search("[hH:]", piece)))
        else:
            said.append("à" if leads and "//" not in piece else "et")
            leads = not leads
    return " ".join(said)


def _one(written: str, *, bare: bool) -> str:
    hour, minute = [*re.findall("[0-9]+", written), "0"][:2]
    said = french.cardinal(int(hour), feminine=True)
    if not bare:
        said += f" {_agreed('heure', int(hour))}"
    return f"{said} {french.cardinal(int(minute), feminine=True)}" if int(minute) else said


def _short(found: re.Match[str]) -> str:
    minutes, seconds = int(found[1]), int(found[2])
    said = f"{french.cardinal(minutes, feminine=True)} {_agreed('minute', minutes)}"
    said += f" {french.cardinal(seconds, feminine=True)}"
    return f"{said} {_agreed('seconde', seconds)}" if "s" in found[0] else said


def _minutes(found: re.Match[str]) -> str:
    return f"{french.cardinal(int(found[1]), feminine=True)} {_agreed('minute', int(found[1]))}"


def _half(found: re.Match[str]) -> str:
    noun = "heure" if found[1] in "hH" else found[1]
    return f"{noun} et demi{'e' * noun.startswith('h')}"


def _hour_and_part(found: re.Match[str]) -> str:
    hour = int(found[1])
    part = "demie" if found[3] == "2" else "quart"
    return f"{french.cardinal(hour, feminine=True)} {_agreed('heure', hour)} et {part}"


def _part_of_an_hour(found: re.Match[str]) -> str:
    if found[1] == "1/4":
        return "un quart d’heure"
    if found[1] == "3/4":
        return "trois quarts d’heure"
    counted = _COUNTED.search(found.string, 0, found.start())
    one = "" if found[2] or counted else "d’une " if found[1].startswith("de") else "une "
    return f"{one}demi-heure{found[2]}"


def _agreed(noun: str, count: int) -> str:
    return noun if abs(count) <= 1 else f"{noun}s"


READINGS = (
    ReadingRule(_SPANS, _spans),
    ReadingRule(_TIME, _time),
    ReadingRule(_HOUR, lambda found: f"{_one(found[1], bare=False)}"),
    ReadingRule(_MINUTES_SECONDS, _short),
    ReadingRule(_SHOWN, _short),
    ReadingRule(_SHOWN_MINUTES, _minutes),
    ReadingRule(_AND_A_HALF, _half),
    ReadingRule(_HOUR_AND_A_HALF, _hour_and_part),
    ReadingRule(_PARTS_OF_AN_HOUR, _part_of_an_hour),
    ReadingRule(_ROUND, _clock),
    says(r"(?<![\w,./])1/2 ?j(?:\.|(?![\w/]))", "une demi-journée"),
    ReadingRule(_BARE_ROUND, lambda found: _ROUND_SAID[found[1]]),
)
"""Say « 14h30 », « 14:30 », « 9h-12h/14h-17h », « 2 min 30 », « 5'30'' », « ½ h », « 24 h/24 », « 7j/7 »."""
