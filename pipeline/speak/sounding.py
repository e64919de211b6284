"""How French words sound, nearly: enough to tell that two spellings are said alike.

What a recogniser writes is no proof of a spelling: « et » and « est », « donné » and « donner », « Sidonie » and
« Cydonie » are heard alike. A key is no phonetic transcription; two words of one key may be taken for one another.
"""

import re
from functools import lru_cache

from pipeline.french.letters import ascii_of

_VOWELS = "aeiouyéèêëàâîïôöûüù"
_NASAL = rf"(?![{_VOWELS}nm])"
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"^c$", "s"),
        (r"œu|œ", "e"),
        (r"æ", "e"),
        (r"(?<=[a-zéèê])(?:er|ez|et|ée?s?)$", "4"),
        (r"^(?:es|est|et|ai|aie|ait|haie?s?)$", "4"),
        (r"^([cdlmst])es$", r"\g<1>4"),
        (r"(?<=[a-zé])(?:aient|ais|ait|ai)$", "4"),
        (r"(?<=[a-zé]{3})ent$", ""),
        (r"eaux?|aux?|ô", "o"),
        (r"ph", "f"),
        (r"sch|sh|ch", "ʃ"),
        (r"gn", "ɲ"),
        (r"ill", "i"),
        (r"gu(?=[eiéèêy4])", "g"),
        (r"ge(?=[aoâô])|g(?=[eiéèêy4])", "j"),
        (r"sc(?=[eiéèêy4])|c(?=[eiéèêy4])|ç|ss|x(?=ième)", "s"),
        (r"qu|ck|cc|[ckq]", "k"),
        (r"oin", "w1"),
        (r"oi|oy", "wa"),
        (rf"(?:ai|ei|i|y|u)[nm]{_NASAL}", "1"),
        (rf"(?:en|an|em|am){_NASAL}", "2"),
        (rf"o[nm]{_NASAL}", "3"),
        (r"ou|où", "u"),
        (r"ai|ei|ay|ey|é|è|ê|ë", "4"),
        (r"y", "i"),
        (r"h", ""),
        (r"z", "s"),
    )
)
_SILENT = re.compile(r"(?<=.)(?:e|es|[tsdxp]+)$")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def sound_key(word: str) -> str:
    """Return the key of one word without spaces; empty when it has neither letter nor figure.

    >>> sound_key("donner") == sound_key("données"), sound_key("Sidonie") == sound_key("Cydonie")
    (True, True)
    """
    key = "".join(sign for sign in word.lower() if sign.isalnum())
    for pattern, into in _STEPS:
        key = pattern.sub(into, key)
    key = _TWICE.sub(r"\1", ascii_of(key))
    return _SILENT.sub("", key)


@lru_cache(maxsize=262_144)
def likeness(one: str, other: str) -> float:
    """Return how alike two keys are, 1 for the same, 0 for nothing in common (Dice, on pairs of letters)."""
    if one == other:
        return 1.0
    mine, theirs = _pairs(one), _pairs(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


@lru_cache(maxsize=65_536)
def _pairs(key: str) -> frozenset[str]:
    padded = f"^{key}$"
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))
