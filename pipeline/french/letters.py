"""Letters as file names and comparisons want them: no accents, no ligatures, no capitals."""

import re
import unicodedata
from functools import lru_cache

_ACCENTS = re.compile("[\u0300-\u036f]+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'"})

_KNOWN = ("LATIN", "MODIFIER", "FEMININE ORDINAL", "MASCULINE ORDINAL", "MICRO SIGN")
"""How the names of signs begin that are written in French, or stand in words of its neighbours."""


@lru_cache(maxsize=8192)
def ascii_of(text: str) -> str:
    """Return the text without accents nor ligatures, in lower case."""
    if text.isascii():
        return text.lower()
    spread = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_LIGATURES)))
    if spread.isascii():
        return spread.lower()
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).lower()


def foreign(text: str) -> tuple[str, ...]:
    """Return the runs of letters that no French reader knows, in order: « 日本 », « мир ».

    >>> foreign("Naïm dit « мир » à Łódź, 10 µg")
    ('мир',)
    """
    runs: list[str] = []
    going_on = False
    for sign in text:
        if not _is_foreign(sign):
            going_on = False
        elif going_on:
            runs[-1] += sign
        else:
            runs.append(sign)
            going_on = True
    return tuple(runs)


def _is_foreign(sign: str) -> bool:
    if sign.isascii() or not unicodedata.category(sign).startswith("L"):
        return False
    return not unicodedata.name(sign, "").startswith(_KNOWN)
