"""When each written word is said: told by the engine, or estimated from the letters that are heard."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np

from pipeline.ports import SpokenWord

_WORD = re.compile(r"\S+")
_COMMA, _STOP = 4, 8
"""Letters' worth of time that a comma or a stronger sign takes inside a sentence; measured on the embedded voice."""


def word_starts(written: str, words: str, length: int, told: Sequence[SpokenWord] = ()) -> tuple[tuple[int, ...], bool]:
    """Return the sample at which each written word begins, and whether an engine told so.

    `words` is the sentence as it is spoken, `length` its samples; `told` are the engine's own marks on it, from the
    sentence's first sample. Written words that are said as they stand give fixed points; what is between them
    (« 14h30 », said « quatorze heures trente ») is shared out by letters.
    """
    shown = _WORD.findall(written)
    heard = [word.text for word in told] or _WORD.findall(words)
    if not shown or not heard:
        return tuple(0 for _ in shown), False
    if told:
        at = np.array([min(max(0, word.start), length) for word in told] + [length], np.float64)
    else:
        spent = np.cumsum([0.0, *(_weight(word) for word in heard)])
        at = length * spent / spent[-1]
    letters = np.cumsum([0.0, *(float(len(word)) for word in shown)])
    known = {0: float(at[0]), len(shown): float(length)}
    matched = SequenceMatcher(None, [_plain(w) for w in shown], [_plain(w) for w in heard], autojunk=False)
    for block in matched.get_matching_blocks():
        known |= {block.a + step: float(at[block.b + step]) for step in range(block.size)}
        if block.size:  # what comes next begins when this ends, however it is written
            known.setdefault(block.a + block.size, float(at[block.b + block.size]))
    places = sorted(known)
    times = np.interp(letters[:-1], letters[places], [known[place] for place in places])
    return tuple(int(time) for time in np.maximum.accumulate(times)), bool(told)


def _plain(word: str) -> str:
    return "".join(sign for sign in word.casefold() if sign.isalnum())


def _weight(word: str) -> float:
    """Return how long a spoken word lasts, in letters, with the pause after it."""
    pause = _STOP if word[-1] in ";:–—" else _COMMA if word[-1] in ",»)" else 0
    return max(1, sum(sign.isalnum() for sign in word)) + pause
