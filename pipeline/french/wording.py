"""Words as a person types them: without accents for comparing, near misses, French quotes.

>>> fold(" Présenté par ")
'presente_par'
>>> slug("L'espace universel, à Talence !")
'l-espace-universel-a-talence'
>>> nearest("tire", ("titre", "title", "theme"))
'titre'
"""

import difflib
import hashlib
import re
from collections.abc import Iterable

from pipeline.french.letters import ascii_of

LONGEST_SLUG = 64
_SHOWN = 12


def fold(word: str) -> str:
    """Return a key or a choice in the form in which two spellings of it are equal."""
    return re.sub(r"[\s_-]+", "_", ascii_of(word).strip())


def slug(text: str) -> str:
    """Return an identifier made from a text: lower case, ASCII, hyphens; the same text gives the same one."""
    words = re.sub(r"[^a-z0-9]+", "-", ascii_of(text)).strip("-")
    if not words and text.strip():
        return f"sujet-{hashlib.sha256(text.strip().encode()).hexdigest()[:8]}"
    if len(words) > LONGEST_SLUG:
        words = words[: LONGEST_SLUG + 1].rpartition("-")[0] or words[:LONGEST_SLUG]
    return words


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate that was probably meant, empty when none comes near."""
    forms: dict[str, str] = {}
    for candidate in sorted(candidates):
        forms.setdefault(fold(candidate), candidate)
    found = difflib.get_close_matches(fold(word)[:100], forms, n=1, cutoff=0.65)
    return forms[found[0]] if found else ""


def quoted(text: str) -> str:
    """Return a text between French quotes, cut short when it is long."""
    line = " ".join(text.split())
    return f"« {line if len(line) <= 40 else line[:39] + '…'} »"


def advised(word: str, candidates: Iterable[str], otherwise: str = "") -> str:
    """Return « vouliez-vous dire … ? », else what is possible, else `otherwise`."""
    names = sorted(set(candidates))
    if near := nearest(word, names):
        return f"vouliez-vous dire {quoted(near)} ?"
    if otherwise or not names:
        return otherwise
    shown = ", ".join(names[:_SHOWN])
    return f"possible ici : {shown}{'…' if len(names) > _SHOWN else ''}"


def meant(word: str, candidates: Iterable[str]) -> str:
    """Return « vouliez-vous dire … ? » and a space, to be followed by what there is; empty when none comes near."""
    near = nearest(word, candidates)
    return f"vouliez-vous dire {quoted(near)} ? " if near else ""


def of_town(name: str) -> str:
    """Return « de » before the name of a town, joined as French joins it.

    >>> of_town("Brest"), of_town("Évry"), of_town("Le Mans"), of_town("Les Sables-d'Olonne"), of_town("Hyères")
    ('de Brest', "d'Évry", 'du Mans', "des Sables-d'Olonne", "d'Hyères")
    >>> of_town("La Rochelle"), of_town("Haguenau")
    ('de La Rochelle', 'de Haguenau')
    """
    if contracted := _contracted(name, "du", "des"):
        return contracted
    return f"d'{name}" if re.match(r"[aeiouy]|h[eoy]", ascii_of(name)) else f"de {name}"


def at_town(name: str) -> str:
    """Return « à » before the name of a town, joined as French joins it.

    >>> at_town("Brest"), at_town("Le Havre"), at_town("LES ULIS"), at_town("La Rochelle")
    ('à Brest', 'au Havre', 'aux ULIS', 'à La Rochelle')
    """
    return _contracted(name, "au", "aux") or f"à {name}"


def _contracted(name: str, one: str, many: str) -> str:
    """Return a name whose own article joins the word before it (« le » `one`, « les » `many`), empty for any other."""
    article, _, rest = name.partition(" ")
    joined = {"le": one, "les": many}.get(article.lower(), "")
    return f"{joined} {rest.strip()}" if joined and rest.strip() else ""


def counted(number: int, one: str, many: str = "") -> str:
    """Return « 1 entrée », « 3 entrées »."""
    return f"{number} {one if number < 2 else many or one + 's'}"


def speakable(text: str) -> bool:
    """Tell whether there is anything to say: at least one letter or digit."""
    return any(sign.isalnum() for sign in text)
