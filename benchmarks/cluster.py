"""One worker pinned to a core, two pinned to a core each, our own pool on the same cores: one cold batch, in turn."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import asked
from benchmarks.arithmetic import ratios, spread, table
from benchmarks.errors import BenchError
from benchmarks.measure import run
from benchmarks.project import ROOT, Project, copied, jt
from benchmarks.settings import Options
from pipeline.adapters.project import CACHE_VARIABLE, SHARED_VARIABLE
from pipeline.service.newsroom import DEFAULT_ENGINE

_CORES = (0, 1)
_BIRTH = 120.0
"""Seconds in which a scheduler and its workers are there."""

_PINNED = "import os, sys; os.sched_setaffinity(0, {{{cores}}}); os.execv(sys.executable, [sys.executable, *{words!r}])"
_POOL, _ONE, _TWO = "our own pool, 2 processes", "Dask, 1 worker on core 0", "Dask, 2 workers, a core each"


@dataclass(slots=True)
class _Found:
    """Wall seconds of each way, round by round, and how loaded the machine was before each of them."""

    wall: dict[str, list[float]] = field(default_factory=lambda: {_POOL: [], _ONE: [], _TWO: []})
    load: list[float] = field(default_factory=list)


def section(options: Options) -> str:
    """Run the rounds and return the table."""
    found = _Found()
    with copied() as project, tempfile.TemporaryDirectory(prefix="jt-bench-voix-") as kept:
        voices = _voices(project, Path(kept))
        for number in range(options.rounds):
            ways = (_POOL, _TWO, _ONE)
            for way in ways if number % 2 == 0 else reversed(ways):
                found.load.append(os.getloadavg()[0])
                found.wall[way].append(_batch(project.root, voices, options.preset, way))
    return _told(found, options)


def _voices(project: Project, folder: Path) -> Path:
    """Have every script spoken once, and return the folder of what was said."""
    for script in sorted((project.root / "scripts").glob("*.yaml")):
        project.speak(script)
    shutil.copytree(project.root / "cache", folder / "cache")
    return folder / "cache"


def _batch(root: Path, voices: Path, preset: str, way: str) -> float:
    """Render all newscasts, cold but for the voices, and return the seconds of the whole command."""
    with tempfile.TemporaryDirectory(prefix="jt-bench-lot-") as place:
        folder = Path(place)
        shutil.copytree(voices, folder / "cache")
        own = {CACHE_VARIABLE: str(folder / "cache"), "PYTHONPATH": str(ROOT)}
        words = ("lot", str(root / "scripts"), "--preset", preset, "--voix", DEFAULT_ENGINE, "--offline")
        command = (*jt(*words), "--out", str(folder / "films"))
        if way == _POOL:
            return run(_pinned((*command[1:], "--jobs", "2"), _CORES), root, os.environ | own)[0].wall
        shared = {SHARED_VARIABLE: f"file://{folder / 'partage'}"}
        with _cluster(folder, _CORES[: 1 if way == _ONE else 2], shared) as address:
            return run(_pinned((*command[1:], "--grappe", address), _CORES), root, os.environ | own | shared)[0].wall


@contextmanager
def _cluster(folder: Path, cores: Sequence[int], shared: dict[str, str]) -> Iterator[str]:
    """Give the address of a scheduler with a worker on each of these cores."""
    told = folder / "planificateur.json"
    file = ("--scheduler-file", str(told))
    started = [_dask(("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", *file), _CORES, {})]
    try:
        for core in cores:
            home = folder / f"ouvrier-{core}"
            own = {CACHE_VARIABLE: str(home / "cache"), **shared}
            options = ("--nthreads", "1", "--resources", "encodeur=1", "--no-nanny", "--no-dashboard", *file)
            started.append(_dask(("worker", *options, "--local-directory", str(home)), (core,), own))
        yield _address(told, len(cores))
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def _dask(words: tuple[str, ...], cores: Sequence[int], own: dict[str, str]) -> "subprocess.Popen[bytes]":
    quiet = {"PYTHONPATH": str(ROOT), "DASK_LOGGING__DISTRIBUTED": "critical"}
    return subprocess.Popen(_pinned(("-m", "dask", *words), cores), env=os.environ | quiet | own)


def _pinned(words: Sequence[str], cores: Sequence[int]) -> tuple[str, ...]:
    """Return the command of this Python with such words, on these cores alone, whatever it starts."""
    return (sys.executable, "-c", _PINNED.format(cores=", ".join(map(str, cores)), words=list(words)))


def _address(told: Path, workers: int) -> str:
    """Wait for a scheduler and its workers to be there; raises BenchError when they are not."""
    from distributed import Client  # noqa: PLC0415 - an extra, wanted by this table alone

    limit = time.monotonic() + _BIRTH
    while time.monotonic() < limit:
        try:
            address = str(json.loads(told.read_text("utf-8"))["address"])
        except (OSError, ValueError):
            time.sleep(0.1)
            continue
        with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]  # Dask has no types here
            client.wait_for_workers(workers, timeout=_BIRTH)
        return address
    raise BenchError("no scheduler of Dask came to be")


def _told(found: _Found, options: Options) -> str:
    one, two, pool = (found.wall[way] for way in (_ONE, _TWO, _POOL))
    return "\n\n".join(
        (
            "## A cluster",
            (
                f"The five newscasts by jt lot, preset {options.preset}, cold but for the voices, {options.rounds} "
                "rounds, in turn. Wall time of the whole command; scheduler and workers are there before it begins. "
                "Everything is on cores 0 and 1: the client and the scheduler on both, each worker on its own; the "
                f"shared store is a folder. Load of the machine before each run: {spread(found.load)}."
            ),
            table(asked.HEADS, [asked.WORKERS.row(ratios(one, two)), asked.CARRIED.row(ratios(two, pool))]),
            table(("way", "wall, s"), [(way, spread(walls)) for way, walls in found.wall.items()]),
        )
    )
