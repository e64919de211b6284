"""What is still to be sent to a shared store: an empty file an entry, in the local cache, whatever process made it.

Kept on the disk and not in memory: working processes leave theirs to the one that sends, nothing grows, and what a
command could not send, or was killed before it did, the next one sends.
"""

import contextlib
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.adapters.cache.leases import RUNNING
from pipeline.adapters.cache.places import forgotten, look, ordinary

_OLDEST = 7 * 86_400.0
"""Seconds after which nobody waits for an entry any more."""


class Outbox:
    """The entries of a cache's folder that are to go to one shared store, told apart by its address."""

    def __init__(self, cache: Path, address: str) -> None:
        self._folder = cache / RUNNING / f"a-envoyer-{hashlib.sha256(address.encode()).hexdigest()[:16]}"

    def add(self, kind: str, key: str) -> None:
        """Note that an entry is to be sent; where nothing can be written it is not, and is made elsewhere again."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._at(kind, key).touch()

    def done(self, kind: str, key: str) -> None:
        """Forget an entry: it is there, or is no more."""
        forgotten(self._at(kind, key))

    def waiting(self) -> Iterator[tuple[str, str]]:
        """Yield the kind and key of every entry that is to be sent; those that have waited for a week are forgotten."""
        with contextlib.suppress(OSError):
            for mark in sorted(self._folder.iterdir()):
                kind, _, key = mark.name.partition(".")
                seen = look(mark)
                if seen is None or not ordinary(mark):
                    continue
                if abs(time.time() - seen.st_mtime) > _OLDEST:
                    forgotten(mark)
                else:
                    yield kind, key

    def _at(self, kind: str, key: str) -> Path:
        return self._folder / f"{kind}.{key}"
