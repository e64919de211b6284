"""What a worker of Dask does for us: says who it is, does one errand at a time, tells what it is doing.

Dask calls these functions by name, so a worker needs this package, and nothing else of ours.
"""

import asyncio
import os
import platform
import threading
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pipeline.adapters.cluster.apprentice import Apprentice, held_by
from pipeline.adapters.cluster.fingerprint import Fingerprint, differences, fingerprint
from pipeline.adapters.cluster.travel import Alike, Reply, Upshot, WorkOrder
from pipeline.adapters.media.by_digest import library_stock

RESOURCE = "encodeur"
"""What a worker has one of, by which it does one thing at a time."""

_STEP = 0.2
"""Seconds between two tries at having one's turn."""

_OURS = 0.9
"""The share of a worker's memory that its apprentice may take, together with the worker itself."""

_GONE = frozenset({"cancelled", "released", "forgotten"})
"""States of a task that Dask no longer wants from this worker."""


_ALIVE = frozenset({"running", "paused", "closing_gracefully"})
"""States of a worker in which it goes on with what it began."""


class Workplace:
    """One worker: its apprentice, and what it is at."""

    def __init__(self, scratch: str) -> None:
        self.apprentice = Apprentice(scratch)
        self.turn = threading.Lock()
        self.now, self.since, self.done = "", 0.0, 0

    def told(self) -> dict[str, Any]:
        """Return what it is at: the errand's name, since how many seconds, how many are done, bytes it holds."""
        pid = self.apprentice.pid
        return {
            "now": self.now,
            "seconds": time.monotonic() - self.since if self.now else 0.0,
            "done": self.done,
            "memory": held_by(os.getpid()) + (held_by(pid) if pid else 0),
        }


@lru_cache(maxsize=1)
def _workplace(scratch: str) -> Workplace:
    return Workplace(scratch)


async def introduce(question: Callable[[], bool] | None, dask_worker: Any) -> dict[str, Any]:
    """Say who this worker is: what decides its work, what it was started with, what it has, what it is at.

    The `question` is whether it sees what we see.
    """
    found = await asyncio.to_thread(fingerprint)
    return {
        "sees": question is None or await asyncio.to_thread(question),
        "stock": frozenset(await asyncio.to_thread(library_stock)),
        "pictures": dict(found.pictures),
        "voices": dict(found.voices),
        "name": platform.node() if str(dask_worker.name) == dask_worker.address else str(dask_worker.name),
        "threads": int(dask_worker.state.nthreads),
        "encodeur": float(dask_worker.state.total_resources.get(RESOURCE, 0)),
        "memory_limit": dask_worker.memory_manager.memory_limit,
        **_workplace(dask_worker.local_directory).told(),
    }


def carry(order: WorkOrder) -> Reply:
    """Do an errand in this worker's apprentice and return what came of it; this is the task that Dask runs.

    Nothing is done on a worker that is not what the order was made for, and no more once nobody wants it.
    """
    from distributed import get_worker  # noqa: PLC0415 - only workers have it

    ours: Fingerprint = fingerprint()
    if ours.token(Alike[order.rule]) != order.expects:
        return Reply(Upshot.UNFIT)
    worker = get_worker()
    key = worker.get_current_task()

    def wanted() -> bool:
        task = worker.state.tasks.get(key)
        return task is not None and task.state not in _GONE and worker.status.name in _ALIVE

    return _in_turn(_workplace(worker.local_directory), order, wanted, worker.memory_manager.memory_limit)


def _in_turn(place: Workplace, order: WorkOrder, wanted: Callable[[], bool], limit: int | None) -> Reply:
    """Wait until whatever is being done here has ended, then do the errand."""
    while not place.turn.acquire(timeout=_STEP):
        if not wanted():
            return Reply(Upshot.DROPPED)
    try:
        if not wanted():
            return Reply(Upshot.DROPPED)
        place.now, place.since = order.name, time.monotonic()
        reply = place.apprentice.do(order.packed, wanted, _room(limit))
        place.done += reply.word is Upshot.DONE
        return reply
    finally:
        place.now = ""
        place.turn.release()


def _room(limit: int | None) -> int | None:
    """Return how many bytes the apprentice may hold on a worker that may hold so many; None for any number."""
    return None if not limit else max(0, int(limit * _OURS) - held_by(os.getpid()))


def compared(ours: Fingerprint, told: dict[str, Any], rule: Alike) -> tuple[str, ...]:
    """Say in French what makes a worker unfit for one kind of work; nothing for one that fits."""
    theirs = Fingerprint(told.get("pictures", {}), told.get("voices", {}))
    found = list(differences(ours.parts(rule), theirs.parts(rule)))
    if told.get("encodeur", 0) < 1:
        found.append(f"lancé sans --resources {RESOURCE}=1")
    if not told.get("sees", True):
        found.append("il ne voit pas le magasin partagé de ce rendu ; donnez-lui le même JT_STORE, et de quoi l'ouvrir")
    return tuple(found)
