"""Measure what each task of real films costs: `python -m benchmarks.scale.measure FOLDER SCRIPT PRESET VOICE`.

Every chunk, segment of sound and take goes through the executor's door, one at a time, in this process: its CPU
seconds (`time.process_time`, whatever else the machine does) are noted. What is left is the client's: reading,
planning, pico's speech, joining, verifying, pages. One film a process, so that nothing is drawn before it begins; the
cache begins empty.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.model.task import Task, preset_named
from pipeline.service.events import Event, StageBegun
from pipeline.service.newsroom import Newsroom
from pipeline.service.render import render
from pipeline.service.settings import settings_for
from pipeline.wiring.worker import ChunkWorker, SoundWorker

KINDS = ("take", "chunk", "segment")

_PLACES = {
    "images": "chunk",
    "son": "segment",
    "mesures": "measure",
    "voix": "take",
    "constats": "finding",
    "plans": "plan",
    "livraisons": "delivery",
}
"""What lies in each folder of the cache."""


class Metered(Executor):
    """Does each task at once, and notes the CPU seconds of each piece by its kind."""

    def __init__(self, spent: dict[str, list[float]]) -> None:
        self.spent = spent

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do a task; a batch of chunks is done chunk by chunk."""
        future: Future[Any] = Future()
        try:
            if isinstance(fn, ChunkWorker):
                future.set_result(sum(self._timed("chunk", fn, (job,)) for job in args[0]))
            else:
                kind = "segment" if isinstance(fn, SoundWorker) else "take"
                future.set_result(self._timed(kind, fn, *args, **kwargs))
        except Exception as error:  # noqa: BLE001 - an executor carries any failure to whoever asks for the result
            future.set_exception(error)
        return future

    def _timed(self, kind: str, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        begun = time.process_time()
        made = fn(*args, **kwargs)
        self.spent[kind].append(time.process_time() - begun)
        return made


class MeteredExecutors:
    """Gives out one metered executor; fulfils `Executors`."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def open(self, _jobs: int) -> Iterator[Executor]:
        """Open it."""
        yield Metered(self.spent)


class Stages:
    """The CPU seconds of this process at the beginning of each stage."""

    def __init__(self) -> None:
        self.began: list[tuple[str, float]] = [("lecture", time.process_time())]

    def __call__(self, event: Event) -> None:
        """Hear of a stage."""
        if isinstance(event, StageBegun):
            self.began.append((event.name, time.process_time()))

    def spent(self) -> dict[str, float]:
        """Return the CPU seconds of each stage."""
        ends = [*(moment for _, moment in self.began[1:]), time.process_time()]
        spent: dict[str, float] = defaultdict(float)
        for (name, begun), end in zip(self.began, ends, strict=True):
            spent[name] += end - begun
        return dict(spent)


def measured(folder: Path, script: Path, preset: str, voice: str) -> dict[str, Any]:
    """Render one film from nothing into a folder and return what it cost."""
    executors, stages = MeteredExecutors(), Stages()
    settings = settings_for(script, cache=folder / "cache")
    newsroom = Newsroom(settings, executors=executors)
    task = Task(path=script, preset=preset_named(preset), jobs=2, engine=voice, folder=folder / "films" / script.stem)
    done = render(newsroom, task, stages)
    spent = stages.spent()
    tasks = {kind: [round(each, 4) for each in executors.spent[kind]] for kind in KINDS}
    return {
        "script": script.stem,
        "preset": preset,
        "voice": voice,
        "seconds": round(done.frames / 25, 2),
        "tasks": tasks,
        "stages": {name: round(seconds, 3) for name, seconds in spent.items()},
        "client": round(sum(spent.values()) - sum(map(sum, tasks.values())), 3),
        "entries": _entries(folder / "cache"),
        "delivered": sum(file.stat().st_size for file in done.film.parent.rglob("*") if file.is_file()),
        "film": done.film.stat().st_size,
    }


def _entries(cache: Path) -> dict[str, dict[str, int]]:
    """Return how many entries there are of each kind and what they weigh, digests aside."""
    found: dict[str, dict[str, int]] = {}
    for file in cache.rglob("*"):
        if file.is_file() and file.suffix not in {".sha256", ".lock"} and len(file.relative_to(cache).parts) > 2:
            kind = _PLACES.get(file.relative_to(cache).parts[1], file.relative_to(cache).parts[1])
            held = found.setdefault(kind, {"count": 0, "bytes": 0})
            held["count"] += 1
            held["bytes"] += file.stat().st_size
    return found


if __name__ == "__main__":
    json.dump(measured(Path(sys.argv[1]), Path(sys.argv[2]).resolve(), *sys.argv[3:5]), sys.stdout)
