"""Telephone numbers, said two digits at a time."""

from __future__ import annotations

import re

from pipeline.speak import french

_NATIONAL = re.compile(
    r"(?<![\w,])(?:\+33[ .-]?(?:\(0\) ?)?([1-9])|(0[1-9]))((?:([ .-]?)[0-9]{2})(?:\4[0-9]{2}){3})(?![0-9])"
)
_FREEPHONE = re.compile(r"(?<![\w,])0[ .-]?(8[0-9]{2})[ .-]([0-9]{2,3})[ .-]([0-9]{2,3})(?:[ .-]([0-9]{2}))?(?![0-9])")


def numbers(text: str) -> str:
    """Say telephone numbers: « 01 23 45 67 89 » → « zéro un, vingt-trois, quarante-cinq… »."""
    text = _NATIONAL.sub(_national, text)
    return _FREEPHONE.sub(_freephone, text)


def _national(found: re.Match[str]) -> str:
    first = f"plusse trente-trois, {french.whole(found[1])}" if found[1] else french.whole(found[2])
    pairs = re.findall(r"[0-9]{2}", found[3])
    return ", ".join([first, *(french.whole(pair) for pair in pairs)])


def _freephone(found: re.Match[str]) -> str:
    groups = [group for group in found.groups() if group]
    return ", ".join([f"zéro {french.whole(groups[0])}", *(french.whole(group) for group in groups[1:])])
