"""The ticker: one line at a time, long enough to be read, or a strip that scrolls."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model.time import Span, frames

SPEED = 4
"""Pixels a frame of a scrolling strip: a whole number, about seven characters a second."""

_SEPARATOR = "\u00a0\u00a0\u00a0•\u00a0\u00a0 "
_PIXELS_A_CHARACTER = 15
_CHARACTERS_A_SECOND = 12
_SHORTEST = 5.0
_READ_ENOUGH = 0.6
_LAST_AT_LEAST = 3.0


@dataclass(frozen=True, slots=True)
class Page:
    """A line of the ticker, when it is on, and whether it takes the place of another within the shot."""

    text: str
    span: Span
    fresh: bool


class Pager:
    """Turns the ticker's lines over one item.

    Which line a shot begins with depends on how many were read before it, never on the clock: a longer take leaves
    the shots after it as they were.
    """

    def __init__(self, texts: Sequence[str], first: int) -> None:
        self._texts = tuple(texts)
        self._index = first

    def over(self, length: int, held: int = 0) -> Iterator[Page]:
        """Yield the lines of a shot of `length` frames; one not read long enough stays for the next shot.

        Of a shot that is `held` the first line stays for as long: what comes after is as if it were not.
        """
        at = 0
        while at < length:
            text = self._texts[self._index % len(self._texts)]
            needed, waiting = reading(text), 0 if at else held
            end = at + waiting + needed
            if length - end < frames(_LAST_AT_LEAST) or len(self._texts) == 1:
                end = length
            yield Page(text, Span(at, end), fresh=at > 0)
            if end - at - waiting >= _READ_ENOUGH * needed:
                self._index += 1
            at = end


def first_line(item: str) -> int:
    """Return the line that an item begins with, counted round: its id chooses it, never its place.

    So an item that moves, or is rendered alone, shows the lines that it showed.
    """
    return int(hashlib.sha256(item.encode()).hexdigest()[:8], 16)


def reading(text: str) -> int:
    """Return the frames a line stays: its characters at 12 a second and a second to find it, at least 5 s."""
    return frames(max(_SHORTEST, 1 + len(text) / _CHARACTERS_A_SECOND))


def strip(texts: Sequence[str], start: int, length: int) -> str:
    """Return the text that scrolls, repeated until it outlasts `length` frames from `start` frames into the item.

    Rounded up by twenty seconds, so that a slightly longer take does not change the strip's picture.
    """
    once = _SEPARATOR.join(texts) + _SEPARATOR
    ahead = -(-(start + length) // 500) * 500 * SPEED + 2400
    return (once * (1 + ahead // max(1, len(once) * (_PIXELS_A_CHARACTER - 3)))).rstrip()
