"""Lists and groups of keys on one line, `[a, b]` and `{nom: Malo, role: habitant}`, read sign by sign.

A scanner of its own, since a comma, a question mark or a colon in a text breaks YAML's at a place that says nothing
of the mistake.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.adapters.yaml.taking.signs import BLANKS, CLOSING, OPENING

_PAIRS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Member:
    """What stands between two commas: `start` to `end` in its line; `colon` is where its key ends, -1 without one."""

    start: int
    end: int
    colon: int = -1


@dataclass(slots=True)
class Group:
    """One pair of brackets: where it opens and closes (its sign included), its members, the groups inside them."""

    sign: str
    start: int
    end: int = -1
    members: list[Member] = field(default_factory=list)
    inside: list["Group"] = field(default_factory=list)


DEEPEST = 60
"""Levels of nesting; a script has eight."""


def group_at(line: str, start: int, depth: int = 0) -> Group | None:
    """Return the group that opens at a sign of a line, None when it does not close on it, or lies too deep."""
    if depth > DEEPEST:
        return None
    group = Group(line[start], start)
    at, begun, colon = start + 1, start + 1, -1
    while at < len(line):
        sign = line[at]
        fresh = not line[begun if colon < 0 else colon + 1 : at].strip(BLANKS)
        if fresh and (after := _quoted(line, at)):
            at = after
            continue
        if fresh and sign in _PAIRS:
            below = group_at(line, at, depth + 1)
            if below is None:
                return None
            group.inside.append(below)
            at = below.end
            continue
        if sign == ":" and colon < 0 and (line[at + 1 : at + 2] in {*" \t,]}\"'", ""} or line[at - 1] in "\"'"):
            colon = at
        elif sign == "," or sign == _PAIRS[group.sign]:
            group.members.append(Member(begun, at, colon))
            begun, colon = at + 1, -1
            if sign != ",":
                group.end = at + 1
                return group
        at += 1
    return None


def groups_of(group: Group) -> Iterator[Group]:
    """Yield a group and all those inside it."""
    yield group
    for below in group.inside:
        yield from groups_of(below)


def _quoted(line: str, at: int) -> int:
    """Return where a quoted text that begins at a sign ends, 0 when none begins there or it has no end."""
    sign = line[at]
    if sign in OPENING:
        ends = [found for found in range(at + 1, len(line)) if line[found] in CLOSING]
        return ends[0] + 1 if ends else 0
    if sign not in "\"'":
        return 0
    found = at + 1
    while found < len(line):
        if sign == '"' and line[found] == "\\":
            found += 2
            continue
        if line[found] == sign:
            if sign == "'" and line[found + 1 : found + 2] == "'":
                found += 2
                continue
            return found + 1
        found += 1
    return 0
