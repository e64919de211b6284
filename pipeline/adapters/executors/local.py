"""Executors: local processes, or this very process when one job is asked for."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

from pipeline.adapters.executors.sturdy import SturdyPool
from pipeline.adapters.uninterrupted import deafened

_PARTING = 1.0
"""Seconds in which the threads of a stopped pool end; one that closes its pipes while Python ends has a traceback."""


class InlineExecutor(Executor):
    """Does each task at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run the task and return its finished future."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - an executor carries any failure to whoever asks for the result
            future.set_exception(error)
        return future


class DeafPool(ProcessPoolExecutor):
    """Processes that do not hear Ctrl-C: the parent alone says that it stops, and stops them."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Submit a task; a process may be started for it."""
        with deafened():
            return super().submit(fn, *args, **kwargs)


def _settle() -> None:
    """Ignore Ctrl-C where a signal mask is not inherited (Windows), and end when the parent is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    """End this process as soon as the one that it works for has ended, however that was."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def warm_up(module: str = "pipeline.wiring.worker") -> None:
    """Load what workers need in a process aside, beside whatever comes first; workers are then forked from it.

    Only where forking from a clean process is sound and the default of new Pythons: Linux. Elsewhere each worker
    starts anew, and nothing is done here.
    """
    if sys.platform == "linux":
        from multiprocessing import forkserver  # noqa: PLC0415 - absent on Windows

        multiprocessing.set_forkserver_preload([module])
        with deafened():
            forkserver.ensure_running()


class LocalExecutors:
    """Opens local executors; workers start clean (forked from a fresh process, or spawned): no thread is copied.

    `tell` is given a line, in French, when the work goes on with fewer processes than were asked for.
    """

    def __init__(self, tell: Callable[[str], None] = lambda _: None) -> None:
        self._tell = tell

    @contextmanager
    def open(self, jobs: int) -> Iterator[Executor]:
        """Open an executor with that many workers; on a failure or an interruption they stop at once."""
        if jobs <= 1:
            yield InlineExecutor()
            return
        others, threads = set(multiprocessing.active_children()), set(threading.enumerate())
        pool = SturdyPool(jobs, process_pool, self._tell)
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            stopped(set(multiprocessing.active_children()) - others)
            for thread in set(threading.enumerate()) - threads:
                thread.join(_PARTING)
            raise
        pool.shutdown(wait=True)


def process_pool(jobs: int) -> DeafPool:
    """Return a pool of processes, which start clean."""
    context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
    return DeafPool(jobs, mp_context=context, initializer=_settle)


def stopped(workers: set[BaseProcess]) -> None:
    """Ask processes to end, and end those that do not: a stopped one hears nothing."""
    for worker in workers:
        worker.terminate()
    limit = time.monotonic() + _PARTING
    for worker in workers:
        worker.join(max(0.0, limit - time.monotonic()))
        if worker.is_alive():
            worker.kill()
