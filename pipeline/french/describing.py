"""The French of descriptions: phrases filled with what there is, lists, stops, capitals.

>>> tidy("Les titres : {liste}.", {"liste": ("Un banc parle", "La pluie")})
'Les titres : Un banc parle, La pluie.'
>>> tidy("{nom}, {role}.", {"nom": ("Odile",), "role": ()})
'Odile.'
>>> tidy("Vigilance : {quoi}.", {"quoi": ()})
''
"""

import re
from collections.abc import Mapping, Sequence

DISCLOSED = "Récit de fiction, voix de synthèse."
"""What the picture says all along of the film itself, told once, at its beginning."""

_FIELD = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")
_DANGLING = re.compile(r"[\s\u00a0\u202f]*(?:[,;:]|à)?[\s\u00a0\u202f]*(?=\.)")
_COMMAS = re.compile(r"(?:,\s*)+,|,\s*(?=[:;])")
_QUOTES = re.compile("«[\\s\u00a0\u202f]*»")
_END = ".!?…"


def tidy(phrase: str, values: Mapping[str, Sequence[str]]) -> str:
    """Return a phrase filled with entries: what lacks leaves no sign behind; empty when nothing fills it.

    A phrase without a field is itself.
    """
    names = [found[1] for found in _FIELD.finditer(phrase)]
    if names and not any(values.get(name) for name in names):
        return ""
    text = _FIELD.sub(lambda found: listed([entry.rstrip(". ") for entry in values.get(found[1], ())]), phrase)
    text = _COMMAS.sub(",", _QUOTES.sub("", text)).lstrip(" ,;:")
    text = _DANGLING.sub("", " ".join(text.split(" ")))
    text = re.sub(r" {2,}", " ", text).strip()
    if text.rstrip("» \u00a0")[-2:-1] in set(_END) and text.endswith("."):
        text = text[:-1]
    return f"{text[:1].upper()}{text[1:]}"


def listed(entries: Sequence[str]) -> str:
    """Return entries one after the other, by semicolons where one has a comma of its own.

    >>> listed(["1796, des bureaux", "1986, les CCAS"])
    '1796, des bureaux ; 1986, les CCAS'
    """
    return " ; ".join(entries) if any("," in entry for entry in entries) else ", ".join(entries)


def people(names: Sequence[str]) -> str:
    """Return several phrases that each name somebody as one.

    >>> people(["Odile, 86 ans.", "Malo."])
    'Odile, 86 ans ; Malo.'
    """
    return f"{' ; '.join(name.rstrip('.') for name in names)}."
