"""Every number that no other rule has taken."""

from __future__ import annotations

import re

from pipeline.speak import french
from pipeline.speak.reading import ReadingRule

_VERSION = re.compile(r"(?<![0-9.,])[0-9]+(?:\.[0-9]+)+(?![0-9])")
_POINTED = re.compile(r"(?<![\w,.])([0-9]+)\.([0-9]{1,2})(?= ?(?:millions?|milliards?|points?)(?!\w))")
_THOUSAND = re.compile(rf"{french.START}({french.NUMBER}) ?k(?!\w| ?€)")
_MILLION = re.compile(rf"{french.START}({french.NUMBER}) ?M(?= d[e’'])")
_MILLIONS = re.compile(rf"{french.START}({french.NUMBER}) ([a-zà-öø-ÿœ]{{3,}}[sx])(?!\w|·)")
_ROUND = re.compile(r"(?:illions?|illiards?)\Z")
_ANY = re.compile(rf"{french.START}({french.NUMBER})")
_LINKED = re.compile(rf"(?: ?[-–/] ?| (?:à|et|ou) )(?:{french.NUMBER})(?![0-9])")
_COUNTED = re.compile(r" (?:grands?-|belles?-|demi-|ex-)?([^\W\d_]+)")
_OF_HOURS = re.compile(r" ?h(?![\w’'])")

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
    "enquête réponse question pièce clé paire douche benne borne tribune annexe armoire poubelle tente bouteille "
    "tombe dent lampe chorale auxiliaire aire amende dame élue assiette couche poussette voie résidence intervenante"
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
_DOUBTFUL = frozenset({"jeune", "autre", "livre", "bénévole", "aide", "page", "poste", "tour", "auxiliaire"})


def is_feminine(word: str) -> bool:
    """Tell whether a noun that follows a number is surely feminine; when in doubt it is not."""
    small = word.lower()
    singular = small if small in _FEMININE else small.removesuffix("s")
    if singular in _DOUBTFUL or singular in _MASCULINE:
        return False
    return singular in _FEMININE or bool(_FEMININE_ENDINGS.search(small))


def _version(found: re.Match[str]) -> str | None:
    if re.fullmatch(french.NUMBER, found[0]):
        return None
    return " point ".join(french.whole(part) for part in found[0].split("."))


def _number(found: re.Match[str]) -> str:
    """Say a number; before a feminine noun, « 21 maisons » and « 1 à 21 heures » are counted in the feminine."""
    text, end = found.string, found.end()
    while linked := _LINKED.match(text, end):
        end = linked.end()
    noun = _COUNTED.match(text, end)
    feminine = bool((noun and is_feminine(noun[1])) or (end > found.end() and _OF_HOURS.match(text, end)))
    return french.number(found[1], feminine=feminine)


def _million(found: re.Match[str]) -> str:
    return f"{french.number(found[1])} million{'s' * french.is_plural(found[1])}"


def _millions(found: re.Match[str]) -> str | None:
    """Say « 1 000 000 personnes » with its « de »."""
    said = french.number(found[1])
    return french.counted(said, found[2]) if _ROUND.search(said) else None


READINGS = (
    ReadingRule(_MILLIONS, _millions),
    ReadingRule(_VERSION, _version, general=True),
    ReadingRule(_POINTED, lambda found: french.number(f"{found[1]},{found[2]}")),
    ReadingRule(_THOUSAND, lambda found: f"{french.number(found[1])} mille"),
    ReadingRule(_MILLION, _million),
    ReadingRule(_ANY, _number, general=True),
)
"""Say the numbers left: thousands, decimals, « 2.0 », « 20k », « 3,4 M d’habitants »."""
