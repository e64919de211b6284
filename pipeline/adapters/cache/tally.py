"""What a store gave and kept since it was opened, each entry counted once: where it came from, how many bytes."""

import threading
from enum import Enum

from pipeline.model.traffic import Haul, Traffic

_NOTES = frozenset(
    {
        "plans", "livraisons", "exemples", "controle", "vignettes", "affiches", "textes", "phrases",
        "faits", "sons-lus",
    }
)  # fmt: skip
"""Kinds that no film is made of."""


class Origin(Enum):
    """Where an entry came from."""

    LOCAL = "local"
    SHARED = "shared"
    MADE = "made"


class Tally:
    """Counts entries; from any thread. What was looked for in vain and is there later was made meanwhile."""

    def __init__(self) -> None:
        self._one = threading.Lock()
        self._missed: set[tuple[str, str]] = set()
        self._seen: dict[tuple[str, str], tuple[Origin, int]] = {}

    def missed(self, kind: str, key: str) -> None:
        """Note that an entry was not there."""
        if kind not in _NOTES:
            with self._one:
                self._missed.add((kind, key))

    def seen(self, kind: str, key: str, size: int, origin: Origin = Origin.LOCAL) -> None:
        """Note that an entry of so many bytes was found, fetched or made; the first time counts, but for making."""
        if kind in _NOTES:
            return
        with self._one:
            if (kind, key) in self._missed:
                origin = Origin.MADE
            if (kind, key) not in self._seen or origin is Origin.MADE:
                self._seen[kind, key] = origin, size

    def entries(self) -> frozenset[tuple[str, str]]:
        """Return every entry that was seen, by kind and key."""
        with self._one:
            return frozenset(self._seen)

    def traffic(self) -> Traffic:
        """Return the figures of this moment; what was sent is not known here."""
        hauls = dict.fromkeys(Origin, Haul())
        with self._one:
            for origin, size in self._seen.values():
                hauls[origin] += Haul(1, size)
        return Traffic(**{origin.value: haul for origin, haul in hauls.items()})
