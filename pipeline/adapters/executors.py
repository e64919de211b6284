"""Executors: local processes, or this very process when one job is asked for."""

import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any


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
        """Submit a task; a process started for it inherits a signal mask without the interrupt."""
        if not hasattr(signal, "pthread_sigmask"):
            return super().submit(fn, *args, **kwargs)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super().submit(fn, *args, **kwargs)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _deaf() -> None:
    """Ignore Ctrl-C where a signal mask is not inherited (Windows)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class LocalExecutors:
    """Opens local executors; workers start clean (spawn), so that no thread's state is copied."""

    @contextmanager
    def open(self, jobs: int) -> Iterator[Executor]:
        """Open an executor with that many workers; on a failure or an interruption they stop at once."""
        if jobs <= 1:
            yield InlineExecutor()
            return
        context = multiprocessing.get_context("spawn")
        others = set(multiprocessing.active_children())
        pool = DeafPool(jobs, mp_context=context, initializer=_deaf)
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(multiprocessing.active_children()) - others:
                worker.terminate()
            raise
        pool.shutdown(wait=True)
