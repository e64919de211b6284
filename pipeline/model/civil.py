"""A person's name as people write it: a form of address, given name, particles, family name.

>>> initials("Yvonne Le Dantec"), initials("Mme Jeanne d'Ormesson"), initials("Jean-Pierre de La Tour")
('Y. L. D.', 'J. O.', 'J.-P. L. T.')
>>> given("Mme Yvonne Guégan"), given("M. Diarra"), given("Jean-Pierre Brun")
('Yvonne', 'M. D.', 'Jean-Pierre')
"""

import re
import unicodedata

ADDRESSES = frozenset({
    "docteur", "docteure", "dr", "frere", "frère", "m", "madame", "mademoiselle", "maitre", "mamie", "mamy", "maître",
    "me", "mgr", "mlle", "mme", "monsieur", "mr", "papi", "papy", "pere", "pr", "père", "soeur", "sœur", "tata",
    "tonton",
})  # fmt: skip
"""Words before a name that are no part of it, in lower case and without a point."""

_ELIDED = re.compile(r"^[dl][’']", re.IGNORECASE)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name without its form of address."""
    words = unicodedata.normalize("NFC", name).split()
    while words and words[0].rstrip(".").lower() in ADDRESSES:
        words = words[1:]
    return tuple(words)


def given(name: str) -> str:
    """Return the given name; the form of address and initials when a name has one and no given name."""
    words, written = words_of(name), name.split()
    if len(words) == len(written) or len(words) > 1:
        return words[0] if words else name.strip()
    return f"{written[0]} {initials(name)}".strip()


def initials(name: str) -> str:
    """Return the initials of a name, particles in small letters left out: « Y. G. », « J.-P. B. »."""
    words = [_ELIDED.sub("", word) for word in words_of(name)]
    named = [word for word in words if word[:1].isupper()] or words
    letters = ["-".join(f"{part[0].upper()}." for part in word.split("-") if part) for word in named if word]
    return " ".join(letters)
