"""A person's name in a text, however it is written: whole, its parts, folded, elided, hyphenated, run together."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from pipeline.french.letters import ascii_of
from pipeline.model.civil import ADDRESSES, family_alone, words_of

_PARTICLES = frozenset({
    "al", "ben", "bin", "d", "da", "das", "de", "del", "della", "der", "des", "di", "do", "dos", "du", "el", "et", "l",
    "la", "las", "le", "les", "los", "o", "saint", "sainte", "ter", "van", "von", "y", "zu",
})  # fmt: skip
_NO_NAMES = frozenset({
    "agent", "agente", "anonyme", "dame", "eleve", "enfant", "femme", "habitant", "habitante", "homme", "inconnu",
    "inconnue", "jeune", "passant", "passante", "personne", "quelqu", "temoin", "un", "une", "usager", "usagere",
    "voisin", "voisine", "voix",
})  # fmt: skip
"""Words that people write under « nom » for whoever has none."""

_COMMON = frozenset({
    "aime", "aimee", "allemand", "ambre", "ange", "anglais", "aout", "aube", "aurore", "automne", "avril", "barbier",
    "baron", "beau", "bel", "berger", "bienvenu", "bienvenue", "blanc", "blanche", "blond", "bois", "bon", "bonheur",
    "bonnet", "boucher", "boulanger", "brasseur", "breton", "brun", "capucine", "carre", "cerise", "chapelier",
    "chapelle", "charpentier", "chasseur", "chateau", "chevalier", "claire", "clemence", "clerc", "colombe", "comte",
    "constance", "constant", "content", "coq", "cordonnier", "court", "courtois", "couturier", "croix", "cuisinier",
    "desire", "desiree", "dimanche", "duc", "ete", "eve", "facteur", "fer", "fleur", "fontaine", "forestier", "fort",
    "fortune", "four", "franc", "francais", "france", "gardien", "gentil", "grace", "grand", "gris", "gros", "hiver",
    "honore", "iris", "jade", "jardin", "jardinier", "jasmin", "jeudi", "joli", "jour", "juillet", "juin", "juste",
    "lavande", "leger", "lion", "long", "loup", "lucide", "lumiere", "lundi", "lune", "macon", "mai", "maison",
    "maitre", "marais", "marchand", "mardi", "marguerite", "marin", "marine", "marquis", "mars", "melodie",
    "menuisier", "mercredi", "meunier", "mignon", "modeste", "moine", "moulin", "mouton", "muguet", "noel", "noir",
    "normand", "noyer", "olive", "olivier", "page", "pain", "parfait", "passeur", "pasteur", "patience", "peintre",
    "perle", "petit", "picard", "pierre", "pigeon", "placide", "plage", "plume", "poisson", "pommier", "pont",
    "portier", "potier", "prince", "printemps", "prudence", "prune", "reine", "renard", "riche", "riviere", "roche",
    "rocher", "roi", "rose", "rosier", "rouge", "roux", "sage", "samedi", "serein", "sergent", "simple", "soldat",
    "soleil", "tailleur", "terre", "tisserand", "tour", "vacher", "vaillant", "val", "vallee", "vannier", "vendredi",
    "verrier", "vert", "victoire", "vigne", "vigneron", "ville", "violette",
})  # fmt: skip
"""Names that are ordinary words as well: alone at the head of a sentence, nobody can tell."""

_PLACES = frozenset({
    "allee", "amphitheatre", "auditorium", "avenue", "bibliotheque", "bois", "boulevard", "carrefour", "centre",
    "chemin", "cite", "clinique", "college", "cour", "cours", "creche", "ecole", "ehpad", "espace", "esplanade",
    "fondation", "foyer", "gare", "groupe", "gymnase", "hopital", "ile", "impasse", "institut", "jardin", "lac",
    "lycee", "maternelle", "mediatheque", "musee", "parc", "passage", "passerelle", "piscine", "place", "pont",
    "port", "promenade", "quai", "quartier", "residence", "rond-point", "route", "rue", "ruelle", "salle", "sentier",
    "square", "stade", "station", "theatre", "tour", "universite", "villa", "ville",
})  # fmt: skip
"""What is called after people: « rue Yvonne-Guégan », « la salle Petit »."""

_FAMILIES = frozenset({"famille", "epoux", "chez", "freres", "soeurs"}) | {ascii_of(word) for word in ADDRESSES}
_ACTS = re.compile(
    r"\s*(?:[,:!?]|(?:a|ont|est|sont|était|avait|dit|dort|vit|vient|va|parle|raconte|explique|habite|s'|n'|m'|se|ne|me|nous|"
    r"vous|lui|y|en)\b)"
)
"""What follows a name that acts, in small letters; it tells « Marchand raconte » from « Marchand de glaces »."""

_SAINTS = frozenset({"saint", "sainte", "st", "ste"})
_SHORT_ADDRESS = re.compile(r"\b(m|mr|mme|mlle|dr|pr|me)\. ?")
_BEGINS, _ENDS = r"(?<![^\W\d_])", r"(?![^\W\d_])"
_BETWEEN = r"[^a-z0-9]{0,3}"
_STROKES = str.maketrans("łøđħı", "lodhi")
_SHORTEST = 2
_SHORTEST_SMALL = 4


class Certainty(Enum):
    """How surely a text names somebody: certainly, or perhaps somebody or something else of that name."""

    YES = "yes"
    PERHAPS = "perhaps"


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a text that names somebody: from and up to which character, how surely."""

    start: int
    end: int
    sure: Certainty


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in small letters without accents, and the character of the text that each letter comes from."""

    text: str
    letters: str
    at: tuple[int, ...]

    @classmethod
    @lru_cache(maxsize=4096)
    def of(cls, text: str) -> "Folded":
        """Fold a text, once for all the names that are looked for in it; signs that are not seen are left out."""
        letters: list[str] = []
        at: list[int] = []
        for place, sign in enumerate(text):
            if unicodedata.category(sign) in {"Cf", "Mn"}:
                continue
            plain = _plain(sign) or " "
            letters.append(plain)
            at += [place] * len(plain)
        return cls(text, "".join(letters), (*at, len(text)))

    def capital(self, place: int) -> bool:
        """Tell whether the letter at a place of the folded text is written as a capital, or has no small form."""
        return not self.text[self.at[place]].islower()


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name taken apart, each part folded: the given name, the family name, what is said of both together."""

    given: str
    family: tuple[str, ...]

    @classmethod
    def of(cls, name: str) -> "PersonName":
        """Take a name apart; what is no name (« Une habitante ») has no parts."""
        words = words_of(name)
        named = [word for word in words if word[:1].isupper()] or list(words)
        folded = [re.sub(r"[\W\d_]+", "-", _plain(word)).strip("-") for word in words]
        if not folded or folded[0] in _NO_NAMES or words[0] not in named:
            return cls("", ())
        family = tuple(word for word in folded[1:] if word)
        if family_alone(name):
            return cls("", (folded[0],))
        return cls(folded[0] if len(folded[0]) >= _SHORTEST else "", family)

    @property
    def whole(self) -> str:
        """Return a pattern of both names together, either first, empty when there is only one."""
        if not self.given or not self.family:
            return ""
        first, last = _spelled(self.given), _BETWEEN.join(map(_spelled, self.family))
        return rf"{_BEGINS}(?:{first}{_BETWEEN}{last}|{last}{_BETWEEN}{first})s?{_ENDS}"

    @property
    def parts(self) -> tuple[str, ...]:
        """Return what names somebody alone: the given name, each half of the family name; no particles."""
        halves = [half for word in self.family for half in word.split("-")]
        return tuple(
            part
            for part in dict.fromkeys((self.given, *halves))
            if len(part) >= _SHORTEST and part not in _PARTICLES and part not in _NO_NAMES
        )

    @property
    def tokens(self) -> frozenset[str]:
        """Return every word of the name."""
        return frozenset(half for word in (self.given, *self.family) for half in word.split("-"))


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not to be said of somebody: their name, all parts of it or the family name alone.

    `shared` are words, folded, by which others are shown, or towns: they name somebody else as well.
    """

    name: PersonName
    given_too: bool = True
    shared: frozenset[str] = frozenset()

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts that are not to be said."""
        return tuple(part for part in self.name.parts if self.given_too or part != self.name.given)

    def said(self, text: str, others: Iterable[PersonName] = ()) -> tuple[Named, ...]:
        """Return every place where a text names them, in order; `others` are shown by their whole names."""
        folded = Folded.of(text)
        if not any(part.partition("-")[0] in folded.letters for part in self.parts):
            return ()
        taken = [found.span() for other in others if other.whole for found in re.finditer(other.whole, folded.letters)]
        spans = [found for found in self._wholes(folded) if not _within(found[:2], taken)]
        taken += [(start, end) for start, end, _ in spans]
        for part in self.parts:
            found = (match.span() for match in re.finditer(_alone(part), folded.letters))
            told = [(*span, self._alone(folded, part, *span)) for span in found if not _within(span, taken)]
            spans += [(start, end, sure) for start, end, sure in told if sure is not None]
        return tuple(
            Named(folded.at[start], folded.at[end - 1] + 1, sure) for start, end, sure in sorted(spans, key=_from)
        )

    def _wholes(self, folded: Folded) -> Iterator[tuple[int, int, Certainty]]:
        """Yield where the whole name is said; ordinary words in small letters are no name."""
        if not self.parts or not self.name.whole:
            return
        ordinary = all(part in _COMMON for part in self.name.parts)
        for found in re.finditer(self.name.whole, folded.letters):
            start, end = found.span()
            if not ordinary or any(folded.capital(place) for place in range(start, end)):
                place = _before(folded.letters, start) in _PLACES
                yield start, end, Certainty.PERHAPS if place else Certainty.YES

    def _alone(self, folded: Folded, part: str, start: int, end: int) -> Certainty | None:
        """Return how surely a part that stands alone names them; None when it does not."""
        letters, common, given = folded.letters, part in _COMMON, part == self.name.given
        before = _before(letters, start)
        addressed = before in _FAMILIES
        small = not folded.capital(start)
        if before in _SAINTS - self.name.tokens or (small and (common or not (given or addressed))):
            return None
        if small:
            return Certainty.YES if addressed else Certainty.PERHAPS if len(part) >= _SHORTEST_SMALL else None
        if before in _PLACES or _joined(letters, start, end, self.name.tokens):
            return None if common or (given and before not in _PLACES) else Certainty.PERHAPS
        if part in self.shared:
            return Certainty.PERHAPS
        if common:
            return _ordinary(folded, start, end, before)
        other = re.match(r"\s+([a-z][a-z'-]+)", letters[end:])
        namesake = given and other and folded.capital(end + other.start(1)) and not folded.text.isupper()
        return Certainty.PERHAPS if namesake and other and other[1] not in self.name.tokens else Certainty.YES


def _ordinary(folded: Folded, start: int, end: int, before: str) -> Certainty | None:
    """Return how surely an ordinary word with a capital is a name."""
    if before in _FAMILIES:
        return Certainty.YES
    if folded.text.isupper():
        return None
    if re.search(r"(?:^|[.!?…:«\"\n(–—])\s*$", folded.letters[:start]):
        return Certainty.PERHAPS if _ACTS.match(folded.text[folded.at[end] :].lower()) else None
    return Certainty.PERHAPS


def _alone(part: str) -> str:
    """Return a pattern of a part by itself."""
    return rf"{_BEGINS}{_spelled(part)}s?{_ENDS}"


def _plain(text: str) -> str:
    """Return a text in small letters without accents, strokes through a letter among them."""
    return ascii_of(text).translate(_STROKES)


def _spelled(part: str) -> str:
    """Return a pattern of a part; a hyphen may be a space, or nothing."""
    return _BETWEEN.join(map(re.escape, part.split("-")))


def _before(letters: str, start: int) -> str:
    """Return the last word before a place that is no particle; empty at the head of a sentence."""
    told = _SHORT_ADDRESS.sub(r"\1 ", letters[:start])
    words = re.split(r"[^a-z-]+", re.split(r"[.!?…:;]\s", told)[-1].rstrip(" -'."))
    known = [word for word in words if word and word not in _PARTICLES - _SAINTS]
    return known[-1].rpartition("-")[2] if known else ""


def _joined(letters: str, start: int, end: int, own: frozenset[str]) -> bool:
    """Tell whether a word is half of somebody or something else: « Saint-Brieuc », « Jean-Pierre »."""
    left = re.search(r"([a-z]+)-$", letters[:start])
    right = re.match(r"-([a-z]+)", letters[end:])
    return any(found is not None and found[1] not in own for found in (left, right))


def _within(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in taken)


def _from(span: tuple[int, int, Certainty]) -> tuple[int, int]:
    return span[0], -span[1]


def told_by(identifier: str, parts: Iterable[str]) -> bool:
    """Tell whether an identifier, or a file's name, tells a name by one of its parts.

    >>> guegan = PersonName.of("Yvonne Guégan").parts
    >>> told_by("yvonne-guegan", guegan), told_by("yguegan", guegan), told_by("temoin-1", guegan)
    (True, True, False)
    """
    plain = ascii_of(identifier)
    pieces = re.split(r"[^a-z]+", plain)
    return any(part in pieces or (len(part) >= _SHORTEST_SMALL and part in plain) for part in parts)


def masked(text: str, name: Withheld, identifier: str, shown: str) -> str:
    """Return a text without the name, its telling parts, nor an identifier that tells it: `shown` stands there.

    Ordinary words are left, and parts that others share, unless the whole name is meant.
    """
    patterns = [name.name.whole] if name.name.whole and name.parts else []
    if told_by(identifier, name.parts):
        if text == identifier:
            return shown
        own = re.escape(ascii_of(identifier))
        plain = identifier in _COMMON or identifier in name.shared  # meant only where ids and files are written
        patterns.append(rf"(?<=« ){own}(?= »)|(?<=/){own}(?![a-z0-9])" if plain else rf"(?<![a-z0-9]){own}(?![a-z0-9])")
    telling = [part for part in name.parts if part not in _COMMON and part not in name.shared]
    patterns += [rf"(?<!saint.)(?<!sainte.){_alone(part)}" for part in telling]
    for pattern in patterns:
        text = "".join(_replaced(text, pattern, shown))
    return text


def _replaced(text: str, pattern: str, shown: str) -> Iterator[str]:
    folded = Folded.of(text)
    at = 0
    for found in re.finditer(pattern, folded.letters):
        yield text[at : folded.at[found.start()]]
        yield shown
        at = folded.at[found.end() - 1] + 1
    yield text[at:]
