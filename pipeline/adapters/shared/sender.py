"""Sends what waits in an outbox in the background, while a job is under way; at its end waits for the rest, a while."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path

from pipeline.adapters.cache.places import opened_plainly
from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.shared.crew import Crew
from pipeline.adapters.shared.outbox import Outbox
from pipeline.adapters.shared.remote import MOST, Now, Remote, Sent
from pipeline.french.units import count_said

_AT_ONCE = 4
_LARGE = 16_000_000
"""Bytes from which entries are sent one at a time, as each is in memory meanwhile."""

_LOOK = 0.2
_STILL = 45.0
"""Seconds without anything having been sent after which nobody waits: longer than one request may take."""

_LONGEST = 300.0


class Sender:
    """Sends the entries of one local store; used from any thread."""

    def __init__(self, outbox: Outbox, local: FolderStore, remote: Remote, clock: Now = time.monotonic) -> None:
        self._outbox, self._local, self._remote, self._clock = outbox, local, remote, clock
        self._crew = Crew(_AT_ONCE)
        self._one, self._large = threading.Lock(), threading.Lock()
        self._under_way: set[tuple[str, str]] = set()
        self._failed: set[tuple[str, str]] = set()
        self._sent: dict[tuple[str, str], int] = {}
        self._settled = 0
        self._users = 0
        self._wake = threading.Event()

    def submit(self, task: Callable[[], bool]) -> Future[bool]:
        """Have something sent by whoever is free next."""
        return self._crew.submit(task)

    def send_now(self, kind: str, key: str, data: bytes) -> Sent:
        """Send bytes that are no entry of the local store, and wait for it."""
        done = self._remote.send(kind, key, data)
        if done is Sent.NEW:
            with self._one:
                self._sent[kind, key] = len(data)
        return done

    def wake(self) -> None:
        """Look at the outbox now."""
        self._wake.set()

    def sent(self) -> dict[tuple[str, str], int]:
        """Return what this process created there, with its bytes."""
        with self._one:
            return dict(self._sent)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Send in the background meanwhile; may be held by several at once."""
        with self._one:
            self._users += 1
            first = self._users == 1
            self._failed.clear()
        if first:
            threading.Thread(target=self._watch, name="envoi", daemon=True).start()
        try:
            yield
        finally:
            with self._one:
                self._users -= 1
            self._wake.set()

    def settle(self, go_on: Callable[[], None]) -> bool:
        """Wait until all is there that was to be sent; False when it was given up, which is to be told.

        `go_on` is called several times a second, and may raise.
        """
        limit, last, seen = self._clock() + _LONGEST, self._clock(), -1
        while left := self._left():
            go_on()
            with self._one:
                stuck = not self._under_way and self._failed.issuperset(left)
            if self._settled != seen:
                last, seen = self._clock(), self._settled
            if stuck or not self._remote.writable or self._clock() > min(limit, last + _STILL):
                break
            self._begin()
            time.sleep(_LOOK / 4)
        if left:
            several = f"{count_said(len(left), 'entrée')} n'{'ont' if len(left) > 1 else 'a'} pas pu y être envoyée"
            self._remote.remark(
                f"{self._remote} : {several}{'s' if len(left) > 1 else ''} ; la prochaine commande les enverra"
            )
        return not left

    def _left(self) -> list[tuple[str, str]]:
        return list(self._outbox.waiting())

    def _watch(self) -> None:
        while self._users:
            self._begin()
            self._wake.wait(_LOOK)
            self._wake.clear()

    def _begin(self) -> None:
        """Hand what waits to whoever is free; no more at once than there are threads, so that little is in memory."""
        if not self._remote.writable:
            return
        for kind, key in self._left():
            with self._one:
                if len(self._under_way) >= _AT_ONCE:
                    return
                if (kind, key) in self._under_way or (kind, key) in self._failed:
                    continue
                self._under_way.add((kind, key))
            self._crew.submit(lambda kind=kind, key=key: self._send(kind, key))  # type: ignore[misc]

    def _send(self, kind: str, key: str) -> None:
        done = Sent.FAILED
        try:
            done, size = self._sent_now(kind, key)
            if done is Sent.NEW:
                with self._one:
                    self._sent[kind, key] = size
        finally:
            if done is not Sent.FAILED:
                self._outbox.done(kind, key)
            with self._one:
                self._under_way.discard((kind, key))
                self._settled += done is not Sent.FAILED
                if done is Sent.FAILED:
                    self._failed.add((kind, key))
            self._wake.set()

    def _sent_now(self, kind: str, key: str) -> tuple[Sent, int]:
        path = self._local.peek(kind, key)
        size = path.stat().st_size if path else MOST + 1
        if path is None or size > MOST:
            return Sent.GONE, 0
        if size < _LARGE:
            return self._remote.send(kind, key, _content(path)), size
        with self._large:
            return self._remote.send(kind, key, _content(path)), size


def _content(path: Path) -> bytes:
    with opened_plainly(path) as stream:
        return stream.read()
