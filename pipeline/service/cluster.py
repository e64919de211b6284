"""A cluster for the time of a command: reached when a film needs it, let go of at the end; looked at; started."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipeline.adapters.cluster.crew import DaskCommand
from pipeline.adapters.cluster.place import ClusterPlace, refuse_without_dask
from pipeline.adapters.cluster.watching import WorkerSeen, answering, kept_up, workers_seen
from pipeline.adapters.executors.shared import SharedExecutors, Turns
from pipeline.adapters.project import Settings
from pipeline.errors import UserError
from pipeline.french.units import size_from
from pipeline.ports import Executors

if TYPE_CHECKING:
    from pipeline.adapters.cluster.executors import ClusterExecutors

__all__ = ["Cluster", "ClusterPlace", "WorkerSeen", "hosted", "joined", "seen"]

_BIRTH = 60.0
"""Seconds in which a scheduler on this machine answers."""


class Cluster:
    """Workers elsewhere; `tell` is given a line, in French, when something is worth one."""

    def __init__(self, place: ClusterPlace, tell: Callable[[str], None]) -> None:
        self._place, self._tell = place, tell
        self._left = ExitStack()
        self._reached: ClusterExecutors | None = None

    def executors(self, settings: Settings) -> "ClusterExecutors":
        """Return where work is done; raises UserError when the cluster cannot be used, saying what to do."""
        if self._reached is None:
            from pipeline.wiring.farm import farm  # noqa: PLC0415 - draws in all that renders, and Dask

            self._reached = self._left.enter_context(farm(self._place, settings, self._tell))
        return self._reached

    def size(self, settings: Settings) -> int:
        """Return how many workers there are: those that are asked for, or those that fit; raises UserError."""
        return self._place.workers or self.executors(settings).size

    @contextmanager
    def floor(self, settings: Settings, turns: Turns) -> Iterator[Executors]:
        """Give the films of a batch one share of the cluster; whoever waits for it lets the others work."""
        reached = self.executors(settings)
        with reached.open(reached.size) as pool:
            yield SharedExecutors(pool, turns)

    def __enter__(self) -> Self:
        """Reach nobody yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the cluster."""
        self._left.__exit__(kind, error, trace)


def seen(address: str) -> tuple[WorkerSeen, ...]:
    """Return every worker of a cluster as it is at the moment; raises UserError when it does not answer."""
    refuse_without_dask()
    return workers_seen(_address(address))


@contextmanager
def hosted(host: str, port: int, workers: int, memory: str) -> Iterator[str]:
    """Keep a scheduler and workers going on this machine, and give its address; raises UserError when it cannot be."""
    refuse_without_dask()
    address = _address(f"tcp://{host}:{port}")
    with kept_up([DaskCommand.scheduler(host, port), *_workers(address, workers, memory)]):
        if not answering(address, _BIRTH):
            raise UserError(
                f"le planificateur n'a pas pu démarrer à l'adresse {address} ; choisissez un autre port avec --port, "
                "et pour --hote une adresse de cette machine"
            )
        yield address


@contextmanager
def joined(address: str, workers: int, memory: str) -> Iterator[int]:
    """Keep workers for another machine's scheduler going on this one, and give how many; raises UserError."""
    refuse_without_dask()
    commands = _workers(_address(address), workers, memory)
    if not answering(address, _BIRTH):
        raise UserError(f"la grappe {address} ne répond pas ; vérifiez l'adresse, et qu'un pare-feu la laisse passer")
    with kept_up(commands):
        yield len(commands)


def _workers(address: str, count: int, memory: str) -> list[DaskCommand]:
    limit = ("--memory-limit", str(size_from(memory))) if memory else ()
    return [DaskCommand.worker(address, *limit) for _ in range(count or os.cpu_count() or 1)]


def _address(text: str) -> str:
    place = ClusterPlace.read(text)
    if not place.address:
        raise UserError(f"{text} : donnez l'adresse d'un planificateur, tcp://MACHINE:PORT")
    return place.address
