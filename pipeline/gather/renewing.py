"""Notes imported again: what changed in them since, and what of it can be taken over without touching a hand's work.

Three texts are held against each other line by line: the script as it was first written (`base`), as it stands now
(`mine`), and as it would be written today (`theirs`).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum

_PERSON = re.compile(r"  (?P<key>[\w-]+): \{nom: ")
"""How an import writes somebody."""


class ChangeFate(Enum):
    """What becomes of a difference; the value says it in French."""

    READY = "à reprendre"
    EDITED = "retouché à la main : laissé tel quel"
    BOUND = "va avec un passage retouché à la main : laissé tel quel"
    REFUSED = "laissé : le script ne passerait plus la vérification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Lines that the notes would have otherwise: as they were written, as they would be, where they stand today.

    `line` counts from 1 in the script as it stands; `place` is from and up to which of its lines, counted from 0, and
    `there` the same in the script as it would be written today.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    line: int
    place: tuple[int, int]
    there: tuple[int, int]
    fate: ChangeFate


def differences(base: str, mine: str, theirs: str) -> tuple[Difference, ...]:
    """Return what the notes would have otherwise, in order; what the script already says is no difference."""
    was, now, new = (text.splitlines() for text in (base, mine, theirs))
    kept = _kept(was, now)
    by_hand = frozenset(range(len(now))) - frozenset(kept.values())
    found: list[Difference] = []
    for tag, first, last, start, end in SequenceMatcher(None, was, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before, after = tuple(was[first:last]), tuple(new[start:end])
        borders = _borders(kept, first, last, len(was), len(now))
        if borders is not None and tuple(now[slice(*borders)]) == after:
            continue
        untouched = borders is not None and [kept.get(line) for line in range(first, last)] == list(range(*borders))
        if borders is None or not untouched:
            near = max((kept[line] for line in kept if line < first), default=-1) + 1
            if _says(now, near, after, by_hand):
                continue
            place, fate = (near, near), ChangeFate.EDITED
        else:
            place, fate = borders, ChangeFate.READY
        change = Difference(before=before, after=after, line=place[0] + 1, place=place, there=(start, end), fate=fate)
        found.append(change)
    return bound(found, was, new)


def bound(changes: Sequence[Difference], was: Sequence[str], new: Sequence[str]) -> tuple[Difference, ...]:
    """Return differences where what was moved moves whole or stays: half a move says it twice, or not at all.

    Two belong together when a line that stands once in `was` and once in `new` leaves the one and comes in the other.
    """
    once = _once(was) & _once(new)
    found = list(changes)
    gone = [once & {line.strip() for line in change.before} for change in found]
    come = [once & {line.strip() for line in change.after} for change in found]
    left = [rank for rank, change in enumerate(found) if change.fate is not ChangeFate.READY]
    while left:
        rank = left.pop()
        for other, change in enumerate(found):
            if change.fate is ChangeFate.READY and (gone[rank] & come[other] or come[rank] & gone[other]):
                found[other] = replace(change, fate=ChangeFate.BOUND)
                left.append(other)
    return tuple(found)


def people_kept(mine: str, changes: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return differences that leave whom they rename beside the new name, where a line that stays still names them.

    Without it, one line that a hand edited would keep a renamed speaker from being taken over anywhere.
    """
    text = taken_over(mine, changes)
    found = []
    for change in changes:
        told = {match["key"] for line in change.after if (match := _PERSON.match(line))}
        gone = [
            line
            for line in change.before
            if (match := _PERSON.match(line)) and match["key"] not in told and _names(text, match["key"])
        ]
        ready = change.fate is ChangeFate.READY
        found.append(replace(change, after=(*gone, *change.after)) if gone and ready else change)
    return tuple(found)


def _names(text: str, key: str) -> bool:
    """Tell whether a line of a script, but those of people and comments, names somebody by their key."""
    named = re.compile(rf"(?:(?::|-|\[|,)\s+|\[){re.escape(key)}(?=\s*(?:$|[\],:#]))")
    return any(named.search(line) for line in text.splitlines() if not _PERSON.match(line) and line.strip()[:1] != "#")


def taken_over(mine: str, changes: Sequence[Difference]) -> str:
    """Return the script with the differences that are ready taken over, every other byte as it stands."""
    ends = "\r\n" if "\r\n" in mine else "\n"
    lines = mine.splitlines(keepends=True)
    for change in sorted(changes, key=lambda one: one.place, reverse=True):
        if change.fate is ChangeFate.READY:
            first, last = change.place
            if change.after and 0 < first == len(lines) and not lines[-1].endswith(("\n", "\r")):
                lines[-1] += ends
            lines[first:last] = [f"{line}{ends}" for line in change.after]
    return "".join(lines)


def remembered_after(theirs: str, changes: Sequence[Difference]) -> str:
    """Return what a script is held against next time: as the notes would have it, but for what was left as it was.

    What could not be taken over is a difference still, and is told again until the script says it.
    """
    lines = theirs.splitlines()
    for change in sorted(changes, key=lambda one: one.there, reverse=True):
        if change.fate is not ChangeFate.READY:
            lines[slice(*change.there)] = change.before
    return "\n".join(lines) + "\n"


def alike(one: str, other: str) -> float:
    """Return which share of the lines of the shorter script stands in the other as well, 0..1; comments aside."""
    first, second = _values(one), _values(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def _values(text: str) -> set[str]:
    """Return the lines of a script that give a value of their own."""
    lines = [line.strip() for line in text.splitlines()]
    return {line for line in lines if line[:1] != "#" and (line.partition(": ")[2].strip()[:1] or "#") not in "#>"}


def _kept(was: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Return where each line of the first text stands in the second, for those that nobody touched."""
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _borders(kept: dict[int, int], first: int, last: int, whole: int, now: int) -> tuple[int, int] | None:
    """Return from and up to which line a stretch stands today, by its neighbours; None when a hand moved those."""
    before = kept.get(first - 1, -1 if first == 0 else None)
    after = kept.get(last, now if last == whole else None)
    return None if before is None or after is None else (before + 1, after)


def _once(lines: Sequence[str]) -> set[str]:
    """Return the lines that stand once only."""
    counts = Counter(line.strip() for line in lines)
    return {line for line, count in counts.items() if line and count == 1}


def _says(now: Sequence[str], near: int, after: Sequence[str], by_hand: frozenset[int]) -> bool:
    """Tell whether a hand wrote, about there, what the notes say now; lines that merely move are not its writing."""
    told = [line.strip() for line in after if line.strip()]
    about = range(max(0, near - 3), min(len(now), near + 2 * len(told) + 6))
    around = {now[line].strip() for line in about if line in by_hand}
    return bool(told) and all(line in around for line in told)
