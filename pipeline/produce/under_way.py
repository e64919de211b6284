"""What is being made at this moment, so that films made at the same time make what they share once."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pipeline.ports import Executors


class UnderWay:
    """The pieces that some film has handed out, by kind and key; one for all films that share a pool.

    A piece stands in it until its film has put it into the store: whoever finds it in neither place makes it. That
    holds where one thread at a time looks and hands out.
    """

    def __init__(self) -> None:
        self._pieces: dict[tuple[str, str], Future[Any]] = {}

    @contextmanager
    def hands(self, executor: Executor) -> Iterator["Hands"]:
        """Give what one film hands work out by; its pieces are forgotten at the end of the block."""
        hands = Hands(executor, self._pieces)
        try:
            yield hands
        finally:
            for piece in hands.own:
                self._pieces.pop(piece, None)


class Hands:
    """Hands the work of one film out to an executor, and tells of what another film has handed out already."""

    def __init__(self, executor: Executor, pieces: dict[tuple[str, str], Future[Any]]) -> None:
        self._executor, self._pieces = executor, pieces
        self.own: set[tuple[str, str]] = set()

    def lent(self, kind: str, keys: Iterable[str]) -> dict[str, Future[Any]]:
        """Return the work of other films on these entries, by key."""
        found = {key: self._pieces.get((kind, key)) for key in keys if (kind, key) not in self.own}
        return {key: future for key, future in found.items() if future is not None}

    def submit(self, kind: str, keys: Iterable[str], work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Hand out work that makes these entries."""
        future = self._executor.submit(work, *given)
        for key in keys:
            self.own.add((kind, key))
            self._pieces[kind, key] = future
        return future


@dataclass(frozen=True, slots=True)
class Workforce:
    """Who does the work of a film: where, how many at most, and what they do for other films at the same time."""

    executors: Executors
    jobs: int = 1
    under_way: UnderWay = field(default_factory=UnderWay)

    @contextmanager
    def hands(self, most: int) -> Iterator[Hands]:
        """Give as many hands as there is work for, no more than there are."""
        with self.executors.open(min(self.jobs, max(1, most))) as executor, self.under_way.hands(executor) as hands:
            yield hands
