"""Written French → spoken French: rules that each claim a stretch of the text, and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.speak import french
from pipeline.speak.reading import Claim, ReadingRule, claimed, read
from pipeline.speak.rules import (
    abbreviations,
    acronyms,
    addresses,
    characters,
    dashes,
    dates,
    hours,
    inclusive,
    money,
    numbers,
    ordinals,
    roman,
    slashes,
    symbols,
    telephone,
    titles,
    units,
)

if TYPE_CHECKING:
    from pipeline.speak.lexicon import Lexicon

_LEFT = re.compile("[0-9]+")


@lru_cache(maxsize=4_096)
def spoken(text: str, lexicon: Lexicon) -> str:
    """Return the text as a voice must say it; total, and silent on what needs no change.

    >>> from pipeline.speak.lexicon import Lexicon
    >>> spoken("Le 1er mars 2050 à 14h30, 57 % des CCAS", Lexicon())
    'Le premier mars deux mille cinquante à quatorze heures trente, cinquante-sept pour cent des cé cé a esse'
    """
    said = read(characters.canonical(text), tiers(lexicon))
    # Figures that no rule knows what to do with are still said, each run on its own.
    return characters.tidy(_LEFT.sub(lambda found: f" {french.whole(found[0])} ", said))


def claims_on(text: str, lexicon: Lexicon) -> tuple[str, tuple[Claim, ...]]:
    """Return a text as it is read, in one form for each sign, and what the rules claim of it."""
    plain = characters.canonical(text)
    return plain, claimed(plain, tiers(lexicon))


@lru_cache(maxsize=32)
def tiers(lexicon: Lexicon) -> tuple[tuple[ReadingRule, ...], ...]:
    """Return every rule: addresses, in which nothing is a word; the lexicon, which wins over what we know; the rest.

    Inside a tier the order says nothing: the longest claim wins.
    """
    return (
        addresses.READINGS,
        lexicon.readings(),
        (
            *acronyms.readings(lexicon.get),
            *abbreviations.READINGS,
            *dashes.READINGS,
            *dates.READINGS,
            *hours.READINGS,
            *inclusive.READINGS,
            *money.READINGS,
            *numbers.READINGS,
            *ordinals.READINGS,
            *roman.READINGS,
            *slashes.READINGS,
            *symbols.READINGS,
            *telephone.READINGS,
            *titles.READINGS,
            *units.READINGS,
        ),
    )
