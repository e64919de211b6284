"""One pool for many films: their threads take turns in this process, and let others go on while they wait for it.

What draws, sets type and decodes here is not safe in several threads at once; what costs time is done in the pool. So
the films of a batch are made by a few threads of which one works at a time: while one waits for its chunks, the next
plans its own.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from typing import Any


class Turns:
    """The right to work in this process: one thread has it at a time."""

    def __init__(self) -> None:
        self._right = threading.Lock()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for one's turn and have it."""
        with self._right:
            yield

    @contextmanager
    def given_up(self) -> Iterator[None]:
        """Let others work meanwhile, and wait for one's turn again; to be used within `taken`."""
        self._right.release()
        try:
            yield
        finally:
            self._right.acquire()


class SharedExecutors:
    """Hands out shares of one pool that is open already; fulfils `Executors`.

    How many workers there are was decided when it was opened; whoever has a share does not end it for the others.
    """

    def __init__(self, pool: Executor, turns: Turns) -> None:
        self._pool, self._turns = pool, turns

    @contextmanager
    def open(self, _jobs: int) -> Iterator[Executor]:
        """Give a share; on a failure what was handed out by it and has not begun is taken back."""
        share = _Share(self._pool, self._turns)
        try:
            yield share
        except BaseException:
            share.take_back()
            raise


class _Share(Executor):
    """What one film hands out to the pool of all."""

    def __init__(self, pool: Executor, turns: Turns) -> None:
        self._pool, self._turns = pool, turns
        self._handed: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand out work; whoever waits for its result gives up the turn meanwhile."""
        given = self._pool.submit(fn, *args, **kwargs)
        self._handed.append(given)
        return _Loan(given, self._turns)

    def take_back(self) -> None:
        """Take back what has not begun."""
        for given in self._handed:
            given.cancel()


class _Loan(Future[Any]):
    """Another's result, waited for without holding anybody up."""

    def __init__(self, given: Future[Any], turns: Turns) -> None:
        super().__init__()
        self._given, self._turns = given, turns
        given.add_done_callback(self._passed_on)

    def _passed_on(self, given: Future[Any]) -> None:
        if given.cancelled():
            self.cancel()
            self.set_running_or_notify_cancel()
        elif (error := given.exception()) is not None:
            self.set_exception(error)
        else:
            self.set_result(given.result())

    def result(self, timeout: float | None = None) -> Any:
        """Return the result, or raise what the work raised; TimeoutError when it is not there in time."""
        self._await(timeout)
        return super().result(0)

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Return what the work raised; TimeoutError when it has not ended in time."""
        self._await(timeout)
        return super().exception(0)

    def _await(self, timeout: float | None) -> None:
        """Let others work until the result is there, or it takes too long; what the work raised is told afterwards."""
        if self.done():
            return
        with self._turns.given_up(), suppress(Exception):
            self._given.result(timeout)  # whoever waits for this one sees to the pool
        if self._given.done():
            with suppress(Exception):
                super().result()  # passed on a moment later, by another thread
