"""What a pattern cannot do without: texts in which a text must have one, or no rule need look for it.

Hundreds of patterns look at every line, and nearly all of them want something that is not there: a figure, a slash,
« janv ». To look for a few texts is many times cheaper than to search for a pattern.
"""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MOST = 24
"""Texts looked for instead of a pattern: more take as long as the pattern."""

_WIDEST = 16
"""Characters of a class that are told one by one."""

_RARE = {" ": 0.15, ".": 0.02, "-": 0.01, "’": 0.02, "'": 0.02, ",": 0.01}
"""How often a sign stands in our lines, about: which of several texts is the one to look for. Letters 0.04, all others
0.001."""


@dataclass(frozen=True, slots=True)
class Need:
    """A claim on a text is possible only if it holds one of these signs, or one of these longer pieces."""

    signs: frozenset[str]
    pieces: tuple[str, ...] = ()

    def met(self, text: str, signs: frozenset[str]) -> bool:
        """Tell whether a text may be claimed; `signs` are all of its characters."""
        return not self.signs.isdisjoint(signs) or self.in_pieces(text)

    def in_pieces(self, text: str) -> bool:
        """Tell whether one of the longer pieces is in a text."""
        for piece in self.pieces:  # noqa: SIM110 - asked of every line for hundreds of patterns, mostly of no piece
            if piece in text:
                return True
        return False


def need_of(pattern: re.Pattern[str]) -> Need | None:
    """Return what a pattern needs, None when that cannot be told.

    Read from how Python itself takes the pattern apart; where it does so otherwise than known here, nothing is told.

    >>> sorted(need_of(re.compile("(?<![0-9])(?:janv|févr)[.]?")).pieces)
    ['févr', 'janv']
    """
    try:
        taken_apart = importlib.import_module("re._parser").parse(pattern.pattern, pattern.flags)
        found = _of(taken_apart, folded=bool(pattern.flags & re.IGNORECASE))
    except (ImportError, AttributeError, LookupError, TypeError, ValueError):
        return None
    if found is None:
        return None
    return Need(
        frozenset(text for text in found if len(text) == 1), tuple(sorted(text for text in found if len(text) > 1))
    )


def _of(parts: Iterable[tuple[Any, Any]], *, folded: bool) -> frozenset[str] | None:
    """Return the best of what the parts of a sequence need: the one that is met the least."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, told in parts:
        name = str(kind)
        if name == "LITERAL" and not (folded and _has_cases(chr(told))):
            run += chr(told)
            continue
        found += [frozenset({run})] if run else []
        run = ""
        inner = _part(name, told, folded=folded)
        found += [inner] if inner else []
    found += [frozenset({run})] if run else []
    return min(found, key=_likely, default=None)


def _part(name: str, told: Any, *, folded: bool) -> frozenset[str] | None:
    """Return what one part needs, None when it may do without anything."""
    found: frozenset[str] | None = None
    match name:
        case "IN":
            found = _class(told, folded=folded)
        case "BRANCH":
            found = _union([_of(branch, folded=folded) for branch in told[1]])
        case "SUBPATTERN":
            _, more, less, inner = told
            found = _of(inner, folded=(folded or bool(more & re.IGNORECASE)) and not less & re.IGNORECASE)
        case "ATOMIC_GROUP":
            found = _of(told, folded=folded)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, _, inner = told
            found = _of(inner, folded=folded) if least else None
        case "ASSERT":
            found = _of(told[1], folded=folded)
    return found


def _class(told: Sequence[tuple[Any, Any]], *, folded: bool) -> frozenset[str] | None:
    """Return the characters of a class, None for one that is told by what it is not, or that has too many."""
    found: set[str] = set()
    for kind, what in told:
        match str(kind):
            case "LITERAL":
                found.add(chr(what))
            case "RANGE" if what[1] - what[0] < _WIDEST:
                found |= {chr(code) for code in range(what[0], what[1] + 1)}
            case _:
                return None
    return None if len(found) > _MOST or (folded and any(map(_has_cases, found))) else frozenset(found)


def _union(found: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    every: set[str] = set()
    for one in found:
        if one is None:
            return None
        every |= one
    return frozenset(every) if len(every) <= _MOST else None


def _has_cases(sign: str) -> bool:
    """Tell whether a pattern that ignores case may take another character for this one."""
    return not sign.isascii() or sign.isalpha()


def _likely(texts: frozenset[str]) -> float:
    """Return about how likely it is that a place of a text begins one of these."""
    total = 0.0
    for text in texts:
        likely = 1.0
        for sign in text:
            likely *= _RARE.get(sign, 0.04 if sign.isalpha() else 0.001)
        total += likely
    return total
