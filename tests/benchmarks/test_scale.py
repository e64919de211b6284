"""The simulation of a night obeys the laws of queues, loses no film and makes none twice."""

import heapq
import math
import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

pytest.importorskip("simpy")

from benchmarks.scale.farm import Farm, Night, Simulation, at_once, fewest, over
from benchmarks.scale.films import Film, drawn, films
from benchmarks.scale.nights import kept, mixes, simulated
from benchmarks.scale.pages import PAGE, renewed


def _film(*chunks: float, takes: Sequence[float] = (), client: float = 0.0) -> Film:
    return Film(
        script="essai",
        preset="draft",
        voice="pico",
        seconds=60.0,
        before=client,
        takes=tuple(takes),
        between=client,
        chunks=chunks,
        segments=(),
        after=client,
        lines=3,
        written=1_000_000,
        joined=800_000,
        requests=20,
        delivered=900_000,
    )


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secrets here


def _poisson(rate: float, count: int, seed: int) -> list[float]:
    chance, now, arrivals = _chance(seed), 0.0, []
    for _ in range(count):
        now += chance.expovariate(rate)
        arrivals.append(now)
    return arrivals


def _mean_in_queue(night: Night, services: Sequence[float]) -> float:
    """Return the mean time in the queue, the first tenth left out, while it fills."""
    rest = range(len(services) // 10, len(services))
    return sum(night.waits[number] - services[number] for number in rest) / len(rest)


def _erlang_c(servers: int, load: float) -> float:
    """Return the chance of having to wait in M/M/c (Erlang 1917), `load` in servers."""
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(load**number / math.factorial(number) for number in range(servers)) + last)


def _first_come(arrivals: Sequence[float], services: Sequence[float], servers: int) -> list[float]:
    """Return when each is done, first come first served: the recursion of Kiefer and Wolfowitz (1955)."""
    free, ends = [0.0] * servers, []
    for arrival, service in zip(arrivals, services, strict=True):
        end = max(arrival, heapq.heappop(free)) + service
        heapq.heappush(free, end)
        ends.append(end)
    return ends


@pytest.mark.parametrize("servers", [1, 3])
def test_each_film_waits_as_long_as_the_recursion_of_queues_says(servers: int) -> None:
    chance = _chance(6)
    services = [chance.expovariate(1.0) for _ in range(400)]
    arrivals = _poisson(0.9 * servers, len(services), seed=7)
    night = Simulation(Farm(workers=servers), [_film(each) for each in services], arrivals).run()
    ends = _first_come(arrivals, services, servers)
    waits = [end - arrival for end, arrival in zip(ends, arrivals, strict=True)]
    assert [night.waits[number] for number in range(len(services))] == pytest.approx(waits)


@pytest.mark.slow  # long enough that chance is small: the mean of so many waits is within 5 % of its law
@pytest.mark.parametrize(("servers", "share"), [(1, 0.5), (4, 0.7)])
def test_the_wait_in_m_m_c_is_that_of_erlang(servers: int, share: float) -> None:
    load, chance, count = share * servers, _chance(2), 80_000
    services = [chance.expovariate(1.0) for _ in range(count)]
    night = Simulation(Farm(workers=servers), [_film(each) for each in services], _poisson(load, count, 1)).run()
    assert _mean_in_queue(night, services) == pytest.approx(_erlang_c(servers, load) / (servers - load), rel=0.05)
    assert night.utilisation(Farm(workers=servers)) == pytest.approx(share, rel=0.02)


@pytest.mark.slow
def test_the_wait_in_m_d_1_is_half_of_that_in_m_m_1() -> None:
    load, count = 0.5, 80_000
    night = Simulation(Farm(workers=1), [_film(1.0)] * count, _poisson(load, count, 3)).run()
    wanted = load / (2 * (1 - load))  # Pollaczek and Khinchine
    assert _mean_in_queue(night, [1.0] * count) == pytest.approx(wanted, rel=0.05)


def test_utilisation_is_load_over_workers() -> None:
    arrivals = [number / 2.8 for number in range(600)]
    night = Simulation(Farm(workers=4), [_film(1.0)] * 600, arrivals).run()
    assert night.utilisation(Farm(workers=4)) == pytest.approx(0.7, rel=0.02)


FILMS = drawn([_film(*[2.0, 5.0, 1.0] * 6, takes=(0.5, 1.5), client=0.2), _film(3.0, 3.0, client=0.4)], 60, seed=5)
HARD = Farm(
    workers=7,
    clients=2,
    dispatch=0.01,
    bandwidth=2e6,
    streams=4,
    latency=0.02,
    lost_every=0.02,
    late=0.05,
    duplicates=True,
)


def _night(farm: Farm, seed: int = 0) -> Night:
    return Simulation(farm, FILMS, at_once(len(FILMS)), seed).run()


def test_every_film_is_made_once_whatever_goes_wrong() -> None:
    night = _night(HARD)
    assert sorted(night.waits) == list(range(len(FILMS)))
    assert night.lost > 0
    assert night.wasted > 0
    assert night.tasks == sum(len(film.takes) + len(film.tasks(16)) for film in FILMS)


def test_without_trouble_the_time_that_counts_is_what_the_films_cost() -> None:
    night = _night(Farm(workers=7, clients=60))
    assert night.busy == pytest.approx(sum(film.cpu - film.client for film in FILMS))
    assert night.client_busy == pytest.approx(sum(film.client for film in FILMS))
    assert night.wasted == 0
    assert night.finish >= night.busy / 7


def test_the_same_seed_is_the_same_night_and_another_is_not() -> None:
    assert _night(HARD).waits == _night(HARD).waits
    assert _night(HARD).waits != _night(HARD, seed=1).waits
    assert drawn(FILMS, 5, 1) == drawn(FILMS, 5, 1) != drawn(FILMS, 5, 2)


_SOUND = Farm(workers=7, clients=30)


@pytest.mark.parametrize(
    "worse",
    [
        replace(_SOUND, workers=3),
        replace(_SOUND, speed=0.5),
        replace(_SOUND, clients=1),
        replace(_SOUND, dispatch=0.5),
        replace(_SOUND, bandwidth=2e6),
        replace(_SOUND, lost_every=0.02),
        replace(_SOUND, late=0.2),
    ],
    ids=str,
)
def test_what_is_worse_takes_longer(worse: Farm) -> None:
    assert _night(worse).finish > _night(_SOUND).finish


def test_duplicates_end_a_night_of_stragglers_sooner() -> None:
    slow = Farm(workers=40, clients=60, late=0.02, late_times=40.0)
    helped = _night(replace(slow, duplicates=True))
    assert helped.twice > 0
    assert helped.finish < _night(slow).finish


def test_the_fewest_workers_that_end_in_time_are_found() -> None:
    def night(workers: int) -> Night:
        return _night(Farm(workers=workers, clients=60))

    limit = night(9).finish
    found = fewest(limit, 1, night)
    assert night(found).finish <= limit < night(found - 1).finish
    assert found <= 9


def test_arrivals_over_a_day_stay_in_it() -> None:
    day = over(500, 3600.0, seed=3)
    assert day == sorted(day)
    assert 0 <= day[0] < day[-1] <= 3600


def test_the_page_says_what_was_measured_and_simulated() -> None:
    assert PAGE.read_text("utf-8") == renewed(PAGE.read_text("utf-8")), "python -m benchmarks.scale"


def test_what_was_measured_adds_up() -> None:
    known = films()
    assert {(film.preset, film.voice) for film in known} >= {("draft", "pico"), ("web", "pico"), ("draft", "kokoro")}
    for film in known:
        assert film.cpu == pytest.approx(film.client + sum((*film.takes, *film.chunks, *film.segments)))
        assert sum(film.tasks(16)) == pytest.approx(sum((*film.chunks, *film.segments)))
        assert film.written >= film.joined > 0
        assert film.requests >= len(film.chunks) + len(film.segments)


@pytest.mark.slow  # ten thousand films
def test_a_night_that_is_told_can_be_simulated_again() -> None:
    first = kept()[0]
    farm = Farm(workers=first.workers, clients=first.clients)
    assert simulated(first.name, mixes()[first.name], first.films, farm) == first
