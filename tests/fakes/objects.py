"""Objects of a shared store in a dictionary, with the troubles of real ones, on command."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.shared.address import Address
from pipeline.adapters.shared.link import Link
from pipeline.adapters.shared.objects import Listed, Trouble
from pipeline.adapters.shared.outbox import Outbox
from pipeline.adapters.shared.remote import Remote
from pipeline.adapters.shared.tiered import TieredStore


class FakeObjects:
    """Fulfils `Objects`; `reading` and `writing` are the troubles that each meets, `hold` keeps every answer back."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.reading: Trouble | None = None
        self.writing: Trouble | None = None
        self.hold = threading.Event()
        self.hold.set()
        self.asked: list[str] = []
        self.at_once = self.most_at_once = 0
        self.largest = 0
        self._one = threading.Lock()

    def read(self, name: str) -> Iterator[bytes] | None:
        with self._one:
            self.asked.append(name)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            self.hold.wait()
            if self.reading:
                raise self.reading
            data = self.held.get(name)
            return None if data is None else iter([data[at : at + 7] for at in range(0, len(data), 7)])
        finally:
            with self._one:
                self.at_once -= 1

    def start(self, name: str, count: int) -> bytes | None:
        pieces = self.read(name)
        return None if pieces is None else b"".join(pieces)[:count]

    def create(self, name: str, data: bytes) -> bool:
        self.hold.wait()
        if self.writing:
            raise self.writing
        with self._one:
            self.largest = max(self.largest, len(data))
            return self.held.setdefault(name, data) is data

    def listed(self, folder: str) -> Iterator[Listed]:
        if self.reading:
            raise self.reading
        yield from (Listed(name, len(data), 0.0) for name, data in self.held.items() if name.startswith(f"{folder}/"))

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            self.held.pop(name, None)


class Machine:
    """A machine with a cache of its own that shares objects with others."""

    def __init__(self, cache: Path, objects: FakeObjects, *, writes: bool = True) -> None:
        self.local = FolderStore(cache)
        self.remote = Remote(Address("memory", "union", "jt"), objects, "v1")
        self.link = Link(self.remote, FolderStore(cache), Outbox(cache, "memory://union/jt"), writes=writes)
        self.store = TieredStore(self.local, self.link)

    def give(self, kind: str, key: str, data: bytes) -> None:
        """Make an entry and have it sent."""
        with self.store.in_use():
            self.store.put(kind, key, data)
            self.store.settle()
