"""A discrete simulation of films on a farm: clients, a scheduler, workers, a store; the same for the same seed.

A film passes through a client (it reads, plans and speaks, then lays the film out, then joins it), and between these
its tasks wait for workers in one queue, films in the order they came. A task costs its CPU seconds over the speed of a
worker, its place in the scheduler, its transfers to the store. Workers are lost and come back; some tasks take much
longer than they should, and may be done twice.
"""

import random
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

import simpy

from benchmarks.scale.films import SHARES, Film

Steps = Generator[simpy.Event, Any, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Farm:
    """What there is to work with.

    `clients` are processes that plan and join, one film at a time each; `speed` is a worker's, the machine of the
    measures being 1; `dispatch` the seconds that the scheduler needs for a task; `bandwidth` bytes a second of the
    store, over `streams` at once (0: no store at all); `latency` the seconds of one request. `lost_every` are hours of
    work between two losses of one worker (0: never), back after `back_after` seconds. Of all tasks a share `late` takes
    `late_times` as long; with `duplicates` an idle worker does a task again that has taken three times as long as was
    expected.
    """

    workers: int
    clients: int = 1
    speed: float = 1.0
    dispatch: float = 0.0
    bandwidth: float = 0.0
    streams: int = 64
    latency: float = 0.0
    lost_every: float = 0.0
    back_after: float = 120.0
    late: float = 0.0
    late_times: float = 10.0
    duplicates: bool = False


@dataclass(slots=True)
class Night:
    """What became of it all: seconds; `waits` from the arrival of a film to its end, in the order they came."""

    finish: float = 0.0
    busy: float = 0.0
    wasted: float = 0.0
    client_busy: float = 0.0
    scheduler_busy: float = 0.0
    store_busy: float = 0.0
    tasks: int = 0
    twice: int = 0
    lost: int = 0
    waits: dict[int, float] = field(default_factory=dict)

    def utilisation(self, farm: Farm) -> float:
        """Return the share of the workers' time in which they did what counted."""
        return self.busy / (farm.workers * self.finish) if self.finish else 0.0

    def wait(self, share: float) -> float:
        """Return the wait that this share of all films does not pass."""
        ordered = sorted(self.waits.values())
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(slots=True, eq=False)
class _Task:
    film: int
    cost: float
    size: float
    end: simpy.Event
    begun: float = -1.0


_READERS = 16
"""Entries that a client reads at once (`pipeline/adapters/shared/tiered.py`)."""

_LATE = 3.0
"""Times its cost after which a task is taken for a straggler."""


class Simulation:
    """One night; `arrivals` are seconds, one a film."""

    def __init__(self, farm: Farm, made: Sequence[Film], arrivals: Sequence[float], seed: int = 0) -> None:
        self.farm, self.films, self.arrivals = farm, made, arrivals
        self.night = Night()
        self._chance = random.Random(seed)
        self._env = simpy.Environment()
        self._queue = simpy.PriorityStore(self._env)
        self._rank = 0
        self._idle = 0
        self._clients = simpy.PriorityResource(self._env, farm.clients)
        self._scheduler = simpy.Resource(self._env, 1)
        self._store = simpy.Resource(self._env, farm.streams)

    def run(self) -> Night:
        """Let it happen."""
        for _ in range(self.farm.workers):
            self._env.process(self._worker())
        ends = [self._env.process(self._film(number, film)) for number, film in enumerate(self.films)]
        self._env.run(self._env.all_of(ends))
        self.night.finish = self._env.now
        return self.night

    def _film(self, number: int, film: Film) -> Steps:
        yield self._env.timeout(self.arrivals[number])
        yield from self._at_client(number, film.before)
        tasks = film.tasks(SHARES * 2)
        size = film.written / max(1, len(tasks) + len(film.takes))
        yield self._env.all_of([self._asked(number, cost, size) for cost in film.takes])
        yield from self._at_client(number, film.between)
        yield self._env.all_of([self._asked(number, cost, size) for cost in tasks])
        yield from self._at_client(number, film.after, film.joined, len(film.chunks) + len(film.segments))
        if number in self.night.waits:
            raise RuntimeError(f"film {number} was made twice")
        self.night.waits[number] = self._env.now - self.arrivals[number]

    def _at_client(self, number: int, cost: float, size: float = 0.0, requests: int = 0) -> Steps:
        if cost or size:
            with self._clients.request(priority=number) as turn:
                yield turn
                begun = self._env.now
                yield from self._transfer(size / _READERS, requests / _READERS)
                yield self._env.timeout(cost / self.farm.speed)
                self.night.client_busy += self._env.now - begun

    def _asked(self, film: int, cost: float, size: float) -> simpy.Event:
        task = _Task(film, cost / self.farm.speed, size, self._env.event())
        self.night.tasks += 1
        self._wait(task)
        return task.end

    def _wait(self, task: _Task) -> None:
        self._rank += 1
        self._queue.put(simpy.PriorityItem((task.film, self._rank), task))

    def _worker(self) -> Steps:
        while True:
            self._idle += 1
            item = yield self._queue.get()
            self._idle -= 1
            task = item.item
            if task.end.triggered:  # done by another meanwhile
                continue
            if self.farm.dispatch:
                with self._scheduler.request() as turn:
                    yield turn
                    yield self._env.timeout(self.farm.dispatch)
                    self.night.scheduler_busy += self.farm.dispatch
            begun = self._env.now
            task.begun = begun if task.begun < 0 else task.begun
            lost = yield from self._done(task)
            spent = self._env.now - begun
            if lost or task.end.triggered:
                self.night.wasted += spent
            else:
                self.night.busy += spent
                task.end.succeed()
            if lost:
                self.night.lost += 1
                self._wait(task)
                yield self._env.timeout(self.farm.back_after)

    def _done(self, task: _Task) -> Generator[simpy.Event, Any, bool]:
        """Do a task; return whether the worker was lost over it."""
        late = self.farm.late and self._chance.random() < self.farm.late
        cost = task.cost * (self.farm.late_times if late else 1.0)
        if self.farm.lost_every:
            left = self._chance.expovariate(1 / (self.farm.lost_every * 3600))
            if left < cost:
                yield self._env.timeout(left)
                return True
        if late and self.farm.duplicates:
            yield self._env.timeout(_LATE * task.cost)
            if not task.end.triggered and self._idle:
                self.night.twice += 1
                self._wait(task)
            yield self._env.timeout(cost - _LATE * task.cost) | task.end
        else:
            yield self._env.timeout(cost)
        yield from self._transfer(task.size, 1)
        return False

    def _transfer(self, size: float, requests: float) -> Steps:
        if self.farm.latency and requests:
            yield self._env.timeout(self.farm.latency * requests)
        if self.farm.bandwidth and size:
            with self._store.request() as stream:
                yield stream
                spent = size * self.farm.streams / self.farm.bandwidth
                yield self._env.timeout(spent)
                self.night.store_busy += spent


def at_once(count: int) -> list[float]:
    """Return the arrivals of a batch: all at the start."""
    return [0.0] * count


def over(count: int, seconds: float, seed: int = 0) -> list[float]:
    """Return arrivals by chance over a time (a Poisson process, given its count), as in continuous integration."""
    chance = random.Random(seed)
    return sorted(chance.uniform(0.0, seconds) for _ in range(count))


def fewest(seconds: float, least: int, night: Callable[[int], Night]) -> int:
    """Return the fewest workers with which a night ends in time, `least` being surely too few or just enough."""
    most = max(1, least)
    while night(most).finish > seconds:
        least, most = most + 1, most * 2
    while least < most:
        middle = (least + most) // 2
        if night(middle).finish <= seconds:
            most = middle
        else:
            least = middle + 1
    return most
