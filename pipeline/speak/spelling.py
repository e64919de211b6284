"""Letters said one by one, and the ear's test of what can be read as a word."""

from __future__ import annotations

import re
import unicodedata

LETTERS = {
    "a": "a", "b": "bé", "c": "cé", "d": "dé", "e": "e", "f": "effe", "g": "gé", "h": "ache", "i": "i",
    "j": "ji", "k": "ka", "l": "elle", "m": "aime", "n": "enne", "o": "o", "p": "pé", "q": "ku", "r": "erre",
    "s": "esse", "t": "té", "u": "u", "v": "vé", "w": "double vé", "x": "ixe", "y": "i grec", "z": "zède",
}  # fmt: skip

_ONSET = "(?:[bcdfgjklmnpqrstvwxyz]|h|[bcfgp]l|[bcdfgptv]r|ch|ph|th|qu|gu|gn|s[cklmnpqt]|s[cpt]r|spl|sch|ps|pn)"
_CODA_INSIDE = "(?:[bcdfglmnprstxz]|([bcdfglmnprst])(?=\\1))"
_CODA_LAST = (
    "(?:[bcdfgklmnpqrstvxyz]|[lr][cdfgmnpstx]|[mn][bcdgpst]|n[ckx]|[cps]t"
    "|ph|th|ch|ck|ll|ss|tt|nn|ff|mps|rts|nts|nds|rds)s?"
)
_VOWELS = "[aeiouy]{1,4}"
_SYLLABLES = re.compile(f"{_ONSET}?{_VOWELS}(?:(?:{_CODA_INSIDE})?{_ONSET}{_VOWELS})*(?:{_CODA_LAST})?")
_TWO = 2
_TWO_LETTERS = "à ah au ce de du eh en es et eu il la le ma me ne ni nu oh on ou où sa se si te tu un va vu"
_SHORT_WORDS = frozenset(_TWO_LETTERS.split())
"""The words of two letters; others are initials: « AG », « CA »."""
_WORDS_OF_VOWELS = frozenset({"eau", "eaux", "oui", "ou", "où", "au", "aux", "eu", "eux", "œil", "yeux", "y", "a"})


def spelled(letters: str) -> str:
    """Say a word letter by letter: « CCAS » → « cé cé a esse »."""
    return " ".join(LETTERS.get(letter, letter) for letter in unaccented(letters))


def unaccented(word: str) -> str:
    """Return a word in small letters without accents; œ becomes oe."""
    small = word.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(mark for mark in unicodedata.normalize("NFD", small) if not unicodedata.combining(mark))


def pronounceable(word: str) -> bool:
    """Tell whether a French reader would say these letters as a word rather than spell them.

    >>> [pronounceable(word) for word in ("UNESCO", "INCLUS", "TPUT", "CCAS", "UNCCAS", "IA")]
    [True, True, False, False, False, False]
    """
    small = word.lower()
    if len(small) == _TWO:
        return small in _SHORT_WORDS
    if small in _WORDS_OF_VOWELS:
        return True
    if small != unaccented(small):
        return True  # nobody writes accents on an acronym that is spelled out
    return bool(_SYLLABLES.fullmatch(small)) and not re.fullmatch("[aeiouy]+", small)
