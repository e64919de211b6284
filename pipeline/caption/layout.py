"""Where a sentence breaks: into cues, and a cue into lines, by sense first, by balance next."""

from dataclasses import dataclass

from pipeline.caption.reading import GAP, LINE_CHARACTERS, LONGEST, MOST_LINES, SHORTEST
from pipeline.french.typography import break_penalty
from pipeline.model.reading import least_frames

_CUE = 10.0
_CUE_BREAK = 3.0
_LINE_BREAK = 2.0
_EVEN_CUES = 1 / 400
_EVEN_LINES = 1 / 6
_STUB = 12
_BAD_TIME = 60.0
_ORPHAN_NAME = 200.0

Lines = tuple[str, ...]
"""The one or two lines of a cue."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """The cheapest way to cut the words up to some place: its cost, where the last cue begins, its lines."""

    cost: float
    begins: int
    lines: Lines


def split(words: tuple[str, ...], length: int, name: int = 0) -> tuple[Lines, ...]:
    """Return a sentence's words as cues of at most two lines of 37 characters.

    `length` is the frames it takes to say them: cues that would be too short or too long to read are avoided.
    The first `name` words say who speaks and never stand in a cue alone. A longer word has a line of its own.
    """
    pace = length / max(1, len(" ".join(words[name:])))
    best: list[_Piece] = [_Piece(0.0, 0, ())]
    for end in range(1, len(words) + 1):
        best.append(_best_ending(words, end, best, pace, name))
    cues: list[Lines] = []
    at = len(words)
    while at:
        cues.append(best[at].lines)
        at = best[at].begins
    return tuple(reversed(cues))


def _best_ending(words: tuple[str, ...], end: int, best: list[_Piece], pace: float, name: int) -> _Piece:
    """Return the cheapest cutting of `words[:end]`, given those of everything shorter."""
    found: _Piece | None = None
    for begin in range(end - 1, -1, -1):
        laid = lay(words[begin:end])
        if laid is None:
            break
        cost, lines = laid
        cost += best[begin].cost + _cue_cost(words, begin, end, pace, name)
        if end <= name < len(words):
            cost += _ORPHAN_NAME
        if found is None or cost < found.cost:
            found = _Piece(cost, begin, lines)
    return found or _Piece(best[end - 1].cost, end - 1, (words[end - 1],))


def _cue_cost(words: tuple[str, ...], begin: int, end: int, pace: float, name: int) -> float:
    characters = len(" ".join(words[begin:end]))
    cost = _CUE + characters * characters * _EVEN_CUES + max(0, _STUB - characters)
    if end < len(words):
        cost += _CUE_BREAK * _hurts(words[end - 1], words[end])
    seen = len(" ".join(words[max(begin, name) : end])) * pace
    if begin < name:  # the name is read while the first words are said: they must be enough
        cost += _BAD_TIME * max(0.0, least_frames(characters) / max(1.0, seen) - 1)
    if seen > LONGEST:
        cost += _BAD_TIME * seen / LONGEST
    elif seen < SHORTEST + GAP:
        cost += _BAD_TIME
    return cost


def lay(words: tuple[str, ...]) -> tuple[float, Lines] | None:
    """Return what it costs to set these words as one cue, with its lines; None when they do not fit."""
    whole = " ".join(words)
    if len(words) == 1 or len(whole) <= LINE_CHARACTERS:
        return 0.0, (whole,)
    if len(whole) > MOST_LINES * LINE_CHARACTERS + 1 and all(len(word) <= LINE_CHARACTERS for word in words):
        return None
    found: tuple[float, Lines] | None = None
    for cut in range(1, len(words)):
        first, second = " ".join(words[:cut]), " ".join(words[cut:])
        if not (_fits(first, cut) and _fits(second, len(words) - cut)):
            continue
        cost = _LINE_BREAK * _hurts(words[cut - 1], words[cut])
        cost += abs(len(first) - len(second)) * _EVEN_LINES
        if found is None or cost < found[0]:
            found = (cost, (first, second))
    return found


def _fits(line: str, count: int) -> bool:
    return len(line) <= LINE_CHARACTERS or count == 1


def _hurts(before: str, after: str) -> int:
    """Return how much a break hurts; an elided word counts by what follows its apostrophe (« n’a »)."""
    last = before.rpartition("’")[2] or before
    return max(break_penalty(before, after), break_penalty(last, after))
