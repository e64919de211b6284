"""The nights that docs/scale.md tells of: simulated once, kept in nights.json, the same for the same seed."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.scale.farm import Farm, Night, Simulation, at_once, over
from benchmarks.scale.films import Film, drawn, films
from benchmarks.scale.paper import NIGHT, bill, spoken_by

NIGHTS = Path(__file__).with_name("nights.json")
RATE = Path(__file__).with_name("dask.json")

MANY, ALL = 10_000, 35_000
"""Newscasts of a night: those of a large union, and one a French commune."""

FIFTH = 5
"""Of each night a fifth is simulated: a fifth of the films, which wants a fifth of the clients and of the workers."""

DAY = 24 * 3600.0
SEED = 2050
_AT_ONCE = 5

_FULL = 0.9
"""How busy clients are planned to be: what waits for a client keeps workers waiting, too."""

STORE = {"bandwidth": 125e6, "streams": 64, "latency": 0.03}
"""A shared store behind one gigabit a second, 30 ms a request: parameters, measured nowhere."""

_LOST, _LATE = 24.0, 0.01
"""Hours of work between two losses of one worker; share of the tasks that take ten times as long: parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One simulated night: what there was, and what came of it (hours, seconds, shares)."""

    name: str
    films: int
    clients: int
    workers: int
    hours: float
    utilisation: float
    wait50: float
    wait95: float
    wasted: float
    lost: int
    twice: int


def mixes(known: Sequence[Film] | None = None) -> dict[str, tuple[Film, ...]]:
    """Return the kinds of films, by name; each of them measured, but for the neural voice of longer films."""
    known = films() if known is None else known
    newscasts = [film for film in known if film.script != "journal" and film.voice == "pico"]
    web = tuple(film for film in newscasts if film.preset == "web")
    neural = [film for film in known if film.voice == "kokoro"]
    return {
        "draft, embedded voice": tuple(film for film in newscasts if film.preset == "draft"),
        "web, embedded voice": web,
        "web, neural voice": spoken_by(web, neural),
    }


def simulated(name: str, kind: Sequence[Film], count: int, farm: Farm, spread: float = 0.0) -> Row:
    """Return one night of so many films, all there at its beginning or arriving over `spread` seconds."""
    arrivals = over(count, spread, SEED) if spread else at_once(count)
    night = Simulation(farm, drawn(kind, count, SEED), arrivals, SEED).run()
    return _row(name, count, farm, night)


def _row(name: str, count: int, farm: Farm, night: Night) -> Row:
    return Row(
        name=name,
        films=count,
        clients=farm.clients,
        workers=farm.workers,
        hours=round(night.finish / 3600, 2),
        utilisation=round(night.utilisation(farm), 3),
        wait50=round(night.wait(0.5), 1),
        wait95=round(night.wait(0.95), 1),
        wasted=round(night.wasted / (night.busy + night.wasted), 4),
        lost=night.lost,
        twice=night.twice,
    )


def in_a_night(name: str, kind: Sequence[Film], count: int) -> tuple[Farm, Row]:
    """Return the smallest farm that is done in a night, from what is surely too few upwards, and its night."""
    client, worker = bill(kind).cores(count)
    farm = Farm(workers=math.ceil(worker), clients=math.ceil(client / _FULL))
    while (row := simulated(name, kind, count, farm)).hours * 3600 > NIGHT:
        farm = replace(farm, workers=farm.workers + max(1, farm.workers // 100))
    return farm, row


def every() -> Iterator[Row]:
    """Simulate them all, several at once; some minutes."""
    kinds = mixes()
    with ProcessPoolExecutor(_AT_ONCE) as pool:
        calm = {name: pool.submit(in_a_night, name, kind, MANY // FIFTH) for name, kind in kinds.items()}
        farms = {name: future.result()[0] for name, future in calm.items()}
        yield from (future.result()[1] for future in calm.values())
        nights = [pool.submit(simulated, *night) for night in _others(kinds, farms)]
        yield from (future.result() for future in nights)


def _others(kinds: Mapping[str, Sequence[Film]], farms: Mapping[str, Farm]) -> Iterator[tuple[Any, ...]]:
    """Yield what else is simulated: one client too few, troubles, arrivals over a day."""
    draft, web = "draft, embedded voice", "web, embedded voice"
    count, kind, farm = MANY // FIFTH, kinds[web], farms[web]
    yield "draft, one client", kinds[draft], count, replace(farms[draft], clients=1)
    dispatch = json.loads(RATE.read_text("utf-8"))["scheduler_seconds"]
    worse: dict[str, dict[str, Any]] = {
        "through one Dask scheduler": {"dispatch": dispatch},
        "through a shared store": STORE,
        "workers lost": {"lost_every": _LOST},
        "stragglers": {"late": _LATE},
        "stragglers, done twice": {"late": _LATE, "duplicates": True},
        "all of these": {"dispatch": dispatch, "lost_every": _LOST, "late": _LATE, "duplicates": True, **STORE},
    }
    for name, changes in worse.items():
        yield f"web, {name}", kind, count, replace(farm, **changes)
    for share in (0.8, 0.95):
        client, worker = (cores * NIGHT / DAY for cores in bill(kind).cores(count))
        busy = Farm(workers=math.ceil(worker / share), clients=math.ceil(client / share))
        yield f"web, over a day, {share:.0%} busy", kind, count, busy, DAY


def kept(path: Path = NIGHTS) -> tuple[Row, ...]:
    """Return the nights that were simulated."""
    return tuple(Row(**row) for row in json.loads(path.read_text("utf-8")))


def main() -> None:
    """Simulate, and keep."""
    rows = [asdict(row) for row in every()]
    NIGHTS.write_text("[\n " + ",\n ".join(map(json.dumps, rows)) + "\n]\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main()
