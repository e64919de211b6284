"""Notes imported again: what changed in them since, and what of it can be taken over without touching a hand's work.

Three texts are held against each other line by line: the script as it was first written (`base`), as it stands now
(`mine`), and as it would be written today (`theirs`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum


class ChangeFate(Enum):
    """What becomes of a difference; the value says it in French."""

    READY = "à reprendre"
    EDITED = "retouché à la main : laissé tel quel"
    REFUSED = "laissé : le script ne passerait plus la vérification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Lines that the notes would have otherwise: as they were written, as they would be, where they stand today.

    `line` counts from 1 in the script as it stands; `place` is from and up to which of its lines, counted from 0.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    line: int
    place: tuple[int, int]
    fate: ChangeFate


def differences(base: str, mine: str, theirs: str) -> tuple[Difference, ...]:
    """Return what the notes would have otherwise, in order; what the script already says is no difference."""
    was, now, new = (text.splitlines() for text in (base, mine, theirs))
    kept = _kept(was, now)
    found: list[Difference] = []
    for tag, first, last, start, end in SequenceMatcher(None, was, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        before, after = tuple(was[first:last]), tuple(new[start:end])
        place = _place(kept, first, last, len(was), len(now))
        if place is None:
            near = max((kept[line] for line in kept if line < first), default=-1) + 1
            if not _says(now, near, after):
                found.append(
                    Difference(before=before, after=after, line=near + 1, place=(near, near), fate=ChangeFate.EDITED)
                )
        elif tuple(now[place[0] : place[1]]) != after:
            found.append(Difference(before=before, after=after, line=place[0] + 1, place=place, fate=ChangeFate.READY))
    return tuple(found)


def taken_over(mine: str, changes: Sequence[Difference]) -> str:
    """Return the script with the differences that are ready taken over, every other byte as it stands."""
    ends = "\r\n" if "\r\n" in mine else "\n"
    lines = mine.splitlines(keepends=True)
    for change in sorted(changes, key=lambda one: one.place, reverse=True):
        if change.fate is ChangeFate.READY:
            first, last = change.place
            lines[first:last] = [f"{line}{ends}" for line in change.after]
    return "".join(lines)


def _kept(was: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Return where each line of the first text stands in the second, for those that nobody touched."""
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}


def _place(kept: dict[int, int], first: int, last: int, whole: int, now: int) -> tuple[int, int] | None:
    """Return from and up to which line a stretch stands today; None when a hand has been in it, or beside it."""
    before = kept.get(first - 1, -1 if first == 0 else None)
    after = kept.get(last, now if last == whole else None)
    if before is None or after is None:
        return None
    inside = [kept.get(line) for line in range(first, last)]
    expected = list(range(before + 1, after))
    return (before + 1, after) if inside == expected else None


def _says(now: Sequence[str], near: int, after: Sequence[str]) -> bool:
    """Tell whether the script says, about there, what the notes say now."""
    told = [line.strip() for line in after if line.strip()]
    around = {line.strip() for line in now[max(0, near - 3) : near + 2 * len(told) + 6]}
    return bool(told) and all(line in around for line in told)
