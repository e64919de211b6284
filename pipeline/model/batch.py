"""Many films in one go: what is wanted, what became of each, what is left."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeVar

from pipeline.errors import Finding, Level, UserError

T = TypeVar("T")


class Fate(Enum):
    """What became of a film of a batch, in French, as reports and the table at the end say it."""

    RENDERED = "rendu"
    STANDING = "inchangé"
    REFUSED = "refusé"
    """The user can mend it: the script, its media, a disk."""
    BROKEN = "échec"
    """A bug of ours."""
    LEFT = "reporté"
    """Not begun, or given up, because a budget was spent or the batch was stopped."""
    CHECKED = "vérifié"
    """Only checked, as was asked, and nothing found that would stop it; there is no film."""

    @property
    def stands(self) -> bool:
        """Tell whether the film is there, as this batch would make it."""
        return self in {Fate.RENDERED, Fate.STANDING}


@dataclass(frozen=True, slots=True)
class Reuse:
    """How many pieces were made and how many were there before."""

    made: int = 0
    reused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmStory:
    """What became of one film: a script (and the row of a table it was filled from) in one delivery.

    `script` is the path as it was typed, with `/`; `name` the film's folder name, unique in the batch; `place` the
    film's path when it stands; `begun` and `seconds` are wall seconds since the batch began and of this film;
    `length` is the film's own length in seconds; `error` says in French why there is no film.
    """

    script: str
    name: str
    preset: str
    fate: Fate
    row: str = ""
    place: str = ""
    begun: float = 0.0
    seconds: float = 0.0
    length: float = 0.0
    chunks: Reuse = Reuse()
    segments: Reuse = Reuse()
    findings: tuple[Finding, ...] = ()
    error: str = ""

    def count(self, level: Level) -> int:
        """Return how many findings are of a level."""
        return sum(finding.level is level for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several shares of a batch, for as many machines: the `number`th of `count`, counted from 1."""

    number: int = 1
    count: int = 1

    @classmethod
    def read(cls, text: str) -> "Shard":
        """Read « 2/5 »; raises UserError for anything else.

        >>> Shard.read("2/5")
        Shard(number=2, count=5)
        """
        found = re.fullmatch(r"\s*(\d{1,6})\s*/\s*(\d{1,6})\s*", text, re.ASCII)
        shard = cls(int(found[1]), int(found[2])) if found else cls(0, 0)
        if not 1 <= shard.number <= shard.count:
            raise UserError(f"--part {text} : écrivez le numéro de la part et leur nombre, par exemple 2/5")
        return shard

    def of(self, things: Iterable[T], name: Callable[[T], str], weight: Callable[[T], float]) -> tuple[T, ...]:
        """Return this part's share, in the order given: heaviest first, each to the lightest share so far.

        The shares of one batch are disjoint, hold everything, and are the same on every machine and in every order.
        """
        loads = [0.0] * self.count
        shares: dict[str, int] = {}
        things = tuple(things)
        for thing in sorted(things, key=lambda thing: (-weight(thing), name(thing))):
            lightest = min(range(self.count), key=lambda rank: (loads[rank], rank))
            loads[lightest] += weight(thing)
            shares[name(thing)] = lightest
        return tuple(thing for thing in things if shares[name(thing)] == self.number - 1)

    def __str__(self) -> str:
        """Give the form it is read from."""
        return f"{self.number}/{self.count}"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchStory:
    """What became of a whole batch: every film that was wanted of this part, in the order they were asked for.

    `stopped` says in French why it ended before its time, empty when it did not; `created_with` names versions;
    `traffic` says how many bytes and entries came from where (the local cache, the shared store, made anew).
    """

    films: tuple[FilmStory, ...]
    seconds: float
    jobs: int
    shard: Shard = Shard()
    stopped: str = ""
    created_with: str = ""
    traffic: Mapping[str, int] = field(default_factory=dict)

    def count(self, *fates: Fate) -> int:
        """Return how many films came to one of these."""
        return sum(film.fate in fates for film in self.films)
