"""How deep the heads of notes stand: by the level of headings, the style of their numbers, the indent of a mind map."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.gather.values import LineKind, NoteLine

_NUMBERED = re.compile(r"^(?:(?P<roman>[IVX]{1,5})|(?P<letter>[A-Ha-h])|(?P<digits>\d{1,2}(?:\.\d{1,2})*))\s*[.)/°–—-]")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_COLLECTS = re.compile(
    r"\b(?:sujets|s[ée]quences|histoires|reportages|r[ée]cits|sc[ée]narios|sc[ée]narii|sayn[èe]tes|fictions)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 8
"""Words of a head that announces stories, at the most."""

_MOSTLY = 0.6
"""Share of a document's lines that are items, from which it is a mind map."""


def depths(heads: Sequence[NoteLine]) -> dict[int, int]:
    """Return how deep each head stands, by its line's number: its level first, then the style of its number.

    Styles nest in the order in which they come: I. then A. then 1.; a head without a number is as deep as the first.
    """
    found: dict[int, int] = {}
    styles: list[str] = []
    last = 0
    for line in heads:
        style, rank = _style(line.text, last)
        if style == "roman":
            last = rank
        if style and style not in styles:
            styles.append(style)
        found[line.number] = 10 * line.level + (styles.index(style) if style else 0)
    return found


def announced(heads: Sequence[NoteLine]) -> list[NoteLine]:
    """Return the heads just below the one that announces stories (« II. Les séquences retenues »), [] without one."""
    deep = depths(heads)
    for at, line in enumerate(heads):
        if not _COLLECTS.search(line.text) or len(line.text.split()) > _MOST_WORDS:
            continue
        below: list[NoteLine] = []
        for other in heads[at + 1 :]:
            if deep[other.number] <= deep[line.number]:
                break
            below.append(other)
        if below:
            least = min(deep[other.number] for other in below)
            return [other for other in below if deep[other.number] == least]
    return []


def branches(lines: Sequence[NoteLine]) -> list[NoteLine]:
    """Return the first branches of a mind map: items of the least level, most of which have items below them."""
    items = [line for line in lines if line.kind is LineKind.ITEM]
    if len(items) < _MOSTLY * len(lines) or len({line.level for line in items}) < 2:
        return []
    least = min(line.level for line in items)
    first = [line for line in items if line.level == least]
    pairs = pairwise(items)
    parents = [one for one, after in pairs if one.level == least and after.level > least]
    return first if 2 * len(parents) > len(first) else []


def _style(text: str, last: int) -> tuple[str, int]:
    """Return the style of a head's number, and its rank among Roman ones; « C. » after « B. » is a letter."""
    found = _NUMBERED.match(text.strip())
    if found is None:
        return "", 0
    if (roman := found["roman"]) is not None:
        rank = _ROMAN.index(roman) + 1 if roman in _ROMAN else 0
        if rank == last + 1 or (rank == 1 and len(roman) == 1):
            return "roman", rank
        return ("letter", 0) if len(roman) == 1 else ("roman", rank)
    return ("letter", 0) if found["letter"] else (f"digits{found['digits'].count('.')}", 0)
