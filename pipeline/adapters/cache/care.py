"""What a cache holds, version by version; how it is made smaller without taking anything from a render under way."""

import re
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.cache.leases import DAY, cleaning
from pipeline.adapters.cache.places import look, ordinary_folder
from pipeline.adapters.cache.store import ASIDE, NOTED, SUM, drop, sound

INDEX = "empreintes"
"""The kind of the files that are no entries of a store: the digests of the project's own files."""

_VERSION, _INDEX = re.compile(r"v\d{1,6}"), re.compile(r"(?:empreintes|formes)\.json|\.en-cours-.*", re.DOTALL)
_KIND, _SHELF = re.compile(r"(?!en-cours$)[a-z][a-z-]*"), re.compile(r"[^.]{2}", re.DOTALL)
"""How versions, kinds, and the folders of keys that begin alike are named: what is named otherwise is not ours."""

_MARGIN = 60.0
"""Seconds: clocks of file systems and machines that share a cache are not quite the same."""


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """One thing kept: its version of the cache, its kind, where it is, its bytes with its sum, its last use."""

    version: str
    kind: str
    path: Path
    size: int
    used: float


@dataclass(frozen=True, slots=True)
class Freed:
    """What a cleaning did: entries and bytes removed, entries left because a render may be using them."""

    entries: int = 0
    size: int = 0
    kept: int = 0


def entries(caches: Path) -> tuple[CacheEntry, ...]:
    """Return every entry of every version under a folder, the least recently used first.

    A sum without its entry, an entry without its sum and what an interrupted render left behind are entries, too, and
    so is whatever stands where one belongs. Nothing else is: a folder may hold more than a cache, and a link is not
    followed, it is an entry itself where it stands for a folder of entries.
    """
    found: list[CacheEntry] = []
    for version in _listed(caches, _VERSION):
        if not ordinary_folder(version):
            continue
        found += [_entry(version.name, INDEX, path) for path in _listed(version, _INDEX) if not path.is_dir()]
        for kind in _listed(version, _KIND):
            found += [_entry(version.name, kind.name, path) for path in _things(kind)]
    return tuple(sorted(found, key=lambda entry: (entry.used, entry.path)))


def unused(found: Iterable[CacheEntry], since: float, now: float) -> tuple[CacheEntry, ...]:
    """Choose the entries that nothing has used for `since` seconds; use is noted once an hour at most."""
    return tuple(entry for entry in found if now - entry.used > since + NOTED)


def beyond(found: Iterable[CacheEntry], most: int, current: str) -> tuple[CacheEntry, ...]:
    """Choose what must go for the rest to hold in `most` bytes: other versions first, then the least recently used."""
    ordered = sorted(found, key=lambda entry: (entry.version == current, entry.used, entry.path))
    excess = sum(entry.size for entry in ordered) - most
    chosen: list[CacheEntry] = []
    for entry in ordered:
        if excess <= 0:
            break
        chosen.append(entry)
        excess -= entry.size
    return tuple(chosen)


def discard(caches: Path, chosen: Iterable[CacheEntry]) -> Freed:
    """Remove entries, save those a render under way may have found or written (see `adapters.cache.leases`).

    Last use is noted once an hour at most: an entry noted less than an hour before the oldest render under way began
    may have been found since. An entry used or written again since it was chosen stays, too.

    Raises OSError when something could not be removed, once the rest is.
    """
    freed = Freed()
    refused: OSError | None = None
    by_version: dict[str, list[CacheEntry]] = {}
    for entry in chosen:
        by_version.setdefault(entry.version, []).append(entry)
    for version, several in by_version.items():
        with cleaning(caches / version) as begun:
            spared = None if begun is None else begun - NOTED - _MARGIN
            for entry in several:
                try:
                    freed = _discarded(entry, spared, freed)
                except OSError as error:  # the others go all the same
                    refused = refused or error
    if refused is not None:
        raise refused
    return freed


def verdicts(found: Iterable[CacheEntry]) -> Iterator[tuple[CacheEntry, bool]]:
    """Yield every entry that carries a sum with whether it is what was written.

    Files that are being written are passed over; those left unfinished for a day are false.
    """
    now = time.time()
    for entry in found:
        if entry.kind == INDEX:
            continue
        good = None if entry.path.name.startswith(ASIDE) else sound(entry.path)
        if good is not None or now - entry.used > DAY:
            yield entry, bool(good)


def _discarded(entry: CacheEntry, spared: float | None, freed: Freed) -> Freed:
    used = _used(entry.path)
    if used is None and look(Path(f"{entry.path}{SUM}")) is None:
        return freed  # someone else has removed it
    last = entry.used if used is None else used
    writing = entry.path.name.startswith(ASIDE) and time.time() - last < DAY
    if writing or last > entry.used or (spared is not None and last > spared):
        return Freed(freed.entries, freed.size, freed.kept + 1)
    drop(entry.path)
    return Freed(freed.entries + 1, freed.size + entry.size, freed.kept)


def _listed(folder: Path, wanted: re.Pattern[str]) -> list[Path]:
    """Return what a folder holds under such names; nothing when it is not there, or no more."""
    try:
        return sorted(path for path in folder.iterdir() if wanted.fullmatch(path.name))
    except (FileNotFoundError, NotADirectoryError):
        return []


def _things(kind: Path) -> Iterator[Path]:
    """Yield the entries of a kind; a sum alone stands for the entry it lost, a link for what is not looked into."""
    if kind.is_symlink():
        yield kind
    if not ordinary_folder(kind):
        return
    for shelf in _listed(kind, _SHELF):
        if shelf.is_symlink():
            yield shelf
        if not ordinary_folder(shelf):
            continue
        names = set(_listed(shelf, re.compile(f"{re.escape(ASIDE)}.*|{re.escape(shelf.name)}[^.]*[.].*", re.DOTALL)))
        for path in names:
            if path.suffix != SUM:
                yield path
            elif path.with_suffix("") not in names:
                yield path.with_suffix("")


def _entry(version: str, kind: str, path: Path) -> CacheEntry:
    seen = look(path)
    if seen is not None and stat.S_ISLNK(seen.st_mode):
        return CacheEntry(version, kind, path, 0, time.time())  # goes with everything, and never for its age
    parts = [part for part in (seen, look(Path(f"{path}{SUM}"))) if part is not None]
    return CacheEntry(version, kind, path, sum(part.st_size for part in parts), parts[0].st_mtime if parts else 0.0)


def _used(path: Path) -> float | None:
    seen = look(path)
    return None if seen is None else seen.st_mtime
