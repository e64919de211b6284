"""Words in capitals: codes, acronyms spelled letter by letter, ordinary words shouted."""

from __future__ import annotations

import re

from pipeline.speak import french, spelling

_CODE = re.compile(r"(?<![\w,-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*[0-9])[A-Z0-9]+(?:-[A-Z0-9]+)*(?!-?\w)(?!,[0-9])")
_CAPITALS = re.compile(r"(?<![^\W_])([A-ZÀ-ÖØ-ÞŒŸ]{2,})(s?)(?![^\W_])")
_BETWEEN_CAPITALS = re.compile(r"(?<=[A-ZÀ-ÖØ-Þ]{2})-(?=[A-ZÀ-ÖØ-Þ]{2})")
_A_WORD = 4


def codes(text: str) -> str:
    """Say codes of capitals and figures: « P2P » → « pé deux pé », « COVID-19 » → « covid dix-neuf »."""
    return _CODE.sub(_code, text)


def parted(text: str) -> str:
    """Part acronyms joined by a hyphen: « CCAS-CIAS » → « CCAS CIAS »."""
    return _BETWEEN_CAPITALS.sub(" ", text)


def capitals(text: str) -> str:
    """Spell what cannot be read (« TPUT » → « té pé u té »), and put the rest in small letters."""
    return _CAPITALS.sub(_capital, text)


def _code(found: re.Match[str]) -> str:
    return " ".join(_run(run) for run in re.findall(r"[A-Z]+|[0-9]+", found[0]))


def _run(run: str) -> str:
    if run[0] in "0123456789":
        return french.whole(run)
    readable = len(run) >= _A_WORD and spelling.pronounceable(run)
    return run.lower() if readable else spelling.spelled(run)


def _capital(found: re.Match[str]) -> str:
    letters, plural = found.groups()
    if spelling.pronounceable(letters):
        return letters.lower() + plural
    return spelling.spelled(letters)
