"""What is said counts as said when it is worded a little otherwise: numbers in words, plurals, verbs bent."""

import re
from collections.abc import Iterable
from functools import lru_cache

from pipeline.french.letters import ascii_of
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.normalise import spoken

_WORD = re.compile(r"[^\W_]+")
_FEW = 3
"""Words of meaning up to which a text counts as said only when all of them are."""

_SHARE = 0.75
"""The share of a longer text's words of meaning that have to be said."""

_ROOT = 5
"""Letters that two words begin with in common when one is a form of the other."""

_ENDINGS = 3
"""Letters by which a form may be longer than another."""

_ARTICLES = (
    "au aux ce ces cet cette d de des du l la le les leur leurs ma mes mon nos notre sa ses son ta tes ton un une"
)
_PRONOUNS = "elle elles il ils j je lui m me n nous on qu que qui s se t te tu vos votre vous y ci"
_LINKS = "a dans en est et eu n ne ont ou par pas plus pour son sont sous sur vers source chiffre"
_EMPTY = frozenset(f"{_ARTICLES} {_PRONOUNS} {_LINKS}".split())
"""Words that mean nothing by themselves."""

_TENS = "dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante septante huitante nonante"
_NUMERALS = frozenset(f"zero deux trois quatre cinq six sept huit neuf {_TENS} cent mille million milliard".split())
"""Words that make numbers together: a number is said as a whole, or it is another one."""

_NO_WORDS = Lexicon()


class Said:
    """Words that were said, to be asked whether they say something."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Listen to texts as they are written."""
        self._words = frozenset(word for text in texts for word in _meaning(text))
        self._by_root: dict[str, list[str]] = {}
        for word in self._words:
            if len(word) >= _ROOT:
                self._by_root.setdefault(word[:_ROOT], []).append(word)

    def says(self, text: str) -> bool:
        """Tell whether a text was said, in these words or nearly; a text without a word of meaning always was."""
        wanted = _meaning(text)
        missed = [word for word in wanted if not self._heard(word)]
        if any(map(_counts, missed)):
            return False
        return not missed if len(wanted) <= _FEW else len(missed) <= (1 - _SHARE) * len(wanted)

    def names(self, name: str) -> bool:
        """Tell whether somebody was named: by all of a name, or by its first word."""
        first = name.partition(" ")[0]
        return bool(name) and (self.says(name) or (len(first) > 1 and bool(_meaning(first)) and self.says(first)))

    def _heard(self, word: str) -> bool:
        if word in self._words or _counts(word):
            return word in self._words
        return any(abs(len(word) - len(other)) <= _ENDINGS for other in self._by_root.get(word[:_ROOT], ()))


@lru_cache(maxsize=4096)
def _meaning(text: str) -> tuple[str, ...]:
    """Return the words of meaning of a text, once each, numbers in words as one, without accents and plural endings."""
    found: list[str] = []
    read = ascii_of(spoken(text, _NO_WORDS))
    counted = -1
    for match in _WORD.finditer(read):
        word = _bare(match[0])
        if word in _NUMERALS:
            if counted >= 0 and not read[counted : match.start()].strip(" -"):
                found[-1] += f"-{word}"
            else:
                found.append(word)
            counted = match.end()
        elif word not in _EMPTY:
            found.append(word)
            counted = -1
        else:
            counted = -1
    return tuple(dict.fromkeys(found))


def _counts(word: str) -> bool:
    return word.partition("-")[0] in _NUMERALS


def _bare(word: str) -> str:
    return word if word in _NUMERALS or len(word) <= _FEW or word[-1] not in "sx" else word[:-1]
