"""Executors on a cluster: one connection for a whole command, a share of it for each stage of each film."""

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from pipeline.adapters.cluster.crew import DaskCommand, DaskCrew
from pipeline.adapters.cluster.fingerprint import fingerprint
from pipeline.adapters.cluster.link import DaskLink
from pipeline.adapters.cluster.place import ClusterPlace
from pipeline.adapters.cluster.pool import ClusterPatience, ClusterPool, Depot
from pipeline.adapters.cluster.travel import Alike, Errand
from pipeline.adapters.executors.local import LocalExecutors
from pipeline.errors import UserError

Translate = Callable[..., Errand | None]
"""Makes an errand of a function and its arguments; None for what can only be done here."""

_BIRTH = 60.0
"""Seconds in which a scheduler on this machine says where it is."""


class ClusterExecutors:
    """Fulfils `Executors` by a cluster that is there already."""

    def __init__(self, pool: ClusterPool, translate: Translate, tell: Callable[[str], None]) -> None:
        self._pool, self._translate, self._tell = pool, translate, tell

    @property
    def size(self) -> int:
        """How many workers fit at the moment."""
        return self._pool.size

    @contextmanager
    def open(self, jobs: int) -> Iterator[Executor]:
        """Give a share; on a failure or an interruption what was handed out by it is stopped at once."""
        with ExitStack() as home:
            share = _ClusterShare(
                self._pool, self._translate, lambda: home.enter_context(LocalExecutors(self._tell).open(jobs))
            )
            try:
                yield share
            except BaseException:
                share.take_back()
                raise


class _ClusterShare(Executor):
    """What one stage hands out; what cannot leave this machine is done in processes of its own."""

    def __init__(self, pool: ClusterPool, translate: Translate, home: Callable[[], Executor]) -> None:
        self._pool, self._translate, self._home = pool, translate, home
        self._here: Executor | None = None
        self._handed: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand out work, which may be done more than once."""
        errand = self._translate(fn, *args, **kwargs)
        if errand is None or (errand.rule is Alike.VOICES and not self._pool.speaks()):
            if self._here is None:
                self._here = self._home()
            return self._here.submit(fn, *args, **kwargs)
        given = self._pool.send(errand)
        self._handed.append(given)
        return given

    def take_back(self) -> None:
        """Take back everything that is not done."""
        for given in self._handed:
            given.cancel()


@contextmanager
def reached(
    place: ClusterPlace,
    translate: Translate,
    depot: Depot,
    question: Callable[[], bool] | None,
    tell: Callable[[str], None],
    patience: ClusterPatience = ClusterPatience(),  # noqa: B008 - a frozen value
) -> Iterator[ClusterExecutors]:
    """Give a cluster for the time of a command; raises UserError when it cannot be used, saying what to do."""
    with ExitStack() as left:
        address = place.address or left.enter_context(_started(place.workers))
        link = DaskLink(address, patience.connect, patience.answer, question)
        pool = ClusterPool(link, depot, fingerprint(), tell, patience)
        left.callback(pool.shutdown)
        count = pool.meet(place.workers or 1)
        tell(f"grappe {place} : {count} ouvrier{'s' if count > 1 else ''}")
        yield ClusterExecutors(pool, translate, tell)


@contextmanager
def _started(workers: int) -> Iterator[str]:
    """Start a scheduler and workers on this machine, and give its address."""
    with tempfile.TemporaryDirectory(prefix="jt-grappe-") as folder:
        told = Path(folder, "planificateur.json")
        file = ("--scheduler-file", str(told))
        crew = DaskCrew(
            [
                DaskCommand.scheduler("127.0.0.1", 0, *file),
                *(
                    DaskCommand.worker(*file, "--host", "127.0.0.1", "--local-directory", folder)
                    for _ in range(workers)
                ),
            ]
        )
        with crew.kept():
            yield _address(told)


def _address(told: Path) -> str:
    """Wait for a scheduler to say where it is; raises UserError when it does not."""
    limit = time.monotonic() + _BIRTH
    while time.monotonic() < limit:
        try:
            return str(json.loads(told.read_text("utf-8"))["address"])
        except (OSError, ValueError, KeyError):  # not there yet, or not whole
            time.sleep(0.05)
    raise UserError("la grappe de cette machine n'a pas pu démarrer ; rendez sans --grappe")
