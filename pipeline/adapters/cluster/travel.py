"""What travels between whoever renders and the workers of a cluster, and what comes back."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

StoreEntry = tuple[str, str]
"""A kind of the store and a key in it."""


class Alike(Enum):
    """What must be the same on a worker as here for its work to be the same to the byte."""

    PICTURES = "images et son"
    VOICES = "voix"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """A piece of work that may be done elsewhere, and more than once.

    `work` is called without arguments in a process of its own, where nothing of ours can be reached but the store;
    `name` says what it is; `weight` is what it costs beside others of its `sort` (seconds are measured, never told);
    `makes` are the entries that are in the store once it is done, `needs` those that must be there before, `files` the
    files that must be there too, by their SHA-256.
    """

    work: Callable[[], Any]
    name: str
    sort: str
    weight: float
    rule: Alike = Alike.PICTURES
    makes: tuple[StoreEntry, ...] = ()
    needs: tuple[StoreEntry, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What a worker is sent: the work, packed for the process that does it, and the fingerprint it was made for."""

    name: str
    rule: str
    expects: str
    packed: bytes

    @classmethod
    def of(cls, errand: Errand, expects: str) -> "WorkOrder":
        """Pack an errand for workers of this fingerprint."""
        return cls(errand.name, errand.rule.name, expects, pickle.dumps(errand.work, pickle.HIGHEST_PROTOCOL))


class Upshot(Enum):
    """What a worker, or the way to it, answers."""

    DONE = "fait"
    FAILED = "échec"
    """The work raised an error, which is the same everywhere."""
    UNFIT = "refusé"
    """The worker is not what the order was made for: nothing was done."""
    LACKING = "manque"
    """Something that the work needs is not in the store."""
    ENDED = "arrêté"
    """The process that did the work was ended: by the system, or because it moved no more."""
    LOST = "perdu"
    """The worker is gone, or the way to it."""
    DROPPED = "abandonné"
    """The scheduler is gone, with all that it knew: nobody's fault."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of an order: a value or an error, packed; else in French what happened."""

    word: Upshot
    packed: bytes = b""
    told: str = ""
    lacking: tuple[StoreEntry, ...] = ()

    def content(self) -> Any:
        """Return the value or the error."""
        return pickle.loads(self.packed)  # noqa: S301 - whoever is let into the cluster can run programs anyway


class HinderedError(Exception):
    """This worker cannot do it, another may: why, in French."""


class LackingError(Exception):
    """Something that the work needs is nowhere to be had: the entries of the store it should be in."""

    def __init__(self, entries: tuple[StoreEntry, ...]) -> None:
        super().__init__(entries)
        self.entries = entries
