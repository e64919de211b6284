"""The French of descriptions: phrases filled with what there is, lists, stops, capitals.

>>> tidy("Les titres : {liste}.", {"liste": ("Un banc parle", "La pluie")})
'Les titres : un banc parle, la pluie.'
>>> tidy("Micro-trottoir : « {question} ».", {"question": ("Et vous ?",)})
'Micro-trottoir : « Et vous ? »'
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
_ARTICLES = "une?|des?|du|les?|la|ce|cet|cette|ces"
_OTHERS = "on|ils?|elles?|chacune?|chaque|tout|tous|toutes|deux|trois|plus|pas"
_BEGUN = re.compile(rf"(^|, )((?i:{_ARTICLES}|{_OTHERS})(?=[ \u00a0][a-zà-ÿ0-9])|[LD]['’](?=[a-zà-ÿ]))")
"""Words that begin a text without being a name, before one that does not begin as names do."""


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
    if text.endswith(".") and text[:-1].rstrip("» \u00a0\u202f").endswith(tuple(_END)):
        text = text[:-1]
    return f"{text[:1].upper()}{text[1:]}"


def listed(entries: Sequence[str]) -> str:
    """Return entries one after the other, by semicolons where one has a comma of its own.

    >>> listed(["1796, des bureaux", "1986, les CCAS"])
    '1796, des bureaux ; 1986, les CCAS'

    Each begins as it would within a sentence, names aside.

    >>> listed(["Des bureaux", "La Rochelle", "L'entraide"])
    "des bureaux, La Rochelle, l'entraide"
    """
    if len(entries) > 1:
        entries = [within(entry) for entry in entries]
    return " ; ".join(entries) if any("," in entry for entry in entries) else ", ".join(entries)


def within(entry: str) -> str:
    """Return an entry as it begins within a sentence: its first word small when it is no name, after a comma too.

    >>> within("2035, Une vraie cuisine"), within("Le Mans"), within("Odile")
    ('2035, une vraie cuisine', 'Le Mans', 'Odile')
    """
    return _BEGUN.sub(lambda found: f"{found[1]}{found[2].lower()}", entry)


def people(names: Sequence[str]) -> str:
    """Return several phrases that each name somebody as one.

    >>> people(["Odile, 86 ans.", "Malo."])
    'Odile, 86 ans ; Malo.'
    """
    first, *others = (name.rstrip(".") for name in names)
    return f"{' ; '.join((first, *map(within, others)))}."
