"""What the words that tell of somebody say for certain: « habitante, 87 ans » is a woman, and old.

>>> gender_told("87 ans, habitante de Brest"), gender_told("un élève"), gender_told("bénévole"), gender_told("élu")
('femme', 'homme', None, None)
>>> age_told("lycéen, 16 ans"), age_told("bénévole depuis 30 ans"), age_told("octogénaire"), age_told("retraitée")
(16, None, 80, None)
"""

import re
import unicodedata
from collections.abc import Mapping
from itertools import takewhile
from types import MappingProxyType
from typing import Literal

from pipeline.french.letters import ascii_of

Gender = Literal["femme", "homme"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDS_THE_NOUN = frozenset({
    "a", "au", "aux", "avec", "chez", "contre", "d", "dans", "de", "depuis", "des", "du", "en", "et", "l", "par",
    "pour", "qui", "rue", "sans", "sous", "sur", "à",
})  # fmt: skip
"""Words after which somebody else, or something, is spoken of: « fils d'une boulangère »."""

_NOBODY = frozenset({
    "association", "bien", "bébé", "chien", "enfant", "famille", "figure", "lycée", "majeur", "mineur", "musée",
    "mémoire", "personne", "plume", "recrue", "restaurant", "rien", "santé", "sentinelle", "société", "star", "tête",
    "vedette", "victime", "voix", "équipe",
})  # fmt: skip
"""Words that have a gender which is nobody's, or end as if they told one."""

_EITHER = frozenset({
    "adjoint", "auteur", "avocat", "cadre", "chauffeur", "chef", "chevalier", "conseiller", "directeur", "docteur",
    "défenseur", "député", "entrepreneur", "gouverneur", "ingénieur", "maire", "mannequin", "médecin", "pompier",
    "procureur", "professeur", "préfet", "président", "sapeur-pompier", "sénateur", "écrivain", "élu",
})  # fmt: skip
"""Offices that women hold under their masculine name, too."""

_WOMEN = frozenset({
    "adjointe", "amie", "ancienne", "arrière-grand-mère", "avocate", "belle-fille", "belle-mère", "cheffe",
    "cheffesse", "citoyenne", "copine", "cousine", "dame", "docteure", "doyenne", "elle", "femme", "fille",
    "fillette", "gamine", "grand-mère", "grande", "hôtesse", "madame", "mademoiselle", "maman", "mamie", "mamy",
    "marraine", "maîtresse", "mlle", "mme", "mère", "nièce", "petite", "petite-fille", "soeur", "sœur", "tante",
    "veuve", "vieille", "voisine", "élue", "épouse",
})  # fmt: skip
_MEN = frozenset({
    "ami", "ancien", "arrière-grand-père", "beau-fils", "beau-père", "citoyen", "copain", "cousin", "doyen", "fils",
    "frère", "gamin", "gars", "garçon", "garçonnet", "grand", "grand-père", "homme", "hôte", "lui", "m", "mari",
    "monsieur", "mr", "neveu", "oncle", "papa", "papi", "papy", "parrain", "patron", "petit", "petit-fils", "père",
    "roi", "tonton", "veuf", "vieux", "voisin", "époux",
})  # fmt: skip
_FEMININE = re.compile(r"(?:trice|euse|ante|ente|ière|ienne|éenne|onne|ée|eresse|ive|elle)$")
_MASCULINE = re.compile(r"(?:eur|ant|ier|ien|éen|é|if)$")
_EPICENE = re.compile(
    r"(?:iste|aire|logue|graphe|ole|ève|ecte|iatre|jeune|enfant|ado|guide|collègue|adulte|concierge)$"
)
_ARTICLES: Mapping[str, Gender] = MappingProxyType({"une": "femme", "la": "femme", "un": "homme", "le": "homme"})
_AGE = re.compile(r"(?<!depuis )(?<!pendant )(?<!y a )\b(\d{1,3}) ?ans\b(?! (?:de|d')\b)(?! d')")
_ABOUT = MappingProxyType({
    "centenaire": 100, "nonagénaire": 90, "octogénaire": 80, "septuagénaire": 70, "sexagénaire": 60,
    "quinquagénaire": 50, "quadragénaire": 40, "trentenaire": 30, "lycéen": 16, "lycéenne": 16, "ado": 15,
    "adolescent": 15, "adolescente": 15, "collégien": 13, "collégienne": 13, "enfant": 9, "gamin": 9, "gamine": 9,
    "écolier": 8, "écolière": 8, "fillette": 8, "garçonnet": 8, "bébé": 1,
})  # fmt: skip


def gender_told(text: str) -> Gender | None:
    """Return the gender that a role, or a form of address before a name, says for certain; None when it says none."""
    words = _told(text)
    if any(word in _NOBODY for word in words):
        return None
    for article, word in zip(("", *words), words, strict=False):
        if word in _WOMEN or _FEMININE.search(word):
            return "femme"
        if word not in _EITHER and (word in _MEN or _MASCULINE.search(word)):
            return "homme"
        if _EPICENE.search(word) and article in _ARTICLES:
            return _ARTICLES[article]
    return None


def age_told(text: str) -> int | None:
    """Return the age that a role says, in years; about, when a word says it (« octogénaire », « lycéen »)."""
    if found := _AGE.search(ascii_of(text)):
        return int(found[1])
    return next((_ABOUT[word] for word in _told(text) if word in _ABOUT), None)


def called(role: str) -> str:
    """Return how to speak of somebody without their name: « une habitante »; the role alone when it tells no gender.

    >>> called("habitante, rue des Lilas"), called("bénévole"), called("le doyen"), called("")
    ('une habitante', 'bénévole', 'un doyen', '')
    """
    noun = re.sub(r"^(?:une?|l[ea])\s+", "", re.split(r"[,(;]", role)[0].strip(), flags=re.IGNORECASE)
    gender = gender_told(role)
    noun = noun[:1].lower() + noun[1:]
    return f"{'une' if gender == 'femme' else 'un'} {noun}" if gender and noun else noun


def _told(text: str) -> tuple[str, ...]:
    """Return the words of a text, in lower case, that stand before whoever or whatever else is spoken of."""
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    return tuple(takewhile(lambda word: word not in _ENDS_THE_NOUN, words)) or tuple(words[:1])
