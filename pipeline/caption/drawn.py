"""How large cues are drawn, in percent of the picture's shorter side: as the page's player does, the largest of all.

Its letters are 5.2 % high (`pages/templates/player.css`), its lines 1.42 times that. Other players set 5 %.
"""

from collections.abc import Iterable

_LETTERS = 5.2

LINE_PERCENT = 7.2
"""A line of a cue: a little less than 1.42 times its letters, with the clear edges of two lines."""

_NARROW, _BROAD = frozenset(" .,:;!'’ijlIft()-r\u00a0\u202f"), frozenset("mwMWŒœ%@—♪")
_WIDTHS = (0.31, 0.91, 0.69, 0.575)
"""Widths of narrow signs, broad ones, capitals and all others, in sizes of the font.

Measured on the 931 lines of the five newscasts, in the letters of either house's page: one line passes it, by 3 %.
"""

_BAND = 0.9
"""What the dark band adds to a line, in sizes of the font."""


def breadth(lines: Iterable[str]) -> float:
    """Return how wide the widest of some lines is, its band included."""
    return _LETTERS * (_BAND + max(sum(map(_width, line)) for line in lines))


def _width(sign: str) -> float:
    narrow, broad, capital, other = _WIDTHS
    if sign in _NARROW:
        return narrow
    return broad if sign in _BROAD else capital if sign.isupper() else other
