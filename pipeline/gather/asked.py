"""What a question of somebody else's form asks, or a column that is named by a sentence, by the words of it.

>>> asked("Quel est le titre de votre sujet ?"), asked("Que dit le présentateur ou la présentatrice ?")
(<NoteField.SUBJECT: 'sujet'>, <NoteField.LEAD_IN: 'lancement'>)
>>> asked("Texte du présentateur (Yvan)"), asked("Qui est interviewé ?"), asked("Horodateur")
(<NoteField.LEAD_IN: 'lancement'>, <NoteField.WHO: 'qui'>, <NoteField.NOTES: 'notes'>)
"""

import re

from pipeline.gather.fields import NoteField, field_of, label_folded
from pipeline.gather.naming import NAME, is_name

_PRESENTS = r"(?:present(?:e|ateur|atrice|ation)|plateau|lancement|anim(?:e|ateur|atrice))"
_REPORTS = r"(?:report(?:er|eur|rice)|journaliste|envoye|terrain|voix off)"
_SAYS = (
    r"(?:\b(?:que|quoi|ce qu[e'] ?(?:ils?|elles?|on)?|qu'est-ce que?) (?:\w+ ){0,3}?(?:di[tr]|disent|repond|raconte|"
    r"annonce|declare)|"
    r"\b(?:texte|parole|phrase|replique|reponse|temoignage|citation|mot|declaration|propos|discours)s?\b)"
)
_ASKS: tuple[tuple[str, NoteField], ...] = (
    ((r"horodat|adresse (?:e-?)?mail|courriel|score|telephone|consentement|droit a l'image|"
     r"autorisation"), NoteField.NOTES),
    (r"materiel|besoin|accessoire|remarque|commentaire|observation|reste a|a verifier|a prevoir", NoteField.NOTES),
    (
        (r"\b(?:nom|numero|couleur|prenoms?|membres?) (?:du|de (?:votre|notre|la|l')|des membres du) ?(?:groupe|"
        r"equipe|table)|"
        r"quel (?:est votre )?(?:groupe|equipe)|(?:votre|notre) (?:groupe|equipe)$"),
        NoteField.NUMBER,
    ),
    (
        (r"(?<!sous-)\b(?:titre|intitule)\b(?! du journal)|nom (?:du|de (?:votre|notre|l'|la)) ?(?:sujet|reportage|"
        r"histoire|invention)|"
        r"comment s'appelle (?:votre|le|l') ?(?:sujet|histoire|reportage)"),
        NoteField.SUBJECT,
    ),
    (r"^(?:\w+ ){0,2}?ce qu'(?:ils?|elles?|on) (?:dit|disent|raconte)\w*$", NoteField.SOUNDBITE),
    (rf"{_SAYS}.*{_PRESENTS}|phrase (?:de lancement|d'accroche)|comment (?:lance|annonce|presente)", NoteField.LEAD_IN),
    (rf"{_SAYS}.*{_REPORTS}|recit du reporter", NoteField.TEXT),
    ((r"qui (?:va |sera |est )?(?:presente|lance|annonce|anime|le presentateur|la presentatrice|"
     r"en plateau)"), NoteField.PRESENTER),
    ((rf"{_SAYS}.*(?:temoin|personne|habitant|interview|invite|personnage|ils?|elles?|gens)|"
     rf"mot de la fin du temoin"), NoteField.SOUNDBITE),
    (
        (r"\b(?:qui|quelle personne|quel temoin|quel habitant|nom (?:et \w+ )?(?:du|de la|de l'|des) ?(?:temoin|"
        r"personne|interview|habitant|"
        r"invite)|personne (?:interview|interrog|filme)|interviewee?|interrogee?)"),
        NoteField.WHO,
    ),
    (
        (r"racont|que se passe|ce qui se passe|l'histoire|de quoi (?:parle|s'agit)|resume|en quelques|en (?:deux|"
        r"trois|cinq) "
        r"(?:phrases|lignes)|decri(?:vez|re|ption)|expliquez"),
        NoteField.TEXT,
    ),
    (r"\b(?:ou (?:se|ca|cela|est|a)|lieu|endroit|dans quel)\b", NoteField.PLACE),
    (r"\b(?:chiffre|nombre|combien)\b", NoteField.FIGURE),
    (r"ce qu'on (?:voit|montre)|que (?:voit|montre)|a l'image|quelles? images?", NoteField.PICTURE),
    (r"ce qu'on entend|qu'entend|que l'on entend|bande.son", NoteField.SOUND),
    (r"quel (?:est le )?theme|thematique", NoteField.THEME),
    (r"duree|combien de temps|minutage", NoteField.LENGTH),
)  # fmt: skip
"""Patterns over folded words, the surest first."""

_BESIDE = re.compile(rf"\(\s*(?P<inside>{NAME})\s*\)|(?:\bpar|\bde|[:–—-]) (?P<after>{NAME})\s*$")
_ENDED = re.compile(r"[.!…»”\"]\s*$")
_LONGEST = 140
_FEW = 2
"""Words up to which a label is one that is known, or none."""


def asked(label: str) -> NoteField | None:
    """Return the part that a label or a question asks for; None when its words tell none."""
    if (known := field_of(label)) is not None or len(label) > _LONGEST or _ENDED.search(label):
        return known
    plain = label_folded(label)
    if len(plain.split()) < _FEW and not plain.startswith("horodat"):
        return None
    return next((field for pattern, field in _ASKS if re.search(pattern, plain)), None)


def is_reported(label: str) -> bool:
    """Tell whether a label asks for what who reports says: « Texte du reporter »."""
    plain = label_folded(label)
    return bool(re.search(rf"{_SAYS}.*{_REPORTS}", plain)) and not re.search(_PRESENTS, plain)


def asked_of(label: str) -> str:
    """Return whom a label names beside the part: « Texte du présentateur (Yvan) »; empty for nobody.

    >>> asked_of("Texte du présentateur (Yvan)"), asked_of("Paroles de Zita"), asked_of("Texte")
    ('Yvan', 'Zita', '')
    """
    found = _BESIDE.search(label)
    name = (found["inside"] or found["after"]) if found else ""
    return name if is_name(name) else ""
