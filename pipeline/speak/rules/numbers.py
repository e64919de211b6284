"""Every number that no other rule has taken."""

from __future__ import annotations

import re

from pipeline.speak import french

_FRACTIONS = {
    "1/2": "un demi",
    "1/3": "un tiers",
    "2/3": "deux tiers",
    "1/4": "un quart",
    "3/4": "trois quarts",
}
_FRACTION = re.compile(r"(?<![\w,./])([0-9]{1,4}) ?/ ?([0-9]{1,4})(?![\w/]|[,.][0-9])")
_TENTHS = {5: "cinquième", 6: "sixième", 7: "septième", 8: "huitième", 9: "neuvième", 10: "dixième", 100: "centième"}
_PART_OF = re.compile(r"(?<![\w,./])([0-9]{1,2})/(5|6|7|8|9|10|100)(?= (?:d[eu]s?(?!\w)|d[’']))")
_OUT_OF = re.compile(r"(?<![\w,./])([0-9]+,[0-9]+) ?/ ?([0-9]{1,4})(?![\w/]|[,.][0-9])")
_HALF = re.compile(r"(?<![\w,./])1/2[ -](journée|page|part|place|tarif|litre|finale|point|étage|siècle|douzaine)(?!\w)")
_SOME = re.compile(
    r"(?<![\w,./])([1-9])/([1-9]|10)(?= (?:ans|mois|jours|semaines|heures|minutes|fois|personnes|participants)(?!\w))"
)
_SCHOOL_YEAR = re.compile(r"(?<![\w,./])((?:19|20)[0-9]{2})/((?:19|20)[0-9]{2})(?![\w/]|[,.][0-9])")
_EVEN = re.compile(r"(?<![\w,./])50/50(?![\w/]|[,.][0-9])")
_HALF_HOUR = re.compile(r"(?<![\w,./])1/2(?: |-)?(?:heure|h)(?!\w)")
_HYPHEN = re.compile(r"(?<=[^\W_])[-–](?=[0-9])|(?<=[0-9])[-–](?=[^\W_])|(?<=[0-9])[:'’](?=[0-9])")
_VERSION = re.compile(r"(?<![0-9.,])[0-9]+(?:\.[0-9]+)+(?![0-9])")
_ANY = re.compile(rf"(?:({french.NUMBER})( (?:à|et|ou) ))?({french.NUMBER})( ?)([^\W\d_]*)")

_FEMININE_WORDS = (
    "personne famille femme fille mère sœur voisine commune ville région place maison école crèche "
    "adresse équipe heure minute seconde semaine année journée nuit fois voix page ligne étape idée piste "
    "main table chaise tonne livre salle rue porte chambre association entreprise aide demande action "
    "carte lettre part partie vie centaine dizaine douzaine vingtaine trentaine quarantaine cinquantaine "
    "boîte agence antenne plateforme tournée loi règle langue caméra photo vidéo saison classe tâche "
    "forme ferme plante fleur abeille caisse banque somme taxe prime tranche visite rencontre fête scène "
    "histoire image note marche ruche bibliothèque médiathèque mairie épicerie boulangerie pharmacie "
    "vision figure fiche infirmière bénévole victoire défaite médaille voiture trottinette nouvelle "
    "grande petite belle bonne autre première dernière seule jeune unité activité société communauté "
    "solidarité collectivité université cité spécialité priorité possibilité difficulté qualité "
    "mégalopole métropole capsule épreuve preuve œuvre zone station cantine cuisine machine méthode étude "
    "enquête réponse question pièce clé"
)
_FEMININE = frozenset(_FEMININE_WORDS.split())
_FEMININE_ENDINGS = re.compile(
    r"(?:[ts]ion|[ae]nte|élue|ointe|oyenne|ée|ette|euse|ienne|ière|ance|ence|esse|ive|ure|trice|rie)s?\Z"
)
_MASCULINE_WORDS = (
    "musée lycée trophée apogée mausolée cimetière derrière silence murmure squelette bastion million "
    "avion camion espion lion pion croupion génie incendie parapluie foie archive"
)
_MASCULINE = frozenset(_MASCULINE_WORDS.split())
# Words that are both: « un jeune », « un livre ». Alone after a number they do not decide.
_DOUBTFUL = frozenset({"jeune", "autre", "livre", "bénévole", "aide", "page", "poste", "tour"})


def fractions(text: str) -> str:
    """Say « 1/2 » → « un demi », « 3/4 » → « trois quarts », « 9/10 » → « neuf sur dix »."""
    text = _HALF_HOUR.sub("une demi-heure", text)
    text = _HALF.sub(lambda found: f"{'une' if is_feminine(found[1]) else 'un'} demi-{found[1]}", text)
    text = _EVEN.sub("50 50", _SCHOOL_YEAR.sub(r"\1 \2", text))
    text = _SOME.sub(_some, text)
    text = _PART_OF.sub(_part_of, text)
    text = _OUT_OF.sub(r"\1 sur \2", text)
    return _FRACTION.sub(_fraction, text)


def hyphens(text: str) -> str:
    """Part figures from the words and figures that a sign ties them to: « Covid-19 », « 16:9 »."""
    return _HYPHEN.sub(" ", text)


def versions(text: str) -> str:
    """Say the full stops of « 2.0 »; thousands such as « 1.000 » are left to `everything`."""
    return _VERSION.sub(_version, text)


def everything(text: str) -> str:
    """Say the numbers left; before a feminine noun, « 21 maisons » → « vingt et une maisons »."""
    return _ANY.sub(_number, text)


def is_feminine(word: str) -> bool:
    """Tell whether a noun that follows a number is surely feminine; when in doubt it is not."""
    small = word.lower()
    singular = small if small in _FEMININE else small.removesuffix("s")
    if singular in _DOUBTFUL or singular in _MASCULINE:
        return False
    return singular in _FEMININE or bool(_FEMININE_ENDINGS.search(small))


def _some(found: re.Match[str]) -> str:
    """Say « 2/3 jours » as « 2 à 3 jours »."""
    return f"{found[1]} à {found[2]}" if int(found[2]) == int(found[1]) + 1 else found[0]


def _part_of(found: re.Match[str]) -> str:
    top, bottom = int(found[1]), int(found[2])
    if not 0 < top < bottom:
        return found[0]
    return f"{french.cardinal(top)} {_TENTHS[bottom]}{'s' * (top > 1)}"


def _fraction(found: re.Match[str]) -> str:
    top, bottom = found.groups()
    known = _FRACTIONS.get(f"{top}/{bottom}")
    return known or f"{french.whole(top)} sur {french.whole(bottom)}"


def _version(found: re.Match[str]) -> str:
    if re.fullmatch(french.NUMBER, found[0]):
        return found[0]
    said = " point ".join(french.whole(part) for part in found[0].split("."))
    return f" {said}" if found.string[: found.start()][-1:].isalpha() else said


def _number(found: re.Match[str]) -> str:
    first, joined, written, space, word = found.groups()
    feminine = bool(space) and is_feminine(word)
    said = french.number(written, feminine=feminine)
    if first:
        said = f"{french.number(first, feminine=feminine)}{joined}{said}"
    before = found.string[: found.start()][-1:]
    after = found.string[found.end() :][:1]
    glued = not space and (bool(word) or after == "_")
    return f"{' ' if before.isalnum() or before == '_' else ''}{said}{' ' if glued else space}{word}"
