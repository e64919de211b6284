"""Notes typed without capitals, as telephones are: a name is known by where it stands, no longer by its letters."""

import re
from collections.abc import Sequence

from pipeline.gather.naming import is_role

_MOSTLY = 0.8
"""Share of the lines that begin with a small letter, from which a document has no capitals."""

_LEAST = 4
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_HELD = (
    "de du des la le les l d un une au aux en et avec sur dans pour a qui dit aussi encore ans chez son sa notre off "
    "voix plateau"
)
_KEPT = frozenset(_HELD.split())
"""Words of a head that are nobody's name."""


def without_capitals(texts: Sequence[str]) -> bool:
    """Tell whether most lines of a document begin with a small letter."""
    begun = [text.strip()[:1] for text in texts if text.strip()[:1].isalpha()]
    return len(begun) >= _LEAST and sum(sign.islower() for sign in begun) >= _MOSTLY * len(begun)


def with_capitals(head: str) -> str:
    """Return a head with a capital at the head of each word that may be somebody's name.

    >>> with_capitals("presentatrice aminata"), with_capitals("une dame du 5eme"), with_capitals("m weber")
    ('presentatrice Aminata', 'une dame du 5eme', 'M Weber')
    """
    if re.match(r"(?:une?|l[ea]s?|son|sa|notre) |l['’]", head):
        return re.sub(r"\(([^()]+)\)", lambda found: f"({with_capitals(found[1])})", head)
    return _WORD.sub(lambda found: _titled(found[0]), head)


def _titled(word: str) -> str:
    return word if word in _KEPT or is_role(word) else word[:1].upper() + word[1:]
