"""What a film's marks say in French: the sentences of its tags, its pages, its report."""

from pipeline.model.marks import DigitalSource, FilmMarks

SOURCE_WORDS = {
    DigitalSource.CAPTURE: "enregistré ou filmé",
    DigitalSource.CREATION: "dessiné",
    DigitalSource.TRAINED: "produit par un modèle entraîné",
    DigitalSource.ALGORITHMIC: "produit par un algorithme, sans modèle entraîné",
    DigitalSource.COMPOSITE: "montage de plusieurs éléments, aucun synthétique",
    DigitalSource.SYNTHETIC: "montage dont un élément au moins est synthétique",
}
"""What each digital source type means, for people."""


def voices_said(marks: FilmMarks) -> str:
    """Return what is to be known of a film's voices, as one sentence; empty when nobody speaks.

    >>> from pipeline.model.marks import SyntheticVoice
    >>> told = FilmMarks(title="", city="", channel="", publisher="", licence="", language="fr", made="",
    ...     workshop="", fiction_date="", recorded=True, footage=False,
    ...     voices=(SyntheticVoice("pico", DigitalSource.TRAINED),))
    >>> voices_said(told)
    'Voix de synthèse (pico) et voix enregistrées.'
    """
    engines = ", ".join(voice.engine for voice in marks.voices)
    if not engines:
        return "Voix enregistrées." if marks.recorded else ""
    return f"Voix de synthèse ({engines}){' et voix enregistrées' if marks.recorded else ''}."


def pictures_said(marks: FilmMarks) -> str:
    """Return what is to be known of a film's pictures, as one sentence."""
    given = [name for name, there in (("photos", marks.photos), ("vidéos", marks.footage)) if there]
    told = f", {' et '.join(given)} fournies" if given else ""
    return f"Images dessinées{told}."


def disclosure(marks: FilmMarks) -> str:
    """Return everything that is to be known before one believes a film, as sentences."""
    return " ".join(part for part in ("Récit de fiction.", voices_said(marks), pictures_said(marks)) if part)


def described(marks: FilmMarks) -> str:
    """Return what a film is, as sentences: where and when it plays, then what is to be known of it."""
    where = f", à {marks.city}" if marks.city else ""
    when = f", daté du {marks.fiction_date}" if marks.fiction_date else ""
    return f"Journal télévisé imaginé en atelier{where}{when}. {disclosure(marks)}"
