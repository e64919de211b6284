"""Written French → spoken French: an ordered tuple of small rules, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.speak.rules import (
    abbreviations,
    acronyms,
    addresses,
    characters,
    counting,
    dates,
    hours,
    inclusive,
    money,
    numbers,
    ordinals,
    ranges,
    roman,
    symbols,
    telephone,
    units,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.speak.lexicon import Lexicon

# A rule is here because it must see the text before the next one takes part of it away:
# a telephone number before a range, an hour before a unit, a unit before a bare number.
BEFORE_LEXICON: tuple[Callable[[str], str], ...] = (
    characters.canonical,
    addresses.emails,
    addresses.web,
    acronyms.parted,
)

AFTER_LEXICON: tuple[Callable[[str], str], ...] = (
    hours.lasting,
    characters.without_quotes,
    inclusive.both_forms,
    telephone.numbers,
    dates.numeric,
    dates.written,
    abbreviations.initials,
    abbreviations.titles,
    abbreviations.shortened,
    abbreviations.dotted,
    counting.points,
    ordinals.listed,
    counting.counts,
    roman.centuries,
    roman.numerals,
    ordinals.arabic,
    hours.around_the_clock,
    ranges.dashes,
    hours.times,
    symbols.letters_between,
    counting.signs,
    money.amounts,
    acronyms.codes,
    units.measures,
    units.alone,
    numbers.fractions,
    numbers.hyphens,
    numbers.versions,
    numbers.everything,
    acronyms.capitals,
    symbols.aloud,
    characters.tidy,
)


def spoken(text: str, lexicon: Lexicon) -> str:
    """Return the text as a voice must say it; total, and silent on what needs no change.

    >>> from pipeline.speak.lexicon import Lexicon
    >>> spoken("Le 1er mars 2050 à 14h30, 57 % des CCAS", Lexicon())
    'Le premier mars deux mille cinquante à quatorze heures trente, cinquante-sept pour cent des cé cé a esse'
    """
    for rule in BEFORE_LEXICON:
        text = rule(text)
    text = lexicon.apply(text)
    for rule in AFTER_LEXICON:
        text = rule(text)
    return text
