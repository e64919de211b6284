"""French typography for what is shown: spaces, apostrophes, quotes, and where a line may break.

Source of the spaces: Lexique des règles typographiques en usage à l'Imprimerie nationale (narrow no-break
space before ; ! ? and in thousands, no-break space before : and inside « »).
"""

import re
from functools import lru_cache

NARROW = "\u202f"
NO_BREAK = "\u00a0"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"[ \t]*\n[ \t]*", "\n"),
        (r"[ \t]{2,}", " "),
        (r"'", "’"),
        (r"\.\.\.", "…"),
        (r'"([^"\n]*)"', f"«{NO_BREAK}\\1{NO_BREAK}»"),
        (r"«\s*", f"«{NO_BREAK}"),
        (r"\s*»", f"{NO_BREAK}»"),
        (r"(?<=[^\s;:!?])[ \u00a0\u202f]*([;!?][;:!?]*)(?=\s|$|[»)])", f"{NARROW}\\1"),
        (r"(?<=[^\s;:!?])[ \u00a0\u202f]*(:[;:!?]*)(?=\s|$)", f"{NO_BREAK}\\1"),
        (r"(?<=\d)[ \u00a0\u202f]+(?=%|€|°C|°)", NO_BREAK),
        (r"(?<=\d)(?=[%€])", NO_BREAK),
        (r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", NARROW),
        (r"(?<=\d) (?=(?:km|m|kg|g|cm|h|min|s|ans?|jours?|heures?|euros?|millions?|milliards?)\b)", NO_BREAK),
        (r"\b(M\.|MM\.|Mme|Mmes|Mlle|Dr|St|Ste|n°) (?=[\wÀ-ÿ])", f"\\1{NO_BREAK}"),
        (r"(?<=\s)([–—]) ", f"\\1{NO_BREAK}"),
    )
)


@lru_cache(maxsize=4096)
def typeset(text: str) -> str:
    """Return the text with the spaces, quotes and apostrophes French printing wants."""
    result = text.strip()
    for pattern, into in _RULES:
        result = pattern.sub(into, result)
    return result


_CLINGING = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "au",
        "aux",
        "à",
        "en",
        "et",
        "ou",
        "ni",
        "mais",
        "or",
        "car",
        "donc",
        "que",
        "qui",
        "qu",
        "où",
        "dont",
        "ce",
        "cet",
        "cette",
        "ces",
        "mon",
        "ma",
        "mes",
        "ton",
        "ta",
        "tes",
        "son",
        "sa",
        "ses",
        "notre",
        "nos",
        "votre",
        "vos",
        "leur",
        "leurs",
        "je",
        "tu",
        "il",
        "elle",
        "on",
        "nous",
        "vous",
        "ils",
        "elles",
        "se",
        "s",
        "me",
        "m",
        "te",
        "t",
        "ne",
        "n",
        "y",
        "est",
        "sont",
        "a",
        "ont",
        "ai",
        "as",
        "avons",
        "avez",
        "était",
        "étaient",
        "sera",
        "seront",
        "par",
        "pour",
        "sur",
        "sous",
        "dans",
        "avec",
        "sans",
        "chez",
        "vers",
        "entre",
        "plus",
        "très",
        "trop",
        "si",
        "comme",
        "pas",
        "quand",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "cent",
        "mille",
    ]
)
_NAME = re.compile(r"^[A-ZÀ-Ý][\w’'-]+$")
_ENDING = re.compile(r"[.!?…;:,»)]$")


def break_penalty(before: str, after: str) -> int:
    """Return how much a line break between two words hurts: 0 after punctuation, more inside a group of sense.

    Source: the rule of French subtitling never to part article and noun, first and last name, pronoun and verb,
    auxiliary and participle.
    """
    if _ENDING.search(before):
        return 0
    if clings(before) or before.endswith(("’", "'", NO_BREAK, NARROW)):
        return 12
    if _NAME.match(before) and _NAME.match(after):
        return 9
    if clings(after):
        return 1
    return 3


def clings(word: str) -> bool:
    """Tell whether a word leans on the next one: an article, a preposition, a pronoun.

    >>> clings("Le"), clings("bonheur")
    (True, False)
    """
    return word.lower().strip("«»’'( ") in _CLINGING


def words(text: str) -> list[str]:
    """Split at ordinary spaces only: no-break spaces hold."""
    return [word for word in re.split(r"[ \n]+", text) if word]
