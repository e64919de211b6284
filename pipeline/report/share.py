"""What is pasted where a film is published: title, summary, chapters, what it says of itself, tags, credits."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.french.telling import FICTION, SYNTHETIC_VOICES
from pipeline.french.typography import NO_BREAK
from pipeline.model.scene import UNSIGNED, Imprint

_ARTICLE = re.compile(r"^(?:les?|la|l['’])\s*", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")

MOST_TAGS = 10
"""Hashtags beyond which platforms show none of them, or take them for spam."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFilm:
    """What is known of a film that is published; `date` is in words, `stories` are titles, `themes` their labels.

    `offers` says what it has for whoever does not hear or see all of it. `credits` are roles with names.
    """

    title: str
    city: str = ""
    date: str = ""
    stories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    chapters: str = ""
    synthetic_voices: bool = True
    marks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    credits: tuple[tuple[str, str], ...] = ()
    imprint: Imprint = field(default=UNSIGNED)


def share_text(film: SharedFilm) -> str:
    """Return the blocks to paste, each under its name, in the order in which platforms ask for them."""
    marks = film.marks or ((SYNTHETIC_VOICES,) if film.synthetic_voices else ())
    blocks: Mapping[str, Iterable[str]] = {
        "Titre": (film.title,),
        "Résumé": (summary(film),),
        "Chapitres": film.chapters.splitlines(),
        "À savoir": (FICTION, *marks),
        "Accessibilité": (_offers(film.offers),) if film.offers else (),
        "Mots-dièse": (" ".join(hashtags(film)),),
        "Crédits": tuple(_credits(film)),
    }
    return "\n\n".join("\n".join((name.upper(), *lines)) for name, lines in blocks.items() if tuple(lines)) + "\n"


def summary(film: SharedFilm) -> str:
    """Return what a film is about in a sentence or two.

    >>> summary(SharedFilm(title="Le journal", city="Talence", date="12 mars 2050"))
    'Le journal du 12 mars 2050 (Talence).'
    """
    of = f" du {film.date}" if film.date else ""
    place = f" ({film.city})" if film.city else ""
    stories = f" Au sommaire{NO_BREAK}: {', '.join(film.stories)}." if film.stories else ""
    return f"Le journal{of}{place}.{stories}"


def hashtags(film: SharedFilm) -> tuple[str, ...]:
    """Return words that say what a film is about, each word with its capital so that it is read aloud as words.

    >>> hashtags(SharedFilm(title="", city="Le Mans", themes=("Les bonnes santés",)))
    ('#LeMans', '#BonnesSantés', '#2050', '#ActionSociale', '#Fiction')
    """
    themes = (_ARTICLE.sub("", theme) for theme in film.themes)
    told = (film.imprint.channel, film.city, *themes, "2050", "Action sociale", "Fiction")
    made = ("".join(word[:1].upper() + word[1:] for word in _WORDS.findall(words)) for words in told)
    return tuple(dict.fromkeys(f"#{tag}" for tag in made if tag))[:MOST_TAGS]


def _offers(offers: Sequence[str]) -> str:
    first, *others = offers
    told = [first[:1].upper() + first[1:], *others]
    return f"{', '.join(told[:-1])} et {told[-1]}." if others else f"{told[0]}."


def _credits(film: SharedFilm) -> Iterator[str]:
    signed = (film.imprint.publisher, film.imprint.licence)
    if any(signed):
        yield " · ".join(filter(None, signed))
    yield from (f"{role}{NO_BREAK}: {name}" for role, name in film.credits)
