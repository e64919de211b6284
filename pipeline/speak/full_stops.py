"""Full stops that end no sentence: those of words cut short, of titles, of initials and of laws."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.rules import abbreviations, titles

_SHORT = (
    "MM Mr Mme Mmes Mlle Mlles Dr Drs Pr Me Mgr St Ste av apr bd bld blvd boul pl pp art chap vol fig env cf bât appt "
    "janv févr fév avr juil sept oct nov déc éd coll resp dép rés résid"
)
_NEVER_LAST = frozenset({*_SHORT.lower().split(), *_SHORT.split()} - {"st", "ste", "me", "mm"})
# These end a sentence now and then, but never before a figure.
_BEFORE_FIGURES = (
    "p pp n no art arts fig vol chap tél ap al niv dép max min env inscr rés rens délib esc apt bât lun mar mer jeu "
    "ven sam dim t cat éch sem sect réf bat num"
)
_NEVER_BEFORE_FIGURES = frozenset(_BEFORE_FIGURES.split())
_NEVER_BEFORE_A_LETTER = frozenset(
    ["art", "arts", "cat", "bât", "bat", "esc", "apt", "appt", "app", "gr", "éch", "rés"]
)
_STREETS = frozenset({"imp", "all", "sq", "lot"})
_ERAS = frozenset({"ap", "apr", "av"})
_LAST_WORD = re.compile(r"([^\W\d_]+)\Z")
_LAW = re.compile(r" ?[0-9]+-[0-9]")
_OF_A_LAW = re.compile(r"(?i:\barts?\.? ?|\barticles? )[LRDA]\Z")
_ONE_LETTER = re.compile(rf" *{titles.CAPITAL}(?:[0-9]|(?!\w))")
_ACRONYM = re.compile(rf"(?:{titles.CAPITAL}\.-?)+{titles.CAPITAL}\Z")
_QUOTES = frozenset({"«", "“", '"', "("})
_BEFORE_CHRIST = re.compile(r"J\. ?-?C\Z")
_INITIALS = re.compile(rf"(?:{titles.CAPITAL}\.[ -]?)*{titles.CAPITAL}\Z")


def goes_on(line: str, start: int, stop: int) -> bool:
    """Tell whether the sentence that begins at `start` goes on after the full stop at `stop`; spaces are plain ones."""
    before = line[start:stop]
    last = _LAST_WORD.search(before)
    if last is None:
        return before.endswith("n°")
    return (_after_a_letter if len(last[1]) == 1 else _after_a_word)(line, before, last[1], stop + 1)


def _after_a_word(line: str, _before: str, word: str, at: int) -> bool:
    small = word.lower()
    known = small in abbreviations.CUT_SHORT
    if not _NEVER_LAST.isdisjoint((word, small)) or (small in _NEVER_BEFORE_A_LETTER and _ONE_LETTER.match(line, at)):
        return True
    if line[at:].lstrip()[:1].isdecimal():
        return known or small in _NEVER_BEFORE_FIGURES
    if small in _ERAS and line[at:].lstrip()[:1] == "J":
        return True
    return (known or small in _STREETS) and not french.opens_a_sentence(line, at, articles=True)


def _after_a_letter(line: str, before: str, letter: str, at: int) -> bool:
    """Tell it of « M. », « J. », « L. 123-4 », « r. Pasteur », and of the last letter of « M.J.C. »."""
    figures = line[at:].lstrip()[:1].isdecimal()
    if letter.islower():
        return (figures and letter in _NEVER_BEFORE_FIGURES) or (
            letter == "r" and not french.opens_a_sentence(line, at, articles=True)
        )
    if figures and _ACRONYM.search(before):  # « B.P. 12 »
        return True
    if figures:
        return _OF_A_LAW.search(before) is not None or (letter in "LRDA" and _LAW.match(line, at) is not None)
    initials = _INITIALS.search(before)
    if _ACRONYM.search(before):
        # The letters of « av. J.-C. » stand in the middle of a sentence, those of « la M.J.C. » may end it.
        named = "-" in before[-3:] or (initials and titles.before_a_name(line, at - 1 - len(initials[0])))
        inside = _BEFORE_CHRIST.search(before) and line[at:].lstrip()[:1].islower()
        quoted = line[at:].lstrip()[:1] in _QUOTES  # « le R.P.E. « Les P’tits Loups » »
        return bool(named or inside or quoted) and not french.opens_a_sentence(line, at, articles=True)
    if letter == "M":
        return titles.is_a_title(line, at - len("M."), at)
    return bool(initials) and titles.is_initial(line, at - 1 - len(initials[0] if initials else ""), at)
