"""Hold the simulation against a real batch: `python -m benchmarks.scale.validate FOLDER SCRIPT…`.

`jt lot`'s own batch renders the scripts with two workers, drafts in the embedded voice, while each task and each turn
of the client is timed by the wall clock. The simulation is given what the same films cost when measured one by one, in
CPU seconds, slowed as the whole run was by what else the machine did: one factor for the workers, one for the client.
What is held against the run is how the pieces fell: when all was done, and each film.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.scale.farm import Farm, Simulation, at_once
from benchmarks.scale.films import Film, films
from pipeline.adapters.executors.local import LocalExecutors
from pipeline.adapters.executors.shared import SharedExecutors, Turns
from pipeline.ports import Executors
from pipeline.service.assignments import BatchOrder
from pipeline.service.batch import batch
from pipeline.service.batch_films import BatchWish, line_up

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Timed:
    """A task that leaves a line of what it took by the wall clock."""

    task: Callable[..., Any]
    log: str

    def __call__(self, *args: Any) -> Any:
        """Do it."""
        begun = time.monotonic()
        made = self.task(*args)
        with Path(self.log).open("a", encoding="ascii") as file:
            file.write(f"{time.monotonic() - begun}\n")
        return made


class TimedPool(Executor):
    """A pool that times what it does."""

    def __init__(self, pool: Executor, log: str) -> None:
        self._pool, self._log = pool, log

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a task on, timed."""
        return self._pool.submit(Timed(fn, self._log), *args, **kwargs)


class TimedLock:
    """A lock that adds up for how long it was held."""

    def __init__(self) -> None:
        self._lock, self._since, self.held = threading.Lock(), 0.0, 0.0

    def acquire(self) -> bool:
        """Wait for it."""
        self._lock.acquire()
        self._since = time.monotonic()
        return True

    def release(self) -> None:
        """Give it back."""
        self.held += time.monotonic() - self._since
        self._lock.release()

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


def real(folder: Path, scripts: Sequence[Path]) -> dict[str, Any]:
    """Render the scripts and return when all and each was done, and what workers and client took, in seconds."""
    log, lock = str(folder / "tasks"), TimedLock()

    @contextmanager
    def floor(jobs: int, turns: Turns, tell: Callable[[str], None]) -> Iterator[Executors]:
        turns._right = lock  # type: ignore[assignment] # noqa: SLF001 - timed from outside, on purpose
        with LocalExecutors(tell).open(jobs) as pool:
            yield SharedExecutors(TimedPool(pool, log), turns)

    wish = BatchWish(presets=("draft",), out=folder / "films", jobs=WORKERS, engine="pico", cache=folder / "cache")
    found = line_up(scripts, wish)
    story = batch(BatchOrder(films=found.films, refused=found.refused, jobs=WORKERS), floor=floor)
    tasks = [float(line) for line in Path(log).read_text("ascii").splitlines()]
    return {
        "finish": story.seconds,
        "order": [Path(film.script).stem for film in sorted(story.films, key=lambda film: film.begun)],
        "ends": {Path(film.script).stem: film.begun + film.seconds for film in story.films},
        "workers": sum(tasks),
        "client": lock.held,
        "tasks": len(tasks),
        "load": os.getloadavg()[0],
    }


def predicted(run: dict[str, Any], known: Sequence[Film]) -> dict[str, Any]:
    """Return what the simulation says of the same films, slowed as the run was."""
    by_name = {film.script: film for film in known if (film.preset, film.voice) == ("draft", "pico")}
    made = [by_name[name] for name in run["order"]]
    workers = run["workers"] / sum(film.cpu - film.client for film in made)
    client = run["client"] / sum(film.client for film in made)

    def slowed(film: Film) -> Film:
        return replace(
            film,
            before=film.before * client,
            between=film.between * client,
            after=film.after * client,
            chunks=tuple(each * workers for each in film.chunks),
            segments=tuple(each * workers for each in film.segments),
        )

    night = Simulation(Farm(workers=WORKERS), [slowed(film) for film in made], at_once(len(made))).run()
    ends = {name: night.waits[number] for number, name in enumerate(run["order"])}
    return {"finish": night.finish, "ends": ends, "slowed": {"workers": workers, "client": client}}


def main(folder: Path, scripts: Sequence[Path]) -> None:
    """Render unless that was done in this folder already, predict, tell."""
    kept = folder / "run.json"
    if not kept.exists():
        folder.mkdir(parents=True)
        kept.write_text(json.dumps(real(folder, scripts)), "ascii")
    run = json.loads(kept.read_text("ascii"))
    json.dump({"run": run, "simulation": predicted(run, films())}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
