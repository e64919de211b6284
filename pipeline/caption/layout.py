"""Where a passage breaks: into cues, and a cue into lines, by sense first, then by the time it takes to read."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.caption.heard import Passage
from pipeline.caption.reading import (
    EARLY,
    GAP,
    LATE,
    LINE_CHARACTERS,
    LINGER,
    LONGEST,
    MOST_LINES,
    SHORTEST,
    calm,
    least,
)
from pipeline.french.breaks import BAD, break_costs
from pipeline.model.reading import comfortable
from pipeline.model.time import frames

_CUE = 6.0
_CUE_BREAK = 5.0
_SPLIT = 5.0
_LINE_BREAK = 2.0
_EVEN_CUES = 1 / 500
_EVEN_LINES = 1 / 9
_STUB = 12
_TOGETHER = 12.0
_FRAGMENT = 45.0
_TORN = 80.0
_SCRAP = 24
_SCRAPPY = 0.8
_HURRIED = 6.0
_PRESSED = 25.0
_UNREAD = 40.0
_BEYOND = 200.0
_BAD_TIME = 60.0
_ORPHAN_NAME = 200.0
_SILENCE = frames(2)
_LENT = EARLY + LATE
"""Frames that neighbours may lend a cue."""

Lines = tuple[str, ...]
"""The one or two lines of a cue."""


@dataclass(frozen=True, slots=True)
class CutCue:
    """The lines of a cue, its first frame, the frame after its last word, and which line of the script it begins."""

    lines: Lines
    start: int
    spoken: int
    line: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """The cheapest way to cut the words up to some place: its cost, where the last cue begins, its lines."""

    cost: float
    begins: int
    lines: Lines


class _Cutting:
    """A passage whose words are being cut, with what is worked out once of all of them; the name comes first."""

    def __init__(self, passage: Passage, free: int) -> None:
        said = passage.words
        self.unsaid = len(passage.name)
        self.words = (*passage.name, *(word.text for word in said))
        self.starts = (*(passage.start for _ in passage.name), *(word.start for word in said))
        self.ends = (*(passage.start for _ in passage.name), *(word.end for word in said))
        self.closes = (*(False for _ in passage.name), *(word.closes for word in said))
        self.lines = tuple(word.voice.take.line for word in said)
        self.free = free
        self.hurts = (*(12 for _ in passage.name), *_sentence_breaks(passage))
        self.answers = (
            False,
            *(after.startswith("–") and closed for after, closed in zip(self.words[1:], self.closes, strict=False)),
        )
        self.upto = (0, *accumulate(len(word) + 1 for word in self.words))
        self.closed = (0, *accumulate(int(closes) for closes in self.closes))
        self.waits = tuple(index for index in range(1, len(self.words)) if self._silence(index) > _SILENCE)

    def _silence(self, index: int) -> int:
        return self.starts[index] - self.ends[index - 1]

    def length(self, begin: int, end: int) -> int:
        """Return the characters of some words, with the spaces between them."""
        return self.upto[end] - self.upto[begin] - 1

    def cut(self) -> tuple[CutCue, ...]:
        """Return the cheapest cues."""
        best = [_Piece(0.0, 0, ())]
        for end in range(1, len(self.words) + 1):
            best.append(self._best_ending(end, best))
        made: list[CutCue] = []
        at = len(self.words)
        while at:
            piece = best[at]
            line = self.lines[max(0, piece.begins - self.unsaid)]
            made.append(CutCue(piece.lines, self.starts[piece.begins], self.ends[at - 1], line))
            at = piece.begins
        return tuple(reversed(made))

    def _best_ending(self, end: int, best: Sequence[_Piece]) -> _Piece:
        """Return the cheapest cutting of the words up to `end`, given those of everything shorter."""
        found: _Piece | None = None
        for begin in range(end - 1, -1, -1):
            laid = self.laid(begin, end)
            if laid is None:
                break
            cost, lines = laid
            cost += best[begin].cost + self._cue_cost(begin, end)
            if found is None or cost < found.cost:
                found = _Piece(cost, begin, lines)
        return found or _Piece(best[end - 1].cost, end - 1, (self.words[end - 1],))

    def _cue_cost(self, begin: int, end: int) -> float:
        characters = self.length(begin, end)
        cost = _CUE + characters * characters * _EVEN_CUES + max(0, _STUB - characters)
        if end <= self.unsaid < len(self.words):
            cost += _ORPHAN_NAME
        whole = (begin <= self.unsaid or self.closes[begin - 1]) and self.closes[end - 1]
        if not self.closes[end - 1]:
            cost += _SPLIT + _CUE_BREAK * self.hurts[end - 1] + (_TORN if self.hurts[end - 1] >= BAD else 0.0)
        if not whole:
            cost += _SCRAPPY * max(0, _SCRAP - characters)
        within = self.closed[end - 1] - self.closed[begin]
        if within:
            cost += _TOGETHER * within * within + (0.0 if whole else _FRAGMENT)
        cost += _BAD_TIME * (bisect_left(self.waits, end) - bisect_left(self.waits, begin + 1))
        return cost + self._time_cost(begin, end, characters)

    def _time_cost(self, begin: int, end: int, characters: int) -> float:
        start, spoken = self.starts[begin], self.ends[end - 1]
        following = self.starts[end] if end < len(self.words) else self.free
        given = min(following - GAP, spoken + LINGER, start + LONGEST) - start
        bare, needed, ease = least(characters), calm(characters), comfortable(characters)
        cost = 0.0
        if spoken - start > LONGEST:
            cost += _BAD_TIME * (spoken - start) / LONGEST + _BAD_TIME
        if given < SHORTEST:
            cost += _BAD_TIME
        if given < needed:
            cost += _PRESSED * min(1.0, (needed - given) / _LENT) ** 3
        if given < bare:
            cost += _UNREAD * min(1.0, (bare - given) / _LENT) ** 3 + _BEYOND * max(0, bare - given - _LENT) / bare
        return cost + (_HURRIED * min(1.0, (ease - given) / max(1, ease - needed)) if given < ease else 0.0)

    def laid(self, begin: int, end: int) -> tuple[float, Lines] | None:
        """Return what it costs to set some words as one cue, with its lines; None when they do not fit."""
        whole = self.length(begin, end)
        answers = [index for index in range(begin + 1, end) if self.answers[index]]
        if len(answers) > MOST_LINES - 1:
            return None
        forced = answers[0] if answers else None
        if forced is None and (end - begin == 1 or whole <= LINE_CHARACTERS):
            return 0.0, (" ".join(self.words[begin:end]),)
        if whole > MOST_LINES * LINE_CHARACTERS + 1 and all(len(w) <= LINE_CHARACTERS for w in self.words[begin:end]):
            return None
        found: tuple[float, int] | None = None
        for cut in range(begin + 1, end) if forced is None else (forced,):
            first, second = self.length(begin, cut), self.length(cut, end)
            if not (_fits(first, cut - begin) and _fits(second, end - cut)):
                continue
            cost = _LINE_BREAK * self.hurts[cut - 1] + abs(first - second) * _EVEN_LINES
            cost += _TORN if self.hurts[cut - 1] >= BAD else 0.0
            if found is None or cost < found[0]:
                found = (cost, cut)
        if found is None:
            return None
        cost, cut = found
        return cost, (" ".join(self.words[begin:cut]), " ".join(self.words[cut:end]))


def _sentence_breaks(passage: Passage) -> list[int]:
    """Return what a break after each word of a passage costs; nothing after the last one of a sentence."""
    costs: list[int] = []
    sentence: list[str] = []
    for word in passage.words:
        sentence.append(word.text)
        if word.closes:
            costs += [*break_costs(tuple(sentence))[:-1], 0]
            sentence = []
    return costs


def split(passage: Passage, free: int) -> tuple[CutCue, ...]:
    """Return a passage as cues of at most two lines of 37 characters, each with the frames of its own words.

    `free` is the frame at which something else is to be shown. Whole sentences stand alone or, when they would be too
    quick to read, together; long ones are cut by sense. The words of the name never stand in a cue alone. A longer
    word has a line of its own.
    """
    return _Cutting(passage, free).cut()


def set_lines(text: str) -> Lines:
    """Return a text that nobody says in one line, or in two of about the same length, cut by sense."""
    words = text.split(" ")
    if len(text) <= LINE_CHARACTERS or len(words) == 1:
        return (text,)
    hurts = break_costs(words)
    lines = [(" ".join(words[:cut]), " ".join(words[cut:]), hurts[cut - 1]) for cut in range(1, len(words))]
    first, second, _ = min(
        lines, key=lambda one: (max(map(len, one[:2])) > LINE_CHARACTERS, one[2], max(map(len, one[:2])))
    )
    return first, second


def _fits(line: int, count: int) -> bool:
    return line <= LINE_CHARACTERS or count == 1
