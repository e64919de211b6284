"""A list of two to four short entries is shown under the words that announce it; what is said is those same words.

>>> points_of("Ici, on promet :", ("Une place à table", "Une heure par semaine"))
('Ici, on promet', 'Ici, on promet : une place à table, une heure par semaine.')
>>> points_of("", ("Manger", "Dormir"), otherwise="La charte")
('La charte', 'Manger, dormir.')
"""

import re
from collections.abc import Sequence

from pipeline.gather import limits

_SMALL_SPELLED = (
    "le la les l' un une des du de d' au aux ce cet cette ces mon ma mes son sa ses notre nos votre vos leur "
    "leurs pas plusne on tout toute tous toutes chaque aucun aucune être avoir faire aller se s' en à pour par "
    "avec sans deux trois"
)
_SMALL = frozenset(_SMALL_SPELLED.split())


def points_of(introduction: str, entries: Sequence[str], otherwise: str = "") -> tuple[str, str] | None:
    """Return the title of a list and what is said of it; None when a picture has no room for it."""
    title = introduction.strip(" :") or otherwise
    bare = [entry.strip(" .;,") for entry in entries]
    if not 2 <= len(bare) <= limits.POINTS or len(title) > limits.POINT_TITLE or not title:
        return None
    if any(len(entry) > limits.POINT or not entry for entry in bare):
        return None
    return title, said_together(introduction, bare)


def said_together(introduction: str, entries: Sequence[str]) -> str:
    """Return an announcement and entries as one sentence, sentences as they stand where they are sentences."""
    bare = [entry.strip() for entry in entries]
    if any(re.search(r"[.!?…]$", entry) for entry in bare) or any(len(entry.split()) > 9 for entry in bare):
        told = " ".join(entry if re.search(r"[.!?…»]$", entry) else f"{entry.rstrip(' ;,')}." for entry in bare)
        return f"{introduction} {told}".strip()
    bare = [entry.strip(" .;,") for entry in bare]
    first = [] if introduction else bare[:1]
    small = [*first, *(_small(entry) for entry in bare[len(first) :])]
    return f"{introduction} {', '.join(small)}.".strip()


def _small(entry: str) -> str:
    """Return an entry as it goes on within a sentence: a capital stays where a name may begin."""
    first = re.split(r"[\s’']", entry, maxsplit=1)[0].lower()
    verb = bool(re.fullmatch(r"[a-zà-ÿ-]{3,}(?:er|ir|re|oir)", first))
    elided = entry[1:2] in {"'", "’"}
    return entry[:1].lower() + entry[1:] if first in _SMALL or verb or elided else entry
