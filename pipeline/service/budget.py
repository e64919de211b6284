"""How much a batch may take, and how much it has taken: minutes on the clock, bytes on the disk."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.french.units import size_said

_EVERY = 1.0
"""Seconds between two looks at the disk: one takes a few milliseconds, however much is kept."""
_FRESH = 2_000_000_000
"""Nanoseconds within which a folder may have changed again without its time telling."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a batch may take, 0 for any amount: `minutes` on the clock, `size` in bytes added to cache and outputs."""

    minutes: float = 0.0
    size: int = 0


class Spending:
    """Counts from the moment it is made; `caches` are the caches' folders, `outputs` those that films go to."""

    def __init__(self, budget: Budget, caches: Iterable[Path], outputs: Iterable[Path]) -> None:
        self._budget = budget
        self._caches, self._outputs = tuple(dict.fromkeys(caches)), tuple(dict.fromkeys(outputs))
        self._begun = self._looked = time.monotonic()
        self._known: dict[str, tuple[int, int]] = {}
        self._before = self._held() if budget.size else 0
        self._added = 0

    def spent(self) -> str:
        """Return in French what has been used up; empty while nothing is."""
        now = time.monotonic()
        if self._budget.minutes and now - self._begun >= 60 * self._budget.minutes:
            return f"les {self._budget.minutes:g} minutes accordées sont passées".replace(".", ",")
        if self._budget.size and self.added(now) > self._budget.size:
            return f"les {size_said(self._budget.size)} de disque accordés sont pris ({size_said(self._added)} ajoutés)"
        return ""

    def added(self, now: float) -> int:
        """Return how many bytes have been added, as of a second ago at most."""
        if now - self._looked >= _EVERY:
            self._looked, self._added = now, self._held() - self._before
        return self._added

    def _held(self) -> int:
        """Return the bytes in all of these folders; one that has not changed is not read again."""
        return sum(map(self._bytes_in, self._folders()))

    def _folders(self) -> Iterator[str]:
        yield from map(str, self._outputs)
        for cache in self._caches:
            for kind in _below(str(cache)):
                yield from _below(kind)

    def _bytes_in(self, folder: str) -> int:
        try:
            changed = os.stat(folder).st_mtime_ns  # noqa: PTH116 - thousands of times a second look
            known = self._known.get(folder)
            if known is None or known[0] != changed or time.time_ns() - changed < _FRESH:
                known = self._known[folder] = (changed, _size(folder))
        except OSError:  # not made yet, or gone
            return 0
        return known[1]


def _below(folder: str) -> list[str]:
    """Return the folders in a folder, by their paths."""
    with suppress(OSError), os.scandir(folder) as entries:
        return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    return []


def _size(folder: str) -> int:
    total = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # it has just been replaced
                total += entry.stat(follow_symlinks=False).st_size if entry.is_file(follow_symlinks=False) else 0
    return total
