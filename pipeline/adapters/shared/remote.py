"""The shared store as one process knows it: what it gives and takes, how far it is trusted, when it is left alone.

Whatever it does, a render goes on: an object is believed when its seal and digest say so, what cannot be had is made
here, and a store that fails three times running is not asked for a minute. No clock of another machine is looked at.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import Enum
from pathlib import Path

from pipeline.adapters.shared.address import Address
from pipeline.adapters.shared.objects import Objects, Trouble
from pipeline.adapters.shared.sealed import BY_DIGEST, LONGEST, Seal, Unsound, seal_at, unsealed
from pipeline.errors import CacheError

MOST = 256_000_000
"""Bytes of the largest entry that is shared: one is in memory while it is sent."""

Now = Callable[[], float]
TOLD_ONCE = frozenset({"films"})
"""Kinds of which two are as good as one another: they hold how long something took."""

_STRIKES = 3
_PAUSE, _LONGEST_PAUSE = 60.0, 3_600.0
"""Seconds for which it is left alone, twice as long with every further failure: a dead store costs a night minutes."""
_TOLD = 3


class Sent(Enum):
    """What became of an entry that was to be sent."""

    NEW = "new"
    THERE = "there"
    GONE = "gone"
    """Nothing to send: it is not here, too large, or the store has something else under its key."""
    FAILED = "failed"


class Remote:
    """Entries of a shared store, by kind and key; used from any thread, nothing raised.

    `remarks` gives what is to be told, each thing once.
    """

    def __init__(self, address: Address, objects: Objects, version: str, clock: Now = time.monotonic) -> None:
        self._address, self._objects, self._version, self._clock = address, objects, version, clock
        self._one = threading.Lock()
        self._missing: set[tuple[str, str]] = set()
        self._distrusted: set[tuple[str, str]] = set()
        self.moved = 0
        """Pieces that have come so far."""
        self.unkept = ""
        """Why something that came could not be kept."""
        self._strikes = 0
        self._closed_until = 0.0
        self._barred = self._unwritable = False
        self._remarks: list[str] = []
        self._told: set[str] = set()
        self._odd: dict[str, dict[str, None]] = {}

    @property
    def open(self) -> bool:
        """Tell whether it is worth asking."""
        return not self._barred and self._clock() >= self._closed_until

    @property
    def writable(self) -> bool:
        """Tell whether it is worth sending anything."""
        return self.open and not self._unwritable

    def worth_asking(self, kind: str, key: str) -> bool:
        """Tell whether an entry may be there: nothing is asked twice in vain, nor of what was not to be believed."""
        with self._one:
            return self.open and (kind, key) not in self._missing and (kind, key) not in self._distrusted

    def ask_again(self, kind: str, key: str) -> None:
        """Forget that an entry was not there: somebody may have made it since."""
        with self._one:
            self._missing.discard((kind, key))

    def distrust(self, kind: str, key: str) -> None:
        """Ask no more for an entry that turned out not to be what it should be."""
        with self._one:
            self._distrusted.add((kind, key))

    def fetch(self, kind: str, key: str, into: Callable[[], AbstractContextManager[Path]]) -> bool:
        """Write an entry to the path that `into` gives, its seal and digest checked; tell whether that was done.

        What `into` gives is left with an exception unless the whole entry is sound.
        """
        if not self.worth_asking(kind, key):
            return False
        try:
            pieces = self._objects.read(self.name(kind, key))
            if pieces is not None:
                with into() as path, path.open("wb") as stream:
                    for piece in unsealed(pieces, kind, key):
                        stream.write(piece)
                        self.moved += 1
            self._well()
        except Unsound:
            self._well()
            self._damaged(kind, key)
            return False
        except Trouble as trouble:
            self._ill(trouble, "ce qui y manque est fait ici")
            return False
        except (CacheError, OSError) as error:  # it cannot be kept here: whoever makes it is told
            self.unkept = self.unkept or str(error)
            return False
        if pieces is None:
            with self._one:
                self._missing.add((kind, key))
        return pieces is not None

    def send(self, kind: str, key: str, data: bytes) -> Sent:
        """Create an entry there; one that is there already stays, and is told when it is another."""
        if not self.writable:
            return Sent.FAILED
        seal = Seal.over(kind, key, data)
        if kind == BY_DIGEST and seal.sha256 != key:
            return Sent.GONE
        try:
            with self._one:
                surely_missing = (kind, key) in self._missing
            known = None if surely_missing else self._objects.start(self.name(kind, key), LONGEST)
            if known is None and self._objects.create(self.name(kind, key), seal.head + data):
                self._well()
                self.ask_again(kind, key)
                return Sent.NEW
            known = known or self._objects.start(self.name(kind, key), LONGEST) or b""
            self._well()
            return self._compared(seal, known)
        except Trouble as trouble:
            self._ill(trouble, "ce qui a été fait ici n'y est pas envoyé", writing=True)
            return Sent.FAILED

    def too_slow(self) -> None:
        """Leave it alone for a while, since it let somebody wait for longer than its limits."""
        self._strikes = max(self._strikes, _STRIKES - 1)
        self._ill(Trouble("ne répond pas à temps"), "ce qui y manque est fait ici")

    def remarks(self) -> tuple[str, ...]:
        """Return what is to be told, in French, and forget it."""
        with self._one:
            told = [*self._remarks, *(_counted(what, list(names)) for what, names in self._odd.items())]
            self._remarks.clear()
            self._odd.clear()
            return tuple(told)

    def remark(self, text: str) -> None:
        """Have something told, unless it was told before."""
        with self._one:
            if text not in self._told:
                self._told.add(text)
                self._remarks.append(text)

    def name(self, kind: str, key: str) -> str:
        """Return the name of an entry's object."""
        return f"{self._version}/{kind}/{key[:2]}/{key}"

    def __str__(self) -> str:
        """Name it as remarks do."""
        return f"le magasin partagé {self._address}"

    def _compared(self, seal: Seal, start: bytes) -> Sent:
        try:
            there = seal_at(start, seal.kind, seal.key)
        except Unsound:
            self._damaged(seal.kind, seal.key)
            return Sent.GONE
        if there.sha256 == seal.sha256 or seal.kind in TOLD_ONCE:
            return Sent.THERE
        self._note(
            f"{self} a d'autres octets que ceux qui ont été faits ici ({{}}) ; il les garde", seal.kind, seal.key
        )
        return Sent.GONE

    def _damaged(self, kind: str, key: str) -> None:
        what = (
            f"{self} a des entrées abîmées ({{}}) : elles ne sont pas crues, et sont faites ici ; "
            "jt cache --partage --verifier les enlève"
        )
        self.distrust(kind, key)
        self._note(what, kind, key)

    def _note(self, what: str, kind: str, key: str) -> None:
        with self._one:
            self._odd.setdefault(what, {})[f"{kind}/{key}"] = None

    def _well(self) -> None:
        self._strikes = 0

    def _ill(self, trouble: Trouble, consequence: str, *, writing: bool = False) -> None:
        if trouble.refused and writing:
            self._unwritable = True
        elif trouble.refused:
            self._barred = True
        else:
            self._strikes += 1
            if self._strikes >= _STRIKES:
                self._closed_until = self._clock() + min(_PAUSE * 2 ** (self._strikes - _STRIKES), _LONGEST_PAUSE)
        self.remark(f"{self} {trouble} : {consequence}")


def _counted(what: str, names: list[str]) -> str:
    shown = ", ".join(names[:_TOLD])
    more = f", et {len(names) - _TOLD} autres" if len(names) > _TOLD else ""
    return what.format(f"{shown}{more}")
