"""What is asked of a file that a person wrote: one value replaced, one entry put in, taken out or moved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Steps = tuple[str | int, ...]
"""The way from the top of a tree to a node: keys of mappings, ranks in lists, from 0."""

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]
"""What is written: texts, in lists and under keys."""


@dataclass(frozen=True, slots=True)
class SetScalar:
    """Write another text where one stands."""

    at: Steps
    text: str


@dataclass(frozen=True, slots=True)
class SetEntry:
    """Write a value under a key of the mapping at `at`: in the place of what stands there, or after the last key."""

    at: Steps
    key: str
    value: Plain


@dataclass(frozen=True, slots=True)
class InsertItem:
    """Write an item into the list at `at`, so that it has this rank; a rank beyond the last one means the end."""

    at: Steps
    rank: int
    value: Plain


@dataclass(frozen=True, slots=True)
class RemoveAt:
    """Take out an item of a list, or a key with what stands under it, and the comments right above."""

    at: Steps


@dataclass(frozen=True, slots=True)
class MoveItem:
    """Take an item of the list at `at`, with the comments right above it, to another rank."""

    at: Steps
    rank: int
    to: int


Edit = SetScalar | SetEntry | InsertItem | RemoveAt | MoveItem
