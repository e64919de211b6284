"""Processes that stay from one job to the next, with all they have drawn; they end when nothing is asked of them.

A job that ends by an exception takes back what it handed out: what has not begun is not begun, what is under way is
told so by a file that appears (`KeptExecutors.unwanted`) and stops at its next picture.
"""

import multiprocessing
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from pipeline.adapters.executors.local import InlineExecutor, process_pool, stopped
from pipeline.adapters.executors.sturdy import SturdyPool

IDLE = 20.0
"""Seconds after which processes that nothing was asked of end: two of them hold up to 640 MB."""


class KeptExecutors:
    """Hands out shares of one pool, opened when it is first needed and ended when it is idle; fulfils `Executors`.

    A context manager: at its end no process is left. `tell` is given a line, in French, when the work goes on with
    fewer processes than were asked for.
    """

    def __init__(self, jobs: int, tell: Callable[[str], None] = lambda _: None, idle: float = IDLE) -> None:
        """Keep up to `jobs` processes, none of them yet; with one job all is done in this process."""
        self._jobs, self._tell, self._idle = jobs, tell, idle
        self._pool: SturdyPool | None = None
        self._lock = threading.RLock()
        self._users = 0
        self._timer: threading.Timer | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="jt-moteur-"))
        self._turn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def unwanted(self) -> str:
        """The file that appears when what is handed out from now on is not wanted any more."""
        return str(self._folder / f"{self._turn}")

    @contextmanager
    def open(self, _jobs: int) -> Iterator[Executor]:
        """Give a share of the pool; on a failure what was handed out by it is taken back."""
        share = _KeptShare(self._taken())
        try:
            yield share
        except BaseException:
            share.take_back()
            self._unwant()
            raise
        finally:
            self._left()

    def rouse(self) -> None:
        """Start the processes beside whatever comes first, since they will be needed in a moment."""
        pool = self._taken()
        if isinstance(pool, SturdyPool):
            for _ in range(self._jobs):
                pool.submit(int)
        self._left()

    def close(self) -> None:
        """End every process at once, and forget what was handed out."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            self._unwant()
            self._end()
        if self._jobs > 1:  # also those of a pool that was idle and has not ended yet
            stopped(set(multiprocessing.active_children()))
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def running(self) -> bool:
        """Tell whether there are processes at this moment."""
        return self._pool is not None

    def _taken(self) -> Executor:
        if self._jobs <= 1:
            return InlineExecutor()
        with self._lock:
            self._users += 1
            if self._timer is not None:
                self._timer.cancel()
            if self._pool is not None and self._pool.weakened:
                self._end()
            if self._pool is None:
                self._pool = SturdyPool(self._jobs, process_pool, self._tell)
            return self._pool

    def _left(self) -> None:
        if self._jobs <= 1:
            return
        with self._lock:
            self._users -= 1
            if self._timer is not None:
                self._timer.cancel()
            self._timer = threading.Timer(self._idle, self._rest)
            self._timer.daemon = True
            self._timer.start()

    def _rest(self) -> None:
        """End processes that nobody uses; waiting for them holds nobody up, least of all whoever closes."""
        with self._lock:
            pool = None if self._users else self._pool
            if pool is None:
                return
            self._pool = None
        pool.shutdown(wait=True, cancel_futures=True)

    def _unwant(self) -> None:
        with suppress(OSError):
            Path(self.unwanted).touch()
        self._turn += 1

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


class _KeptShare(Executor):
    """What one job hands out to the pool of all."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool
        self._handed: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand out work."""
        given = self._pool.submit(fn, *args, **kwargs)
        self._handed.append(given)
        return given

    def take_back(self) -> None:
        """Take back what has not begun."""
        for given in self._handed:
            given.cancel()
