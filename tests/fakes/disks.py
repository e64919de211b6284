"""Disks that refuse, and disks from under which the plug is pulled, at any operation of a delivery."""

import errno
import os
from collections.abc import Callable
from typing import Any

from pipeline.adapters.delivery.disk import Disk

OPERATIONS = (
    "make", "link", "copy", "move", "appear", "exchange", "remove", "remove_folder", "write", "sync", "dress",
)  # fmt: skip


class Unplugged(BaseException):
    """The end of everything: no tidying up does anything any more."""


class CountedDisk(Disk):
    """Does everything, and notes it; without `exchanging` it is a disk on which folders cannot be exchanged."""

    def __init__(self, *, exchanging: bool = True, linking: bool = True) -> None:
        self.done: list[str] = []
        self._missing = {name for name, there in (("exchange", exchanging), ("link", linking)) if not there}

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        return _asked(self, name, found) if name in OPERATIONS else found

    def before(self, rank: int, name: str) -> None:
        """Take what comes before an operation."""

    def after(self, rank: int) -> None:
        """Take what comes after it."""


def _asked(disk: CountedDisk, name: str, real: Callable[..., None]) -> Callable[..., None]:
    def do(*paths: Any) -> None:
        rank = len(disk.done)
        disk.before(rank, name)
        disk.done.append(name)
        try:
            if name in disk._missing:
                raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP), str(paths[0]))
            real(*paths)
        finally:
            disk.after(rank)

    return do


class DyingDisk(CountedDisk):
    """Is unplugged before an operation, or just after it (`late`)."""

    def __init__(self, at: int, *, late: bool = False, **there: bool) -> None:
        super().__init__(**there)
        self._at, self._late, self.dead = at, late, False

    def before(self, rank: int, name: str) -> None:  # noqa: ARG002 - whatever it is
        """Die, or stay dead."""
        if self.dead or (rank == self._at and not self._late):
            self.dead = True
            raise Unplugged

    def after(self, rank: int) -> None:
        """Die late."""
        if rank == self._at and self._late:
            self.dead = True
            raise Unplugged


class RefusingDisk(CountedDisk):
    """Refuses one operation; when it lasts, every later one of that kind, too."""

    def __init__(self, at: int, number: int, *, lasting: bool = False, **there: bool) -> None:
        super().__init__(**there)
        self._at, self._number, self._lasting, self._kind = at, number, lasting, ""

    def before(self, rank: int, name: str) -> None:
        """Refuse."""
        if rank == self._at:
            self._kind = name
        if rank == self._at or (self._lasting and name == self._kind):
            self.done.append(name)
            raise OSError(self._number, os.strerror(self._number))
