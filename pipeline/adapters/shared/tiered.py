"""Two stores as one: the local cache in front, the one that several machines share behind it.

What is here is used from here; what is not is brought, checked, and is here from then on; what is made is sent while
the work goes on. Which kinds travel:

- `images`, `son`, `mesures`, `voix`, `controle`, `constats`, `constats-images`: both ways.
  They cost time and are small.
- `films`, `fichiers`, `musique`: brought when asked for, sent when somebody says so (`share`).
- `rushes` do not: conformed footage is 12 MB a second at 1080p, and made of its file sooner than it is brought.
- `plans` and `livraisons` do not: they are named by a place or a script, not by content, and are one machine's memory.
- `phrases` do not: what is said of them, a whole line, is sent.
- `exemples`, `vignettes`, `affiches`, `textes` do not: they are drawn in a moment. Nor do locks: whoever makes
  something twice makes it alike.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pipeline.adapters.cache.store import FolderStore, size_at
from pipeline.adapters.cache.tally import Origin
from pipeline.adapters.shared.films import SharedFilms
from pipeline.adapters.shared.link import Fetching, Link
from pipeline.errors import CacheError
from pipeline.model.traffic import Haul, Traffic

SENT = frozenset({"images", "son", "mesures", "voix", "controle", "constats", "constats-images"})
"""Kinds that are sent by themselves."""
BROUGHT = SENT | {"films", "fichiers", "musique"}
"""Kinds that are asked for."""

T = TypeVar("T")


class TieredStore:
    """A local store with a shared one behind it; fulfils `Store`."""

    def __init__(self, local: FolderStore, link: Link) -> None:
        self._local, self._link, self._remote = local, link, link.remote
        self._given: set[tuple[str, str]] = set()

    @property
    def damaged(self) -> Sequence[str]:
        """The local entries that failed their check."""
        return self._local.damaged

    @property
    def unkept(self) -> str:
        """Why something could not be kept here."""
        return self._local.unkept or self._remote.unkept

    def find(self, kind: str, key: str) -> Path | None:
        """Return the path of a sound entry, brought if it is not here; None when it is in neither place."""
        path = self._local.uncounted(kind, key)
        if path is not None:
            self._local.tally.seen(kind, key, size_at(path))
        return path or self._brought(kind, key)

    def read(self, kind: str, key: str, parse: Callable[[bytes], T]) -> T | None:
        """Return what a sound entry holds, as `parse` reads it; one that it cannot read is forgotten and noted."""
        if self.find(kind, key) is None:
            return None
        before = len(self._local.damaged)
        found = self._local.read(kind, key, parse)
        if found is None and len(self._local.damaged) > before:
            self._remote.distrust(kind, key)
        return found

    def forget(self, kind: str, key: str) -> None:
        """Drop an entry that is not what it should be, here; it is not asked for again."""
        self._local.forget(kind, key)
        self._remote.distrust(kind, key)

    def put(self, kind: str, key: str, data: bytes) -> Path:
        """Keep bytes under a key and return where; raises CacheError when that cannot be done here."""
        path = self._local.put(kind, key, data)
        self._offer(kind, key)
        return path

    def keep(self, kind: str, key: str, data: bytes) -> None:
        """Keep bytes that the work at hand can do without; `unkept` says why when that could not be done."""
        try:
            self.put(kind, key, data)
        except CacheError as error:
            self._local.unkept = self._local.unkept or str(error)

    @contextmanager
    def writing(self, kind: str, key: str) -> Iterator[Path]:
        """Give a temporary path; on a clean exit its file becomes the entry, here at once and there soon."""
        with self._local.writing(kind, key) as path:
            yield path
        self._offer(kind, key)

    @contextmanager
    def alone(self, kind: str, key: str) -> Iterator[None]:
        """Hold others of this machine off while an entry is made."""
        with self._local.alone(kind, key):
            yield

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep any cleaning away, and send what is made, meanwhile."""
        with ExitStack() as held:
            held.enter_context(self._local.in_use())
            if self._link.writes:
                held.enter_context(self._link.sender.at_work())
            yield

    def sweep(self) -> None:
        """Remove what interrupted renders left half written here."""
        self._local.sweep()

    def gather(self, kind: str, keys: Iterable[str], go_on: Callable[[], None] = lambda: None) -> None:
        """Bring all of these that are not here, many at once, asking again for what was not there before."""
        if kind not in BROUGHT:
            return
        lacking = [key for key in dict.fromkeys(keys) if not self._local.has(kind, key)]
        for key in lacking:
            self._remote.ask_again(kind, key)
        self._link.bring([self._wanted(kind, key) for key in lacking], go_on)

    def share(self, kind: str, keys: Iterable[str]) -> bool:
        """Send entries that are here, and wait for it; tell whether all of these are there for certain."""
        if not self._link.writes:
            return False
        wanted = set(keys)
        for key in wanted:
            self._link.outbox.add(kind, key)
        with self._link.sender.at_work():
            self._link.sender.settle(lambda: None)
        return not {(kind, key) for key in wanted} & set(self._link.outbox.waiting())

    @property
    def films(self) -> SharedFilms:
        """The finished films of the shared store."""
        return SharedFilms(self._link, self._given)

    def offer(self) -> None:
        """Have all that was found or made here sent, where it is not there yet: it may have been made before."""
        for kind, key in self._local.tally.entries():
            self._offer(kind, key)

    def settle(self, go_on: Callable[[], None] = lambda: None) -> bool:
        """Wait, within limits, until all is there that was to be sent; tell whether it is."""
        return not self._link.writes or self._link.sender.settle(go_on)

    @property
    def traffic(self) -> Traffic:
        """How much came from where since this store was opened, and how much of it was sent."""
        here = self._local.tally.entries() | self._given
        sent = [size for entry, size in self._link.sender.sent().items() if entry in here]
        return replace(self._local.tally.traffic(), sent=Haul(len(sent), sum(sent)))

    def remarks(self) -> tuple[str, ...]:
        """Return what is to be told of the shared store, in French; each thing is given once."""
        return self._remote.remarks()

    def _brought(self, kind: str, key: str) -> Path | None:
        if kind not in BROUGHT or not self._remote.worth_asking(kind, key):
            self._local.tally.missed(kind, key)
            return None
        self._link.bring([self._wanted(kind, key)], lambda: None)
        return self._local.peek(kind, key)

    def _wanted(self, kind: str, key: str) -> Fetching:
        def told(there: bool) -> None:
            path = self._local.peek(kind, key) if there else None
            if path is None:
                self._local.tally.missed(kind, key)
            else:
                self._local.tally.seen(kind, key, size_at(path), Origin.SHARED)

        return Fetching(kind, key, lambda: self._local.bare_writing(kind, key), told)

    def _offer(self, kind: str, key: str) -> None:
        if self._link.writes and kind in SENT:
            self._link.outbox.add(kind, key)
            self._link.sender.wake()
