"""The words that a recogniser is told to expect: names and acronyms, which nobody can spell from hearing them."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[A-ZÀ-ÖØ-ÞŒ][\w-]*")
_BEGINS = re.compile(r"(?:^|[.!?…:]\s+|[«“\"(–—]\s*)$")


def hints_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names and acronyms of texts, those that come most often first.

    A capital that begins a sentence tells nothing by itself: the word counts when it has one elsewhere, too.

    >>> hints_of(["À Talence, le CCAS aide Odile. Odile sourit."])
    ('Odile', 'Talence', 'CCAS')
    """
    sure: Counter[str] = Counter()
    begun: Counter[str] = Counter()
    for text in texts:
        for found in _WORD.finditer(text):
            first = _BEGINS.search(text[max(0, found.start() - 4) : found.start()])
            acronym = len(found[0]) > 1 and found[0].isupper()
            (begun if first and not acronym else sure)[found[0]] += 1
    counts = {word: count + begun[word] for word, count in sure.items()}
    return tuple(sorted(counts, key=lambda word: -counts[word]))
