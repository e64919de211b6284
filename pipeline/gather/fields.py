"""What people call the parts of a newscast, in the columns of a table, on a form or before a colon.

>>> field_of("Sujet n° 3"), field_of("Qui parle ?"), field_of("Le lancement"), field_of("Rue des Lilas")
(<NoteField.SUBJECT: 'sujet'>, <NoteField.WHO: 'qui'>, <NoteField.LEAD_IN: 'lancement'>, None)
"""

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache, lru_cache

from pipeline.french.letters import ascii_of


class NoteField(Enum):
    """A part of a newscast that notes name."""

    NUMBER = "numéro"
    TITLE = "titre du journal"
    SUBJECT = "sujet"
    KICKER = "surtitre"
    THEME = "thème"
    TOWN = "ville"
    PLACE = "lieu"
    DATE = "date"
    PRESENTER = "présentation"
    REPORTER = "reporter"
    LEAD_IN = "lancement"
    TAG = "pied"
    TEXT = "texte"
    SOUNDBITE = "sonore"
    WHO = "qui"
    LIVES = "qui la vit"
    STAKE = "enjeu"
    WORRY = "inquiétude"
    FIGURE = "chiffre"
    SOURCE = "source"
    QUESTION = "question"
    POINTS = "points"
    PICTURE = "image"
    SOUND = "son"
    SUPER = "synthé"
    LENGTH = "durée"
    SHAPE = "forme"
    NOTES = "notes"
    PEOPLE = "participants"
    NAME = "nom"
    ROLE = "rôle"
    AGE = "âge"
    HEADLINES = "titres"
    OPENING = "ouverture"
    CLOSING = "fermeture"
    CREDITS = "crédits"


_CALLED: Mapping[NoteField, str] = {
    NoteField.NUMBER: "n, no, num, numero, ordre, rang, #, n sujet, no sujet, sequence, n plan, n de passage",
    NoteField.TITLE: "titre du journal, nom du journal, titre du jt, nom du jt, journal, jt, titre general, emission",
    NoteField.SUBJECT: (
        "slug, sujet/slug, element, sujet, titre, titre du sujet, titre du reportage, nom du sujet, intitule, "
        "rubrique, reportage, "
        "nom de l'histoire, titre de l'histoire, titre de notre sujet, titre de votre sujet, groupe, story, sujets"
    ),
    NoteField.KICKER: "surtitre, sur-titre, accroche du titre",
    NoteField.THEME: "theme, thematique, theme de l'atelier, theme du groupe, theme choisi, notre theme",
    NoteField.TOWN: "ville, commune, ville de l'atelier, territoire",
    NoteField.PLACE: (
        "lieu, lieux, ou, ou cela se passe, ou ca se passe, ou est-ce, endroit, lieu de tournage, ou se passe "
        "l'histoire, ou est-on, lieu et moment, lieu du reportage, lieu de l'histoire, ou cela se passe-t-il, ou ca, "
        "le lieu et l'heure"
    ),
    NoteField.DATE: "date, date de l'atelier, le, atelier du, jour, date du jour, quand",
    NoteField.PRESENTER: (
        "presente par, lance par, introduit par, annonce par, "
        "presentation, presentateur, presentatrice, presentateurs, animateur du jt, animatrice du jt, "
        "animateur du journal, animatrice du journal, "
        "en plateau, presentateur du jt, presentatrice du jt, qui presente"
    ),
    NoteField.REPORTER: (
        "reporter, reporteur, journaliste, envoye special, envoyee speciale, un reportage de, reportage de, reporters, "
        "reportage par, reportrice"
    ),
    NoteField.LEAD_IN: (
        "lancement, lancement plateau, plateau lancement, chapeau, chapo, intro, introduction, accroche, annonce, "
        "plateau, texte plateau, lancement du sujet, lancement presentateur, ce que dit la presentatrice, "
        "ce que dit le presentateur, phrase de lancement, ce que dit la presentation"
    ),
    NoteField.TAG: (
        "pied, pied de sujet, desannonce, chute, retour plateau, retour en plateau, conclusion, fin du sujet, relance, "
        "conclusion du sujet, pied plateau, phrase de fin, mot de la fin"
    ),
    NoteField.TEXT: (
        "in, out, in/out, lancement et texte, texte, commentaire, voix off, voix-off, off, recit, histoire, notre "
        "histoire, votre histoire, ce qui se "
        "passe, narration, pitch, synopsis, concept, resume, contenu, texte dit, texte a dire, ce qu'on raconte, "
        "ce qu'on dit, que "
        "raconte-t-on, narrateur, narratrice, texte du reportage, texte lu, deroule, l'histoire en quelques phrases, "
        "que se passe-t-il, recit du sujet, description, situation, voix, reportage texte, quoi, ce qui est dit, "
        "dit, texte off, contexte, propos"
    ),
    NoteField.SOUNDBITE: (
        "phrase forte, phrase marquante, phrase choc, phrase a retenir, "
        "replique, repliques, dialogue, dialogues, ce qu'il ou elle dit, ce qu'il/elle dit, ce que dit cette "
        "personne, sonore, interview, itw, temoignage, citation, verbatim, parole, paroles, phrase, ce qu'elle dit, "
        "ce qu'il "
        "dit, ce que dit le temoin, ce que dit la personne, interviews, temoignages, la phrase, phrase cle, sa "
        "phrase, une phrase a dire, ce qu'elle ou il dit, paroles d'habitants, une phrase, sonores, verbatims, "
        "citations, mots, ses mots"
    ),
    NoteField.WHO: (
        "personnage principal, personnage cle, heros, heroine, "
        "qui, dit par, dite par, lu par, lue par, "
        "joue par, qui parle, intervenant, intervenante, "
        "personnage, temoin, invite, invitee, interview de, interviewe, "
        "interviewee, locuteur, locutrice, qui dit, voix de, joue par, qui temoigne, qui s'exprime, qui parle a l'ecran"
    ),
    NoteField.LIVES: (
        "qui la vit, vit, qui vit cette histoire, qui le vit, a qui cela arrive, a qui ca arrive, qui est concerne, "
        "pour qui, personnes concernees, qui vit l'histoire, public concerne, public"
    ),
    NoteField.STAKE: (
        "enjeu, enjeux, ce qui est en jeu, ce qui se joue, l'enjeu, probleme, ce que ca change, a quoi ca sert, "
        "objectif, pourquoi c'est important, ce qui compte, qu'est-ce qui est en jeu, pourquoi"
    ),
    NoteField.WORRY: (
        "inquietude, inquietudes, ce qui inquiete, ce qui nous inquiete, crainte, craintes, risque, risques, "
        "vigilance, point de vigilance, points de vigilance, limites, la question qui fache, ce qui fait peur, ce "
        "qui pourrait mal tourner, qu'est-ce qui inquiete"
    ),
    NoteField.FIGURE: (
        "chiffre, chiffres, nombre, un nombre, chiffre cle, chiffres cles, le chiffre du jour, donnee, un chiffre "
        "qui compte,nombre a retenir, un chiffre, chiffre a retenir, chiffre du jour, combien, un nombre qui compte"
    ),
    NoteField.SOURCE: "source, sources",
    NoteField.QUESTION: (
        "micro-trottoir, micro trottoir, question, question du jour, vox pop, question du micro-trottoir, "
        "question micro-trottoir"
    ),
    NoteField.POINTS: "points, points cles, a retenir, les points cles, liste, ce qu'il faut retenir, en bref",
    NoteField.PICTURE: (
        "image, images, plan, plans, visuel, visuels, video, a l'image, illustration, ce qu'on voit, decor, cadrage, "
        "ecran, a l'ecran, image a l'ecran, prise de vue, plan de coupe, ce que l'on voit, photo, photos, "
        "infographie, scene, mise en scene, accessoires, accessoire, costume, costumes, materiel, lieu de tournage "
        "prevu"
    ),
    NoteField.SOUND: "son, sons, musique, bruitage, bruitages, ambiance, ambiance sonore, jingle, audio, bruits",
    NoteField.SUPER: "synthe, synthes, bandeau, titrage, texte a l'ecran, incrustation, sous-titre a l'ecran",
    NoteField.LENGTH: "duree, temps, minutage, duree prevue, timing, chrono, durees, min, minutes, duree estimee",
    NoteField.SHAPE: "forme, type, format, genre, nature",
    NoteField.NOTES: (
        "decision, decisions, releve de decisions, decisions prises, suites, suite a donner, suites a donner, "
        "prochaine reunion, prochaines etapes, actions, a revoir, a verifier, questions diverses, pieces jointes, "
        "prochain rendez-vous, reste a faire, note, notes, remarque, remarques, observations, observation, a faire, "
        "nb, nota bene, commentaires, p.-s, "
        "ps, a verifier, todo, divers, consigne, consignes, rappel, idee, idees, a prevoir, pour memoire, a noter, "
        "autres idees, idees en vrac, en vrac, attention, animation, animatrice de l'atelier, animateur de l'atelier, "
        "contact, contacts, version, saisi par, saisie, relu par, redige par, transcription, transcrit par, "
        "tourne par, filme par, image par, monte par, cadre par, realise par, "
        "anime par, animateur, animatrice, animateurs, animatrices, facilitateur, facilitatrice, facilitation"
    ),
    NoteField.PEOPLE: (
        "presents a la reunion, etaient presents et excuses, ont participe, etaient presents, avec la participation "
        "de, ont travaille sur ce sujet, "
        "participants, participant, participantes, participant-e-s, participants et participantes, membres, membres "
        "du groupe, equipe, distribution, roles, personnages, intervenants, intervenantes, liste des participants, "
        "intervenants et intervenantes, personnes presentes, presents, qui fait quoi, qui joue quoi, casting, les "
        "participants, noms, prenoms, temoins, generique des personnages, nos personnages, avec, liste des "
        "personnages, composition du groupe, prenoms du groupe, les personnages, groupe et roles, participants et "
        "roles, les roles"
    ),
    NoteField.NAME: "nom, prenom, nom et prenom, prenom et nom, nom prenom, prenom nom, personne, nom complet",
    NoteField.ROLE: "role, fonction, role joue, personnage joue, role dans le jt, role dans le journal, metier, statut",
    NoteField.AGE: "age",
    NoteField.HEADLINES: (
        "titres, les titres, au sommaire, sommaire, les titres du journal, titres du journal, unes, les unes, "
        "les gros titres, gros titres, a la une, au programme, titres du jt, les titres du jt"
    ),
    NoteField.OPENING: (
        "ouverture, ouverture du journal, debut du journal, bonjour, introduction du journal, plateau d'ouverture, "
        "intro du journal, ouverture plateau, debut du jt, generique de debut, ouverture du jt, bonsoir, accueil, "
        "plateau ouverture"
    ),
    NoteField.CLOSING: (
        "fermeture, fin du journal, conclusion du journal, au revoir, cloture, plateau de fin, fin du jt, fermeture "
        "du journal, mot de fin, fin, conclusion du jt, pour finir, plateau fin, final, cloture du journal, plateau "
        "de cloture"
    ),
    NoteField.CREDITS: "credits, generique, generique de fin, remerciements, merci a",
}

_LEADING = re.compile(
    r"^(?:(?:\d+|[ivx]{1,4}|[a-h])\s*[.)/-]\s*|[-–—•*]\s*)?(?:l[ea]s? |l'|une? |des |votre |notre |nos |vos |mon |ma )?"
)
_TRAILING = re.compile(r"\s*(?:\(.*\)|n\s*[°ºo]\s*\d*|n[°ºo]?|\d+|\?)*\s*$")


_AFTERWARDS = re.compile(
    r"(?:(?:ce qu'il|ce qui) (?:nous |me |m'y )?)?reste(?:rait)? a (?:faire|regler|trouver|voir|prevoir)|"
    r"parking\b|logistique\b|"
    r"bilan(?: a chaud| de (?:la seance|la journee|l'atelier).*)?$|(?:la )?prochaines? (?:seance|fois|etape|rencontre)|"
    r"pour (?:la (?:suite|prochaine)|demain)|ce qu'on garde|"
    r"materiel\b.{0,30}$|organisation$|idees? (?:non|pas|ecartees?|abandonnees?)\b|"
    r"notes? (?:pour|a|de) (?!vie)|ordre du jour|planning|calendrier$|annexes?$|evaluation$|"
    r"a (?:faire|prevoir|voir|verifier|revoir|regler|apporter|trouver|demander|discuter|ne pas oublier)\b.{0,30}$|"
    r"(?:remarque|consigne|rappel|precision)s?(?: .{1,24})?$"
)
"""How a part begins that is about the workshop, and not of the newscast."""

_SHOT = re.compile(
    r"(?:tres )?(?:gros |premier )?plans? (?:\d+|large|serre|moyen|fixe|rapproche|d'ensemble|de coupe|d'ouverture|"
    r"de fin|sequence)|"
    r"(?:tres )?gros plan|plongee|travelling"
)
"""What a camera does, before a colon."""

_WISHED = re.compile(
    r"(?P<what>images?|plans?|sons?|visuels?|photos?|musiques?|decors?|ambiances?|illustrations?)"
    r" (?:a \w+|possibles?|prevu\w*|ideale?s?|souhaite\w*|propose\w*)"
)


def label_folded(words: str) -> str:
    """Return a label as two writings of it are equal: no accents, no capitals, one space, nothing around it."""
    plain = re.sub(r"\s+", " ", ascii_of(words.replace("ʼ", "'")).replace("_", " ")).strip(' .:;*«»"?!…')
    return plain.strip()


@cache
def _known() -> Mapping[str, NoteField]:
    return {name.strip(): field for field, names in _CALLED.items() for name in names.split(",") if name.strip()}


@lru_cache(maxsize=4096)
def field_of(words: str) -> NoteField | None:
    """Return the part that a label names; None when it is none that we know."""
    plain = label_folded(words)
    if plain in {"n°", "n", "no", "#", "n°."} or re.fullmatch(r"n ?[°ºo]", plain):
        return NoteField.NUMBER
    for form in (plain, _LEADING.sub("", plain), _TRAILING.sub("", plain), _TRAILING.sub("", _LEADING.sub("", plain))):
        if found := _known().get(form.strip(" ?:.")):
            return found
    if _AFTERWARDS.match(plain):
        return NoteField.NOTES
    if _SHOT.fullmatch(plain):
        return NoteField.PICTURE
    if wished := _WISHED.fullmatch(plain):
        return _known().get(wished["what"])
    parts = [part for part in re.split(r"\s*[/|+]\s*|\s+[–—-]\s+", plain) if part]
    known = [found for part in parts if (found := _known().get(part))] if len(parts) > 1 else []
    return known[0] if known and len(known) == len(parts) else None
