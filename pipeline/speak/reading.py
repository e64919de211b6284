"""How a text is read: every stretch of it is claimed once, on the text as it was written.

No rule sees what another has said, so none can rewrite it. Where two rules claim the same signs, the longer stretch is
the more specific reading and wins (« M.J.C. » over « M. », « 1/2 h » over « 1/2 »); on the very same stretch, a general
reading gives way (« 80 » to « années 80 »). The order of rules decides nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from pipeline.speak.needs import Need, need_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass(frozen=True)
class ReadingRule:
    """One way to read: the pattern of what it claims, and what is then said; None leaves the stretch to others.

    A pattern claims what it says and nothing more: what must stand beside it belongs in a look around. A `general`
    reading is what is said of such signs when nothing is known of them (a number, a slash, capitals): it gives way to
    another that claims the very same stretch.
    """

    pattern: re.Pattern[str]
    said: Callable[[re.Match[str]], str | None]
    general: bool = False

    @cached_property
    def need(self) -> Need | None:
        """What a text must have for the pattern to be found in it; None when that cannot be told."""
        return need_of(self.pattern)


def says(pattern: str, words: str) -> ReadingRule:
    """Return the rule that says the same words for whatever a pattern claims."""
    return ReadingRule(re.compile(pattern), lambda _: words)


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """A stretch of the text, from `start` to before `end`, and the words said for it."""

    start: int
    end: int
    said: str


def claimed(text: str, tiers: Sequence[Sequence[ReadingRule]]) -> tuple[Claim, ...]:
    """Return the claims on a text in its order, none over another.

    Tiers are settled one after the other; in a tier the longest claim wins, then the earliest.
    """
    taken = bytearray(len(text))
    found: list[Claim] = []
    for tier in tiers:
        found.extend(_settled(text, tier, taken))
    return tuple(sorted(found, key=lambda claim: claim.start))


def read(text: str, tiers: Sequence[Sequence[ReadingRule]]) -> str:
    """Return the text with every claim said; two words that would touch are parted.

    >>> rules = [says("M[.]", "Monsieur"), says("M[.]J[.]", "aime ji")]
    >>> read("la M.J. de M.Roy", [rules])
    'la aime ji de Monsieur Roy'
    """
    pieces: list[str] = []
    at = 0
    for claim in claimed(text, tiers):
        pieces += [text[at : claim.start], claim.said]
        at = claim.end
    return _joined([*pieces, text[at:]])


def _joined(pieces: Sequence[str]) -> str:
    said: list[str] = []
    last = ""
    for piece in pieces:
        if piece:
            said.append(f" {piece}" if last.isalnum() and piece[0].isalnum() else piece)
            last = piece[-1]
    return "".join(said)


def _settled(text: str, tier: Sequence[ReadingRule], taken: bytearray) -> Iterator[Claim]:
    """Yield the claims of one tier, and mark their places as taken."""
    signs = frozenset(text)
    waiting = [
        _ranked(claim, tier, order)
        for order, reading in enumerate(tier)
        if (need := reading.need) is None or not need.signs.isdisjoint(signs) or need.in_pieces(text)
        for claim in _claims(reading, text, 0)
    ]
    heapify(waiting)
    while waiting:
        *_, order, claim = heappop(waiting)
        blocked = taken.find(1, claim.start, claim.end)
        if blocked < 0:
            taken[claim.start : claim.end] = b"\1" * (claim.end - claim.start)
            yield claim
            continue
        free = taken.find(0, blocked)
        # What this rule would have claimed, had it not begun too early.
        again = next(_claims(tier[order], text, free), None) if free >= 0 else None
        if again and again.start < claim.end:
            heappush(waiting, _ranked(again, tier, order))


def _ranked(claim: Claim, tier: Sequence[ReadingRule], order: int) -> tuple[int, int, bool, int, Claim]:
    """Return a claim with what it is weighed by: its length, its place, and whether it gives way."""
    return claim.start - claim.end, claim.start, tier[order].general, order, claim


def _claims(reading: ReadingRule, text: str, at: int) -> Iterator[Claim]:
    while found := reading.pattern.search(text, at):
        start, end = found.span()
        said = reading.said(found) if end > start else None
        if said is None:
            at = start + 1
        else:
            yield Claim(start, end, said)
            at = end
