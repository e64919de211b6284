"""Who is meant by a name as notes write it, and what words are somebody's name or what they do."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.french.letters import ascii_of
from pipeline.french.people import age_told, gender_told
from pipeline.french.wording import slug
from pipeline.gather.fields import field_of
from pipeline.model.civil import words_of

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_PART = (
    rf"(?:[{_CAPITAL}]\.(?:-?[{_CAPITAL}]\.)*|[{_CAPITAL}][\w’'-]*(?:\.[\w’'-]+)*(?:\.(?!\s+[{_CAPITAL}]))?|"
    rf"d['’][{_CAPITAL}][\w’'-]*)"
)
_SMALL = r"(?:de|du|des|la|le|van|von|ben|el|al|da|dos|di)"
_TITLES = (
    r"(?:M\.|MM\.|Mr|Mme|Mlle|Dr|Pr|Madame|Monsieur|Mademoiselle|Docteur|Docteure|Maître|Mamie|Papi|Papy|Tata|Tonton)"
)
_CALLED = r"(?:[«“\"(] ?[\w’'-]{2,20} ?[»”\")] )"
NAME = rf"(?:{_TITLES} )?{_PART}(?:[ ]{_CALLED}?(?:{_SMALL}[ ])*{_PART}){{0,3}}(?: \d{{1,2}}(?! ?ans))?"
"""A person's name as French writes it: capitals, particles between them."""

_NAME = re.compile(NAME)
_ROLE_HEAD = re.compile(
    r"^(?:(?:une?|l[ea]|l['’]|les|des|un jeune|une jeune) ?)?"
    r"(?:premi[eè]re? |deuxi[eè]me |autre |ancien(?:ne)? |jeune |vieil(?:le)? |vieux )?(?P<noun>[a-zà-ÿœ-]+)",
    re.IGNORECASE,
)
_CALLED_BY = (
    "présentateur présentatrice présentateurs journaliste reporter reporteur reportrice correspondant "
    "correspondante envoyé envoyée animateur animatrice intervieweur intervieweuse invité invitée témoin expert "
    "experte spécialiste habitant habitante voisin voisine résident résidente locataire colocataire bénévole "
    "passant passante maire élu élue adjoint adjointe président présidente directeur directrice infirmier "
    "infirmière médecin docteur docteure professeur professeure enseignant enseignante élève étudiant étudiante "
    "lycéen lycéenne collégien collégienne enfant ado adolescent adolescente grand-mère grand-père mamie papi "
    "maman papa mère père fille fils sœur frère femme homme dame monsieur madame retraité retraitée jardinier "
    "jardinière cuisinier cuisinière boulanger boulangère facteur factrice commerçant commerçante coiffeur "
    "coiffeuse chauffeur chauffeuse agent agente travailleur travailleuse assistant assistante éducateur "
    "éducatrice psychologue aidant aidante usager usagère client cliente patron patronne gérant gérante ministre "
    "député députée préfet préfète météorologue météo robot ia chercheur chercheuse scientifique ingénieur "
    "ingénieure artiste musicien musicienne poète gardien gardienne concierge citoyen citoyenne jeune doyen "
    "doyenne centenaire octogénaire aîné aînée anonyme chef cheffe responsable coordinateur coordinatrice "
    "coordonnateur coordonnatrice négociateur négociatrice médiateur médiatrice policier policière pompier avocat "
    "avocate juge parent parents couple famille groupe foule public chœur porte-parole auteur autrice participant "
    "participante cuistot secrétaire comptable vendeur vendeuse ouvrier ouvrière agriculteur agricultrice "
    "maraîcher maraîchère"
)
_ROLES = frozenset(map(ascii_of, _CALLED_BY.split()))
"""What people are called by instead of a name."""

_PRESENTING = re.compile(r"pr[ée]sentat|animat(?:eur|rice) du (?:jt|journal)|en plateau|plateau\b", re.IGNORECASE)
_REPORTING = re.compile(
    r"\breport(?:er|eur|rice)|journalis|envoy[ée]e? sp[ée]cial|correspondant|intervieweu", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:une?|l[ea]s?|des|son|sa|notre) |^l['’]", re.IGNORECASE)
_INITIALS = re.compile(rf"(?:[{_CAPITAL}][.-]{{0,2}} ?){{2,4}}")
_NO_NAMES_SPELLED = (
    "le la les un une des ce cette ces mon ma mes son sa ses notre votre leur il elle on nous vous ils elles je "
    "tu et mais ou donc or ni car si quand comme dans pour avec sans sous sur par chez ici là hier demain "
    "aujourd'hui puis ensuite enfin chaque nos vos leurs tes cet celui celle ceux certains plusieurs quelques "
    "aucun aucune alors après avant depuis pendant tout tous toute toutes oui non merci bonjour bonsoir attention "
    "résultat bref bilanpourtant cependant ainsi aussi voici voilà que qui quoi quel quelle où comment pourquoi "
    "en au aux à c'est d'abord"
)
_NOBODY = frozenset(_NO_NAMES_SPELLED.split())
_VOICES = frozenset({"voix off", "voix-off", "off", "narrateur", "narratrice", "commentaire", "voix", "texte", "tous"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """Somebody of the newscast: `key` is their id in the script, `listed` that a list of people names them."""

    key: str
    name: str
    role: str = ""
    listed: bool = False
    nameless: bool = False

    @property
    def presents(self) -> bool:
        """Tell whether they present the newscast."""
        return bool(_PRESENTING.search(self.role or self.name))

    @property
    def reports(self) -> bool:
        """Tell whether they ask and tell, rather than answer."""
        return bool(_REPORTING.search(self.role or self.name))

    @property
    def minor(self) -> bool:
        """Tell whether the notes say an age below eighteen."""
        age = age_told(self.role)
        return age is not None and age < 18


class Company:
    """Everybody whom notes name, each once, in the order in which they come."""

    def __init__(self, given_names: Iterable[str] = ()) -> None:
        """Begin with nobody; `given_names` are those that people of this country bear."""
        self._everyone: dict[str, Character] = {}
        self._given = frozenset(ascii_of(name) for name in given_names)

    @property
    def everyone(self) -> tuple[Character, ...]:
        """Return everybody, in the order in which they were met."""
        return tuple(self._everyone.values())

    def is_given_name(self, word: str) -> bool:
        """Tell whether a word is a first name that people bear."""
        return ascii_of(word.partition("-")[0]) in self._given or ascii_of(word) in self._given

    def met(self, name: str, role: str = "", *, listed: bool = False) -> Character | None:
        """Return somebody by a name as it is written, who is entered when nobody has it; None for what is no name."""
        told = tidy_name(name)
        if not told:
            return None
        told = self._unaddressed(told, role)
        known = self.known(told) or self.known(name)
        if known is None:
            key = self._free(told)
            known = Character(key=key, name=told, role=tidy_role(role), listed=listed, nameless=not is_name(told))
        else:
            longer = told if len(words_of(told)) > len(words_of(known.name)) and is_name(told) else known.name
            known = replace(known, name=longer, role=known.role or tidy_role(role), listed=known.listed or listed)
            known = replace(known, role=_joined(known.role, tidy_role(role)))
        self._everyone[known.key] = known
        return known

    def known(self, name: str) -> Character | None:
        """Return who is meant by a name: whole, a first name, a family name after « Mme », or what they do."""
        told = ascii_of(tidy_name(name))
        if not told:
            return None
        address = _address(name)
        everyone = [one for one in self._everyone.values() if not address or _address(one.name) in {"", address}]
        if _INITIALS.fullmatch(name.strip()):
            meant = [one for one in everyone if is_initials(name.strip(), one.name)]
            if len(meant) == 1:
                return meant[0]
        if whole := [one for one in everyone if ascii_of(one.name) == told]:
            return whole[0]
        if plays := [one for one in everyone if one.role and ascii_of(one.role).strip(" .") == told.strip(" .")]:
            return plays[0] if len(plays) == 1 else None
        bare = tuple(ascii_of(word) for word in words_of(tidy_name(name)))
        for fits in (
            [one for one in everyone if not one.nameless and bare and _named(one)[: len(bare)] == bare],
            [one for one in everyone if is_name(tidy_name(name)) and _begins(bare, _named(one)) and not one.nameless],
            [one for one in everyone if not one.nameless and bare and _named(one)[1:] == bare],
            [one for one in everyone if one.role and _head(one.role) == _head(tidy_name(name)) and _head(one.role)],
            [one for one in everyone if _office(one.role) and _office(one.role) == _office(tidy_name(name))],
            [one for one in everyone if one.listed and is_cast_as(one.role, tidy_name(name))],
        ):
            if len(fits) == 1:
                return fits[0]
        return None

    def _unaddressed(self, name: str, role: str) -> str:
        """Return a whole name without « Mme », as captions write it, where it or a role says a gender all the same."""
        words = words_of(name)
        bare = " ".join(name.split()[-len(words) :])
        whole = 1 < len(words) < len(name.split()) and all(word[:1].isupper() for word in bare.split()[:1])
        told = whole and (gender_told(role) or self.is_given_name(bare.split()[0]))
        return bare if told and is_name(bare) else name

    def presenter(self) -> Character | None:
        """Return who presents, None when the notes do not say."""
        return next((one for one in self._everyone.values() if one.presents), None)

    def forget(self, keys: Iterable[str]) -> None:
        """Leave out whom the notes only name: who films, who keeps the minutes."""
        for key in keys:
            self._everyone.pop(key, None)

    def _free(self, name: str) -> str:
        words = words_of(_ARTICLE.sub("", name) or name)
        addressed = len(words) < len(name.split()) and not _ARTICLE.match(name)
        short = slug("-".join(words) if addressed else words[0]) if words else slug(name)
        for wanted in (short, slug(name)):
            if wanted and wanted not in self._everyone:
                return wanted
        number = 2
        while f"{slug(name)}-{number}" in self._everyone:
            number += 1
        return f"{slug(name)}-{number}"


def is_initials(letters: str, name: str) -> bool:
    """Tell whether letters are the initials of a name.

    >>> is_initials("SK", "Sonia Keller"), is_initials("J.-M. B.", "Jean-Marc Blin"), is_initials("OK", "Odile Lys")
    (True, True, False)
    """
    firsts = [word[:1] for word in re.split(r"[ -]", " ".join(words_of(name))) if word[:1].isupper()]
    return len(firsts) > 1 and ascii_of("".join(firsts)) == ascii_of(re.sub(r"[^\w]", "", letters))


@lru_cache(maxsize=4096)
def tidy_name(text: str) -> str:
    """Return a name as it goes on screen: no signs around it, capitals as names have them.

    >>> tidy_name("ODILE CASTAING :"), tidy_name("la voisine"), tidy_name("— Malo"), tidy_name("Mme GUÉGAN")
    ('Odile Castaing', 'La voisine', 'Malo', 'Mme Guégan')
    """
    told = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)
    told = " ".join(told.split()).strip(' :;,.-–—•*«»"()[]/')
    told = re.sub(r"\b(M|Dr|Pr) (?=[A-ZÀ-Þ])", r"\1. " if told.startswith("M ") else r"\1 ", told)
    if not told or len(told) > 60 or not re.search(r"[^\W\d_]", told):
        return ""
    words = [word.capitalize() if _loud(word) else word for word in told.split()]
    told = " ".join("-".join(p.capitalize() if _loud(p) else p for p in w.split("-")) if "-" in w else w for w in words)
    return told[:1].upper() + told[1:]


def tidy_role(text: str) -> str:
    """Return what is said of somebody, without the signs around it.

    >>> tidy_role("(84 ans), habitante."), tidy_role(" : présentatrice ")
    ('84 ans, habitante', 'présentatrice')
    """
    told = re.sub(r"[()]", " , ", text)
    parts = [part.strip(' .:;-–—«»"=>') for part in re.split(r"[,;]", told)]
    return ", ".join(" ".join(part.split()) for part in parts if part)[:118]


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Tell whether words are written as a person's name.

    >>> is_name("Odile Castaing"), is_name("La voisine"), is_name("Mme Guégan"), is_name("Attention")
    (True, False, True, False)
    """
    found = _NAME.fullmatch(text.strip())
    first = text.split()[:1]
    if not found or not first:
        return False
    plain = first[0].lower().replace("’", "'")
    bare = ascii_of(plain).rstrip(".")
    called = plain.startswith("l'")
    return not called and plain not in _NOBODY and not is_role(text) and field_of(text) is None and bool(bare)


@lru_cache(maxsize=4096)
def is_role(text: str) -> bool:
    """Tell whether words call somebody by what they do: « une habitante », « Journaliste 2 », « la maire »."""
    found = _ROLE_HEAD.match(ascii_of(text.strip()))
    if not found:
        return False
    noun = found["noun"].removesuffix("s") if found["noun"] not in _ROLES else found["noun"]
    return noun in _ROLES


def is_voice(text: str) -> bool:
    """Tell whether a head before a colon is that of the commentary: « Voix off »."""
    return ascii_of(text).strip(" :.") in _VOICES


def _joined(role: str, more: str) -> str:
    """Return what is known of somebody with what is said anew; an age or a trade told twice stands once."""
    if not more or ascii_of(more) in ascii_of(role):
        return role
    if not role or ascii_of(role) in ascii_of(more):
        return more or role
    kept = [part for part in more.split(", ") if ascii_of(part) not in ascii_of(role)]
    same_age = [part for part in kept if age_told(part) is not None and age_told(role) is not None]
    kept = [part for part in kept if part not in same_age]
    both = ", ".join([role, *kept])
    return both if len(both) <= 80 else role


def _named(one: Character) -> tuple[str, ...]:
    return _words(one.name)


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(ascii_of(word) for word in words_of(name))


def _begins(told: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return bool(name) and told[: len(name)] == name


@lru_cache(maxsize=4096)
def _head(text: str) -> str:
    """Return the noun that a role begins with, empty when it is none that people are called by."""
    if not is_role(text):
        return ""
    plain = re.sub(r"^(?:une?|l[ea]|l['’]) ?", "", text.lower().strip())
    return ascii_of(re.split(r"[,(]", plain)[0]).strip()


@lru_cache(maxsize=4096)
def _office(text: str) -> str:
    """Return what somebody is without its article, folded: « une apicultrice, 40 ans », « L'apicultrice »."""
    first = _ARTICLE.sub("", re.split(r"[,(]", text)[0].strip()).strip()
    return "" if is_name(first) else ascii_of(first)


def is_cast_as(role: str, name: str) -> bool:
    """Tell whether a role is the one that a name says in fewer words: « la journaliste de terrain »."""
    office, told = _office(role), _office(name)
    return bool(told) and (office == told or office.startswith(f"{told} "))


_ADDRESSES = {"m": "m", "mr": "m", "monsieur": "m", "mme": "f", "mlle": "f", "madame": "f", "mademoiselle": "f"}


@lru_cache(maxsize=4096)
def _address(name: str) -> str:
    """Return how a name is addressed: a man, a woman, empty where it does not say."""
    return _ADDRESSES.get(ascii_of(name.strip(" -–—•*").partition(" ")[0]).rstrip("."), "")


def _loud(word: str) -> bool:
    return len(word) > 1 and word.isupper() and "." not in word


def gender_known(one: Character) -> str:
    """Return the gender that somebody's role or name says, empty when neither says one."""
    return gender_told(one.role) or gender_told(one.name if one.nameless else "") or ""
