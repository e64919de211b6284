"""Telephone numbers, said two digits at a time, and the short ones that everybody knows."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule

_NATIONAL = re.compile(
    r"(?<![\w,])(?:\(?(\+|00)33\)?[ .-]?(?:\(0\) ?)?([1-9])|(0[1-9]))((?:([ ./-]?)[0-9]{2})(?:\5[0-9]{2}){3})(?![0-9])"
)
_FREEPHONE = re.compile(r"(?<![\w,])0[ .-]?(8[0-9]{2})[ .-]([0-9]{2,3})[ .-]([0-9]{2,3})(?:[ .-]([0-9]{2}))?(?![0-9])")
_SHORT = re.compile(
    r"(?<![\w,.+-])(3919|3977|3949|3939|3114|3018|3020|3008|3117|3133|3237|3646|3620|3631|3960|1616|1006|1009)"
    r"(?![\w/-]|[.,][0-9]| ?[€%°]| [0-9])(?! (?:ans?|euros?|h|m|km|kg|habitants?|personnes?|agents?|élèves?)(?!\w))"
)
_CALLED = re.compile(
    r"(?i:(?<=appeler le )|(?<=appelez le )|(?<=composer le )|(?<=composez le )|(?<=numéro vert )|(?<=numéro )"
    r"|(?<=n° vert )|(?<=joignable au ))(3[0-9]{3}|1[0-9]{3})(?![\w/-]|[.,][0-9]| [0-9])"
)
_EUROPEAN = re.compile(r"(?<![\w,.])116 ?(000|006|111|117)(?![0-9]|,[0-9])")


def _national(found: re.Match[str]) -> str:
    country = "plusse trente-trois" if found[1] == "+" else "zéro zéro trente-trois"
    first = f"{country}, {french.whole(found[2])}" if found[1] else french.whole(found[3])
    pairs = re.findall(r"[0-9]{2}", found[4])
    return ", ".join([first, *(french.whole(pair) for pair in pairs)])


def _freephone(found: re.Match[str]) -> str:
    groups = [group for group in found.groups() if group]
    return ", ".join([f"zéro {french.whole(groups[0])}", *(french.whole(group) for group in groups[1:])])


def _pairs(found: re.Match[str]) -> str:
    return f"{french.whole(found[1][:2])} {french.whole(found[1][2:])}"


READINGS = (
    ReadingRule(_NATIONAL, _national),
    ReadingRule(_FREEPHONE, _freephone),
    ReadingRule(_SHORT, _pairs),
    ReadingRule(_CALLED, _pairs),
    ReadingRule(
        re.compile(r"(?<=[lLA][eu] )118 ?([0-9]{3})(?![0-9]|[.,][0-9])"),
        lambda found: f"cent dix-huit, {french.whole(found[1])}",
    ),
    ReadingRule(_EUROPEAN, lambda found: f"cent seize, {french.whole(found[1])}"),
)
"""Say telephone numbers: « 01 23 45 67 89 » → « zéro un, vingt-trois, quarante-cinq… », « le 3919 » by two."""
