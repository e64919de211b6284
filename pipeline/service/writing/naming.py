"""What keys and slots are called on a card, in French as it is spoken: a key has neither accents nor blanks."""

from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "titre": "Titre",
    "surtitre": "Surtitre",
    "theme": "Thème",
    "reporter": "Commenté par",
    "prevu": "Durée prévue",
    "notes": "Notes de la rédaction",
    "lsf": "Interprète en langue des signes",
    "lancement": "Lancement",
    "pied": "Pied",
    "texte": "Texte dit",
    "lieu": "Lieu et moment",
    "source": "Source à l'écran",
    "archive": "Année des archives",
    "duree": "Durée, en secondes",
    "transition": "Transition",
    "description": "Description de l'image",
    "enregistrement": "Enregistrement",
    "par": "Dit par",
    "ville": "Ville",
    "departement": "Département",
    "date": "Date de l'atelier",
    "date_fiction": "Date du journal",
    "antenne": "Heure d'antenne",
    "habillage": "Habillage",
    "programme": "Programme",
    "presente_par": "Présenté par",
    "bandeau": "Bandeau",
    "bandeau_defile": "Le bandeau défile",
    "sous_titres": "Sous-titres incrustés",
    "tapis": "Musique de fond",
    "voix": "Voix",
    "nom": "Nom à l'écran",
    "role": "Rôle, sous le nom",
    "affichage": "Comment nommer",
    "decor": "Décor",
    "unite": "Unité",
    "valeur": "Valeur",
    "legende": "Légende",
    "cote": "Côté",
    "cadre": "Cadrage",
    "cadrage": "Cadrage",
    "personne": "Personne",
    "personnes": "Personnes",
    "annee": "Année",
    "evenements": "Événements",
    "etapes": "Étapes",
    "reponses": "Réponses",
    "donnees": "Données",
    "resultat": "Résultat",
    "numero": "Numéro",
    "oeuvre": "Œuvre",
    "liste": "Liste, une ligne chacun",
    "video": "Vidéo",
    "image": "Photo",
    "peau": "Teinte de peau",
    "coiffure": "Coiffure",
    "cheveux": "Couleur des cheveux",
    "tenue": "Vêtement",
    "carre": "Carré",
    "boucles": "Bouclés",
    "rase": "Rasés",
    "chatain": "Châtain",
    "initiales": "Initiales",
    "prenom": "Prénom seul",
    "anonyme": "Sans nom",
    "repere": "Repère",
}
"""Words for keys, where the key itself would read badly."""


_ACCENTED: Mapping[str, str] = {
    "activites": "activités",
    "aine": "aîné",
    "ainee": "aînée",
    "carre": "carré",
    "presentateur": "présentateur",
    "presentatrice": "présentatrice",
    "santes": "santés",
}
"""Words of keys and names, as they are spelled."""


def spelled(name: str) -> str:
    """Return a name as it is read: blanks and accents in the place of what a key can hold.

    >>> spelled("presentatrice_1"), spelled("bonnes_santes")
    ('présentatrice 1', 'bonnes santés')
    """
    return " ".join(_ACCENTED.get(word, word) for word in name.replace("_", " ").split())


def label_of(key: str) -> str:
    """Return what a key is called on a card."""
    spoken = spelled(key)
    return LABELS.get(key) or f"{spoken[:1].upper()}{spoken[1:]}"


def called_part(key: str) -> str:
    """Return what a part of an entry is called: a date is that of the entry, a text what is seen."""
    return {"texte": "Texte", "repere": "Repère"}.get(key) or f"{key[:1].upper()}{key[1:]}".replace("_", " ")
