"""French number words: what num2words says, set right where it is wrong or too literal."""

from __future__ import annotations

import re
from functools import lru_cache

# Beyond the billiards nobody follows a cardinal by ear; a string that long is an identifier.
LONGEST_CARDINAL = 15

#: A written number: thousands by three (space or full stop), or plain digits; decimals after a comma.
NUMBER = r"(?:[1-9][0-9]{0,2}(?:(?: [0-9]{3})+|(?:\.[0-9]{3})+)(?![0-9])|[0-9]+)(?:,[0-9]+)?"
#: A number that does not begin in the middle of another one.
START = r"(?<![0-9])(?<![0-9],)"

_DECIMALS_AS_A_NUMBER = 3

_OPENING_WORDS = (
    "il elle ils elles on nous vous je tu ce cet cette ces ça cela c’ d’ s’ n’ qu’ l’ j’ mais et ou or donc car puis "
    "alors ensuite enfin ainsi aussi après avant pendant depuis dès dans pour par avec sans sur sous chez entre vers "
    "selon à au aux en un une son sa ses leur leurs notre nos votre vos mon ma mes tout tous toute toutes chaque "
    "plusieurs certains certaines quand si comme où qui que quel quelle voici voilà ici hier demain aujourd’ lorsque "
    "merci bienvenue rendez bonjour bonsoir les"
)
_OPENINGS = frozenset(_OPENING_WORDS.split())
"""Words that begin a sentence and no name: after them the full stop before was the end of one."""
_ARTICLES = frozenset({"le", "la", "des", "du", "de"})
_FIRST_WORD = re.compile(r" +([«“\"(]?) ?([A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[’'](?=[^A-ZÀ-ÖØ-Þ]))?)")


def opens_a_sentence(text: str, at: int, *, articles: bool) -> bool:
    """Tell whether a sentence surely begins at this place; « Le » and « De » begin names too, unless `articles`."""
    first = _FIRST_WORD.match(text, at)
    word = first[2].lower().replace("'", "’") if first else ""
    quoted = first is not None and first[1] != ""  # « l’assoc. « Les Amis » »
    return not quoted and (word in _OPENINGS or (articles and word in _ARTICLES))


@lru_cache(maxsize=4096)
def cardinal(value: int, *, feminine: bool = False) -> str:
    """Say a whole number.

    >>> cardinal(21, feminine=True), cardinal(21_000), cardinal(80)
    ('vingt et une', 'vingt et un mille', 'quatre-vingts')
    """
    if len(str(abs(value))) > LONGEST_CARDINAL:
        return digit_by_digit(str(value))
    from num2words import num2words  # noqa: PLC0415 - it loads every language, and many texts have no number

    said = str(num2words(value, lang="fr"))
    return re.sub(r"\bun\Z", "une", said) if feminine else said


def digit_by_digit(digits: str) -> str:
    """Say every digit on its own: « 007 » → « zéro zéro sept »."""
    return " ".join(cardinal(int(digit)) for digit in digits if digit in "0123456789")


def whole(digits: str, *, feminine: bool = False) -> str:
    """Say a run of digits, each leading zero aloud."""
    significant = digits.lstrip("0")
    if not significant:
        return " ".join("zéro" for _ in digits)
    if len(digits) > LONGEST_CARDINAL:
        return digit_by_digit(digits)
    zeros = ["zéro"] * (len(digits) - len(significant))
    return " ".join([*zeros, cardinal(int(significant), feminine=feminine)])


def number(written: str, *, feminine: bool = False) -> str:
    """Say what `NUMBER` matches: « 3,05 » → « trois virgule zéro cinq »."""
    integer, _, decimals = written.partition(",")
    said = whole(re.sub(r"[ .]", "", integer), feminine=feminine and not decimals)
    if not decimals:
        return said
    long = len(decimals) > _DECIMALS_AS_A_NUMBER
    return f"{said} virgule {digit_by_digit(decimals) if long else whole(decimals)}"


def is_plural(written: str) -> bool:
    """Tell whether a written number takes the plural, which in French begins at two."""
    integer = re.sub(r"[ .]", "", written.partition(",")[0]).lstrip("0")
    return integer not in {"", "1"}


def counted(said: str, noun: str) -> str:
    """Join a spoken number to its noun: « deux euros », but « deux millions d’euros »."""
    if not re.search(r"(?:illions?|illiards?)\Z", said):
        return f"{said} {noun}"
    return f"{said} d’{noun}" if noun[:1] in "aeiouéèêhœ" else f"{said} de {noun}"


def ordinal(value: int, *, feminine: bool = False, plural: bool = False) -> str:
    """Say a rank: 1 → « premier », 21 → « vingt et unième », 80 → « quatre-vingtième »."""
    if value == 1:
        said = "première" if feminine else "premier"
    else:
        said = cardinal(value)
        said = re.sub(r"(cent|vingt|million|milliard|billion|billiard)s\Z", r"\1", said)
        said = re.sub(r"cinq\Z", "cinqu", re.sub(r"neuf\Z", "neuv", said))
        said = f"{said.removesuffix('e')}ième"
    return f"{said}s" if plural else said
