"""Medians, spreads and ratios: the arithmetic of the tables, free of clocks and files."""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

_TWO = 2


def spread(values: Sequence[float], digits: int = 1) -> str:
    """Return the median with the least and the most of it.

    >>> spread([3.0, 1.0, 2.0])
    '2.0 (1.0–3.0)'
    """
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Return ours over theirs, round by round: what slows the machine for a while weighs on both alike.

    >>> ratios([1.0, 4.0], [2.0, 2.0])
    [0.5, 2.0]
    """
    return [one / other for one, other in zip(ours, theirs, strict=True)]


def verdict(reached: float, asked: float, *, most: bool) -> str:
    """Say whether a figure is what is asked: at most (`most`) or at least `asked`.

    >>> verdict(0.7, 0.8, most=True), verdict(3.9, 4.0, most=False)
    ('yes', 'no')
    """
    return "yes" if (reached <= asked if most else reached >= asked) else "no"


def at_likeness(wanted: float, measured: Sequence[tuple[float, int]]) -> float:
    """Return the bytes at a likeness, from pairs of likeness and bytes: between two of them, bytes grow by factors.

    Raises ValueError with fewer than two.

    >>> round(at_likeness(95, [(90, 100), (96, 400), (94, 200)]))
    283
    """
    pairs = sorted(measured)
    if len(pairs) < _TWO:
        raise ValueError("a line goes through two points")
    low, high = next((pair for pair in pairwise(pairs) if wanted <= pair[1][0]), (pairs[-2], pairs[-1]))
    along = (wanted - low[0]) / (high[0] - low[0])
    return math.exp(math.log(low[1]) + along * (math.log(high[1]) - math.log(low[1])))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; raises ValueError when a row has not as many cells as the head.

    >>> print(table(("a", "b"), [("1", "2")]))
    | a | b |
    | --- | --- |
    | 1 | 2 |
    """
    if any(len(row) != len(heads) for row in rows):
        raise ValueError("every row needs as many cells as the head")
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def replaced(page: str, name: str, text: str) -> str:
    r"""Return the page with the section between the markers of `name` replaced, or added at its end.

    >>> page = replaced("head\n", "job40", "one")
    >>> replaced(replaced(page, "held", "two"), "job40", "three").count("<!--")
    4
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    section = f"{begin}\n{text.strip()}\n{end}"
    if begin not in page:
        return f"{page.rstrip()}\n\n{section}\n"
    return re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: section, page, flags=re.DOTALL)


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return what two sets of parameters say differently, by name; what one does not say is « – ».

    >>> differing({"ref": "1", "me": "dia"}, {"ref": "2", "me": "dia"})
    {'ref': ('1', '2')}
    """
    names = [*one, *(name for name in other if name not in one)]
    pairs = {name: (one.get(name, "–"), other.get(name, "–")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
