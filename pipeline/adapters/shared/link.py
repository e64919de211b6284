"""What a process knows of a shared store, for all its jobs: its answers, its threads, what is to be sent."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.shared.crew import Crew
from pipeline.adapters.shared.outbox import Outbox
from pipeline.adapters.shared.remote import Remote
from pipeline.adapters.shared.sender import Sender

_READERS = 16
_PATIENCE = 30.0
"""Seconds without an answer or a byte after which the store is left alone: longer than any one request may take."""

_LOOK = 0.2


@dataclass(frozen=True, slots=True)
class Fetching:
    """An entry to bring, where to write it, and who is told whether that was done."""

    kind: str
    key: str
    into: Callable[[], AbstractContextManager[Path]]
    told: Callable[[bool], None] = lambda _: None


class Link:
    """A shared store behind the cache of this machine."""

    def __init__(self, remote: Remote, local: FolderStore, outbox: Outbox, *, writes: bool) -> None:
        self.remote, self.local, self.outbox, self.writes = remote, local, outbox, writes
        self.sender = Sender(outbox, local, remote)
        self._readers = Crew(_READERS)

    def bring(self, wanted: Iterable[Fetching], go_on: Callable[[], None]) -> None:
        """Fetch entries, many at once, and wait for them within limits; `go_on` is called meanwhile, and may raise."""
        left = {self._readers.submit(lambda one=one: self._brought(one)) for one in wanted}  # type: ignore[misc]
        try:
            self._wait(left, go_on)
        finally:
            for future in left:
                future.cancel()

    def _brought(self, wanted: Fetching) -> None:
        wanted.told(self.remote.fetch(wanted.kind, wanted.key, wanted.into))

    def _wait(self, left: set[Future[None]], go_on: Callable[[], None]) -> None:
        moved, limit = self.remote.moved, time.monotonic() + _PATIENCE
        while left:
            go_on()
            done, left = wait(left, timeout=_LOOK, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()
            if done or self.remote.moved != moved:
                moved, limit = self.remote.moved, time.monotonic() + _PATIENCE
            elif time.monotonic() > limit:
                self.remote.too_slow()
                return
