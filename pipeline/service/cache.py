"""What the cache holds, and how it is made smaller or checked; whatever goes is made again when it is wanted."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.cache.care import INDEX, CacheEntry, Freed, beyond, discard, entries, unused, verdicts
from pipeline.adapters.cache.leases import RUNNING
from pipeline.adapters.cache.store import ASIDE, drop
from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.delivery.sweep import sweep
from pipeline.adapters.delivery.work import left_behind
from pipeline.adapters.project import CACHE_VERSION, Settings
from pipeline.errors import UserError
from pipeline.french.system import remedy, why
from pipeline.model.task import EXCERPT

__all__ = [
    "INDEX",
    "CacheEntry",
    "Freed",
    "Holding",
    "ToClean",
    "Verdict",
    "clean",
    "held",
    "leaving",
    "left_by_dead_runs",
    "sweep_dead_runs",
    "verify",
    "weight",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToClean:
    """What is to go: everything; what has not been used for so many seconds; the oldest until so many bytes hold."""

    everything: bool = False
    unused_for: float | None = None
    most: int | None = None

    @property
    def nothing(self) -> bool:
        """Tell whether nothing was asked for."""
        return not self.everything and self.unused_for is None and self.most is None


@dataclass(frozen=True, slots=True)
class Holding:
    """A cache: where it is, its entries (the least recently used first), those of earlier versions apart."""

    place: Path
    current: tuple[CacheEntry, ...]
    older: tuple[CacheEntry, ...]

    @property
    def entries(self) -> tuple[CacheEntry, ...]:
        """Every entry, the least recently used first."""
        return tuple(sorted((*self.current, *self.older), key=lambda entry: (entry.used, entry.path)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking found: how many entries were read, those that were false and are gone, leftovers among them."""

    read: int
    damaged: tuple[Path, ...]
    leftovers: tuple[Path, ...]


def held(place: Path) -> Holding:
    """Return what a cache holds; raises UserError when it cannot be read."""
    if place.exists() and not place.is_dir():
        raise UserError(f"{place} n'est pas un dossier ; choisissez un autre dossier avec --cache")
    try:
        found = entries(place)
    except OSError as error:
        raise _unusable(place, error) from error
    current = tuple(entry for entry in found if entry.version == CACHE_VERSION)
    return Holding(place, current, tuple(entry for entry in found if entry.version != CACHE_VERSION))


def leaving(holding: Holding, chosen: ToClean, now: float | None = None) -> tuple[CacheEntry, ...]:
    """Return the entries that would go."""
    found = holding.entries
    if chosen.everything:
        return found
    gone: dict[Path, CacheEntry] = {}
    if chosen.unused_for is not None:
        gone |= {entry.path: entry for entry in unused(found, chosen.unused_for, now or time.time())}
    if chosen.most is not None:
        left = [entry for entry in found if entry.path not in gone]
        gone |= {entry.path: entry for entry in beyond(left, chosen.most, CACHE_VERSION)}
    return tuple(gone.values())


def clean(holding: Holding, gone: Iterable[CacheEntry]) -> Freed:
    """Remove entries, save those a render under way may be using; raises UserError when that cannot be done."""
    try:
        return discard(holding.place, gone)
    except OSError as error:
        raise _unusable(holding.place, error) from error


def left_by_dead_runs(place: Path, project: Settings) -> dict[Path, int]:
    """Return the work folders that killed runs left, with their bytes: a project's, and any known to this cache."""
    output = project.output
    films = [film for film in output.glob("*") if film.is_dir()] if output.is_dir() else []
    return left_behind((output, *films, *(film / EXCERPT for film in films)), place / CACHE_VERSION / RUNNING)


def sweep_dead_runs(found: Iterable[Path]) -> None:
    """Remove what dead runs left, having put in order the deliveries that they left half-way."""
    sweep({path.parent for path in found}, Disk(), patient=False)


def verify(holding: Holding) -> Verdict:
    """Read every entry again and remove what is not what was written; raises UserError when that cannot be done."""
    read = 0
    damaged: list[Path] = []
    leftovers: list[Path] = []
    try:
        for entry, good in verdicts(holding.entries):
            read += 1
            if not good:
                drop(entry.path)
                (leftovers if entry.path.name.startswith(ASIDE) else damaged).append(entry.path)
    except OSError as error:
        raise _unusable(holding.place, error) from error
    return Verdict(read, tuple(damaged), tuple(leftovers))


def weight(several: Sequence[CacheEntry]) -> int:
    """Return how many bytes entries take."""
    return sum(entry.size for entry in several)


def _unusable(place: Path, error: OSError) -> UserError:
    told = error.filename if isinstance(error.filename, str) else place
    return UserError(f"{told} : {why(error)} ; {remedy(error, 'choisissez un autre dossier avec --cache')}")
