"""A person's name as people write it: a form of address, given name, particles, family name.

>>> initials("Yvonne Le Dantec"), initials("Mme Jeanne d'Ormesson"), initials("Jean-Pierre de La Tour")
('Y. L. D.', 'J. O.', 'J.-P. L. T.')
>>> given("Mme Yvonne Guégan"), given("M. Diarra"), given("Jean-Pierre Brun")
('Yvonne', 'M. D.', 'Jean-Pierre')
"""

import re
import unicodedata
from itertools import takewhile

_OF_FAMILIES = frozenset({
    "docteur", "docteure", "dr", "m", "madame", "mademoiselle", "maitre", "maître", "me", "mgr", "mlle", "mme",
    "monsieur", "mr", "pr",
})  # fmt: skip
"""Forms of address that go with a family name."""

ADDRESSES = _OF_FAMILIES | {
    "frere", "frère", "mamie", "mamy", "papi", "papy", "pere", "père", "soeur", "sœur", "tata", "tonton",
}  # fmt: skip
"""Words before a name that are no part of it, in lower case and without a point."""

_ELIDED = re.compile(r"^[dl][’']", re.IGNORECASE)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name without its form of address, the given name first.

    >>> words_of("GUÉGAN Yvonne"), words_of("Le Goff, Lina")
    (('Yvonne', 'GUÉGAN'), ('Lina', 'Le', 'Goff'))
    """
    family, _, rest = re.sub(r"\([^)]*\)?", " ", unicodedata.normalize("NFC", name)).partition(",")
    words = [*rest.split(), *family.split()]
    while len(words) > 1 and words[0].rstrip(".").lower() in ADDRESSES:
        words = words[1:]
    loud = list(takewhile(lambda word: word.isupper() and len(word) > 1 and "." not in word, words))
    return (*words[len(loud) :], *loud)


def given(name: str) -> str:
    """Return the given name; the form of address and initials when a name has one and no given name."""
    if family_alone(name):
        return f"{name.split(maxsplit=1)[0]} {initials(name)}"
    return next(iter(words_of(name)), name.strip())


def family_alone(name: str) -> bool:
    """Tell whether a name is a form of address and a family name: « Mme Guégan »."""
    address, *rest = name.split() or [""]
    return bool(rest) and len(words_of(name)) == 1 and address.rstrip(".").lower() in _OF_FAMILIES


def initials(name: str) -> str:
    """Return the initials of a name, particles in small letters left out: « Y. G. », « J.-P. B. »."""
    words = [_ELIDED.sub("", word) for word in words_of(name)]
    named = [word for word in words if word[:1].isupper()] or words
    letters = ["-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in named if word]
    return " ".join(letters)
