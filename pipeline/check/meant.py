"""Which key was meant by a word that is none: of this very place a near one, else one of another place, with where."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from pydantic import BaseModel

from pipeline.check.keys import keys_of
from pipeline.french.wording import fold
from pipeline.model.brand import Brand
from pipeline.model.script import Consent, Item, Line, LowerThird, Portrait, Script, Shot, Speaker

SAID = "texte"
"""The key that stories, shots and lines are written for: between two that are as near, it was meant."""

_OTHER_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        SAID: frozenset({"txt", "contenu", "paragraphe", "commentaire", "corps", "voix_off", "body", "content"}),
        "titre": frozenset({"intitule", "headline", "title_"}),
        "lancement": frozenset({"intro", "introduction", "chapeau", "chapo"}),
        "pied": frozenset({"conclusion", "outro", "chute"}),
        "sujets": frozenset({"articles", "reportages", "sujet", "topics"}),
        "plans": frozenset({"sequences", "scenes"}),
        "intervenants": frozenset({"personnes", "personnages", "invites", "gens", "people", "personne"}),
        "presente_par": frozenset({"animateur", "animatrice", "presentation"}),
        "date_fiction": frozenset({"date", "jour"}),
        "antenne": frozenset({"heure", "horaire"}),
        "duree": frozenset({"temps", "secondes", "longueur"}),
    }
)
"""Words that people take for a key, folded."""

_PLACES: tuple[tuple[type[BaseModel], str], ...] = (
    (Item, "dans un sujet"),
    (Line, "dans un sujet ou un plan"),
    (Shot, "dans un sujet ou un plan"),
    (Script, "en tête du script, sans retrait"),
    (Speaker, "sous une personne de « intervenants »"),
    (Portrait, "dans « portrait »"),
    (Consent, "dans « consentement »"),
    (LowerThird, "dans « synthes »"),
    (Brand, "dans jt.yaml, la marque de la chaîne"),
)


def key_meant(word: str, allowed: Iterable[str]) -> str:
    """Return the allowed key that was probably meant by a word, empty when none comes near or it stands elsewhere.

    >>> [key_meant(word, ("titre", "texte", "theme")) for word in ("txte", "txt", "texe", "tire", "couleur")]
    ['texte', 'texte', 'texte', 'titre', '']
    """
    typed = fold(word)[:100]
    names = {fold(name): name for name in sorted(allowed)}
    for key, words in _OTHER_WORDS.items():
        if key in names and typed in words:
            return names[key]
    if typed in _elsewhere():
        return ""
    far = {form: steps for form in names if (steps := _steps(typed, form)) <= _most(typed)}
    best = min(far, key=lambda form: (far[form], form != SAID, form), default="")
    return names[best] if best else ""


def place_of(word: str, allowed: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return the key of another place that a word is, or nearly is, and where it goes; None when it is none."""
    typed, here = fold(word), {fold(name) for name in allowed}
    known = {form: told for form, told in _elsewhere().items() if form not in here}
    form = typed if typed in known else next((form for form in sorted(known) if _steps(typed, form) == 1), "")
    return known[form] if form and len(typed) > 3 else None


@lru_cache
def _elsewhere() -> Mapping[str, tuple[str, str]]:
    """Return every key by its folded spellings, with the first place it has."""
    found: dict[str, tuple[str, str]] = {}
    for model, place in _PLACES:
        for form, key in keys_of(model).names.items():
            found.setdefault(form, (key, place))
    return MappingProxyType(found)


def _most(word: str) -> int:
    """Return how many letters may be wrong in a word."""
    return 1 if len(word) < 5 else 2 if len(word) < 9 else 3


def _steps(one: str, other: str) -> int:
    """Return how many letters are to be added, taken out, changed or swapped between two words.

    >>> _steps("txte", "texte"), _steps("titer", "titre"), _steps("couleur", "conducteur")
    (1, 1, 4)
    """
    if abs(len(one) - len(other)) > 3:
        return 4
    rows = [list(range(len(other) + 1))]
    for down, letter in enumerate(one, 1):
        row = [down]
        for across, sign in enumerate(other, 1):
            step = min(rows[-1][across] + 1, row[-1] + 1, rows[-1][across - 1] + (letter != sign))
            if down > 1 and across > 1 and letter == other[across - 2] and one[down - 2] == sign:
                step = min(step, rows[-2][across - 2] + 1)
            row.append(step)
        rows.append(row)
    return rows[-1][-1]
