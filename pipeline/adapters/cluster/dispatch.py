"""Who gets which errand, and when: decided here, by values alone, so that every fault can be played through.

Dask keeps workers, carries orders to them and says who is gone; which one does what is decided where the work is known.
Each worker has at most two errands, the one it does and the next, so that it never waits, and so that a scheduler holds
two errands a worker however long a night is. The longest come first. At the end, whoever has nothing to do takes what
waits at another, then does again what takes far longer elsewhere than work of its weight has taken: the first result
counts, and all of them are the same.
"""

import bisect
import statistics
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from pipeline.adapters.cluster.travel import Alike, Errand, Reply, Upshot

DEPTH = 2
"""Errands that a worker has at once: the one it does, and the one it will do."""

MOST_TRIES = 4
"""Workers or entries that an errand may lose before it is held to be the cause."""

_KNOWN = 3
"""Errands of a sort that must have been measured before any is called late."""

_FAR = 2.0
"""How many times as long as the slowest measured one of its weight an errand takes before it is done twice."""


class Pace:
    """What errands have taken, sort by sort: seconds for one of weight 1."""

    def __init__(self) -> None:
        self._measured: dict[str, list[float]] = {}

    def measured(self, errand: Errand, seconds: float) -> None:
        """Note how long an errand took."""
        self._measured.setdefault(errand.sort, []).append(seconds / max(errand.weight, 1e-9))

    def expected(self, errand: Errand) -> float | None:
        """Return the seconds an errand takes as a rule; None as long as nobody knows."""
        known = self._measured.get(errand.sort, ())
        return statistics.median(known) * errand.weight if len(known) >= _KNOWN else None

    def late(self, errand: Errand, seconds: float) -> bool:
        """Tell whether an errand takes far longer than the slowest of its sort, weight for weight."""
        known = self._measured.get(errand.sort, ())
        return len(known) >= _KNOWN and seconds > _FAR * max(known) * errand.weight


@dataclass(eq=False, slots=True, kw_only=True)
class Ticket:
    """An errand that was asked for, the promise that was given for it, and who is at it."""

    errand: Errand
    promise: Future[Any]
    rank: int
    tries: int = 0
    runs: "list[Stint]" = field(default_factory=list)
    told: str = ""
    shunned: set[str] = field(default_factory=set)
    """Workers that could not do it: others are preferred."""

    @property
    def over(self) -> bool:
        """Tell whether nobody waits for it any more."""
        return self.promise.done()


@dataclass(eq=False, slots=True, kw_only=True)
class Stint:
    """An errand at a worker; `begun` is when the worker can have begun it, None while another is before it."""

    ticket: Ticket
    worker: str
    begun: float | None = None
    handle: Any = None


@dataclass(frozen=True, slots=True)
class Handing:
    """What is to be given to whom; `instead` of what another has and cannot have begun."""

    ticket: Ticket
    worker: str
    instead: Stint | None = None


class Roster:
    """Errands that wait, and what every worker has."""

    def __init__(self) -> None:
        self.pace = Pace()
        self._waiting: list[Ticket] = []
        self._benches: dict[str, list[Stint]] = {}
        self._fits: dict[str, frozenset[Alike]] = {}

    @property
    def workers(self) -> tuple[str, ...]:
        """Every worker that may be given something."""
        return tuple(self._benches)

    def fit(self, rule: Alike) -> tuple[str, ...]:
        """Return the workers that may do one kind of work."""
        return tuple(worker for worker, fits in self._fits.items() if rule in fits)

    def waiting(self) -> Iterator[Ticket]:
        """Yield the errands that nobody is at."""
        yield from (ticket for ticket in self._waiting if not ticket.over)

    def open_runs(self) -> Iterator[Stint]:
        """Yield everything that some worker has."""
        for bench in self._benches.values():
            yield from bench

    def welcome(self, worker: str, fits: Iterable[Alike]) -> None:
        """Count a worker in for what it fits for."""
        self._benches.setdefault(worker, [])
        self._fits[worker] = frozenset(fits)

    def dismiss(self, worker: str) -> list[Stint]:
        """Count a worker out; what it had waits again, unless another is at it. Return what it had."""
        runs = self._benches.pop(worker, [])
        self._fits.pop(worker, None)
        for run in runs:
            self._left(run)
        return runs

    def wait(self, ticket: Ticket) -> None:
        """Have an errand wait for a worker; those of lower rank first, whatever became of them before."""
        bisect.insort(self._waiting, ticket, key=lambda ticket: ticket.rank)

    def given(self, ticket: Ticket, worker: str, now: float) -> Stint:
        """Note that a worker has been given an errand."""
        bench = self._benches[worker]
        run = Stint(ticket=ticket, worker=worker, begun=None if bench else now)
        bench.append(run)
        ticket.runs.append(run)
        return run

    def ended(self, run: Stint, now: float) -> float | None:
        """Note that a worker has done with an errand; return the seconds it can have taken at most, when known."""
        bench = self._benches.get(run.worker, [])
        if run in bench:
            bench.remove(run)
            if bench and bench[0].begun is None:
                bench[0].begun = now
        if run in run.ticket.runs:
            run.ticket.runs.remove(run)
        return None if run.begun is None else now - run.begun

    def next(self, now: float) -> Handing | None:
        """Return what is to be given to whom next; None when there is nothing to give, or nobody to give it to."""
        self._waiting = [ticket for ticket in self._waiting if not ticket.over]
        by_load = sorted(self._benches, key=lambda worker: len(self._benches[worker]))
        if not by_load or len(self._benches[by_load[0]]) >= DEPTH:
            return None
        for ticket in self._waiting:
            worker = self._free(by_load, ticket, DEPTH)
            if worker is not None:
                self._waiting.remove(ticket)
                return Handing(ticket, worker)
        return self._again(by_load, now)

    def _free(self, by_load: list[str], ticket: Ticket, depth: int) -> str | None:
        """Return the worker that has least to do of those that may do an errand."""
        at_it = {run.worker for run in ticket.runs}
        by_load = sorted(by_load, key=lambda worker: worker in ticket.shunned)
        return next(
            (
                worker
                for worker in by_load
                if len(self._benches[worker]) < depth
                and worker not in at_it
                and ticket.errand.rule in self._fits[worker]
            ),
            None,
        )

    def _again(self, by_load: list[str], now: float) -> Handing | None:
        """Return what somebody who has nothing to do may do in another's place, or at the same time."""
        for run in self._others(now):
            worker = self._free(by_load, run.ticket, 1)
            if worker is not None and len(run.ticket.runs) == 1 and not run.ticket.over:
                return Handing(run.ticket, worker, run if run.begun is None else None)
        return None

    def _others(self, now: float) -> Iterator[Stint]:
        """Yield what waits at a worker, the fullest first, then what is late."""
        for bench in sorted(self._benches.values(), key=len, reverse=True):
            yield from bench[1:]
        for bench in self._benches.values():
            for run in bench[:1]:
                if run.begun is not None and self.pace.late(run.ticket.errand, now - run.begun):
                    yield run

    def _left(self, run: Stint) -> None:
        ticket = run.ticket
        if run in ticket.runs:
            ticket.runs.remove(run)
        if not ticket.runs and not ticket.over:
            self.wait(ticket)


def verdict(ticket: Ticket, reply: Reply) -> bool:
    """Tell whether an errand that was not done may be tried again, and count what it cost."""
    if reply.word in {Upshot.UNFIT, Upshot.DROPPED}:
        return True
    ticket.tries += 1
    ticket.told = reply.told or ticket.told
    return ticket.tries < MOST_TRIES
