"""What a shared store holds, and how it is made smaller or checked: by listing, never with the whole list in memory.

Only what is named as an entry (`v1/images/01/0123…`) counts and is ever removed: a bucket may hold more than that.
Removing is harmless at any moment: whoever finds an entry gone makes it again, and sends it again. Ages are those of
writing, by the store's own clock: reading leaves no trace there.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

from pipeline.adapters.shared.objects import Listed, Objects
from pipeline.adapters.shared.sealed import Unsound, unsealed
from pipeline.model.traffic import Haul

_ENTRY = re.compile(r"(v\d{1,6})/([a-z][a-z-]*)/([^/]{1,2})/([0-9A-Za-z_-]{1,128})")
_BATCH = 1_000
_READERS = 8

Choice = Callable[["SharedEntry"], bool]
"""Tells whether an entry is to go."""


@dataclass(frozen=True, slots=True)
class SharedEntry:
    """One entry as it is listed: its version of the store, kind and key, its object."""

    version: str
    kind: str
    key: str
    listed: Listed


@dataclass(frozen=True, slots=True)
class SharedHolding:
    """What a store holds, by version and kind; when the oldest and the newest entry were written, by its clock."""

    kinds: dict[tuple[str, str], Haul]
    oldest: float
    newest: float

    @property
    def whole(self) -> Haul:
        """All of it."""
        return sum(self.kinds.values(), Haul())


def shared_entries(objects: Objects) -> Iterator[SharedEntry]:
    """Yield every entry, in no order; raises Trouble when the store does not answer."""
    for one in objects.listed(""):
        found = _ENTRY.fullmatch(one.name)
        if found and found[4].startswith(found[3]):
            yield SharedEntry(found[1], found[2], found[4], one)


def shared_holding(objects: Objects) -> SharedHolding:
    """Count what a store holds."""
    kinds: dict[tuple[str, str], Haul] = {}
    oldest, newest = float("inf"), 0.0
    for entry in shared_entries(objects):
        place = entry.version, entry.kind
        kinds[place] = kinds.get(place, Haul()) + Haul(1, entry.listed.size)
        oldest, newest = min(oldest, entry.listed.written), max(newest, entry.listed.written)
    return SharedHolding(kinds, oldest, newest)


def older_than(seconds: float, now: float) -> Choice:
    """Choose what was written longer ago than that."""
    return lambda entry: now - entry.listed.written > seconds


def beyond_size(objects: Objects, most: int, version: str, kept: Choice) -> Choice:
    """Choose what must go for what `kept` leaves to hold in `most` bytes: other versions first, then the oldest.

    What was written in the same second goes together.
    """
    by_second: Counter[tuple[bool, int]] = Counter()
    for entry in shared_entries(objects):
        if kept(entry):
            by_second[_rank(entry, version)] += entry.listed.size
    excess = sum(by_second.values()) - most
    last: tuple[bool, int] | None = None
    for rank in sorted(by_second):
        if excess <= 0:
            break
        last, excess = rank, excess - by_second[rank]
    return lambda entry: last is not None and _rank(entry, version) <= last


def would_go(objects: Objects, chosen: Choice) -> Haul:
    """Count what a choice takes."""
    return sum((Haul(1, entry.listed.size) for entry in shared_entries(objects) if chosen(entry)), Haul())


def removed(objects: Objects, chosen: Choice) -> Haul:
    """Remove what a choice takes, a thousand at a time; return how much that was."""
    gone = Haul()
    leaving = (entry for entry in shared_entries(objects) if chosen(entry))
    while batch := list(islice(leaving, _BATCH)):
        objects.remove([entry.listed.name for entry in batch])
        gone += Haul(len(batch), sum(entry.listed.size for entry in batch))
    return gone


def unsound(objects: Objects) -> Iterator[tuple[SharedEntry, bool]]:
    """Yield every entry with whether it is what it should be, all of it read; raises Trouble."""
    entries = shared_entries(objects)
    with ThreadPoolExecutor(_READERS) as pool:
        while batch := list(islice(entries, _BATCH)):
            yield from zip(batch, pool.map(lambda entry: _sound(objects, entry), batch), strict=True)


def _sound(objects: Objects, entry: SharedEntry) -> bool:
    pieces: Iterable[bytes] | None = objects.read(entry.listed.name)
    if pieces is None:
        return True  # gone meanwhile: somebody else cleans
    try:
        for _ in unsealed(pieces, entry.kind, entry.key):
            pass
    except Unsound:
        return False
    return True


def _rank(entry: SharedEntry, version: str) -> tuple[bool, int]:
    return entry.version == version, int(entry.listed.written)
