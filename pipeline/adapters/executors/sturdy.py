"""A pool whose processes may be ended by the system: what they were doing is done again, by fewer of them.

A system that is short of memory ends whichever process it likes. Work that is handed out here may be done twice: it
puts whole entries into a store, or gives a value. So it is handed out again, to half as many processes, then to one;
when that one is ended too, whoever waits is told what to do.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from pipeline.adapters.executors.sentinel import Sentinel
from pipeline.errors import UserError
from pipeline.french.system import for_the_user, starved

ENDED = (
    "un processus de rendu a été arrêté par le système, sans doute faute de mémoire ; fermez d'autres programmes, "
    "ou rendez avec --jobs 1"
)

_NOT_STARTED = (OSError, RuntimeError, EOFError, MemoryError)
"""What starting a process raises where there can be no more of them, and what a pool raises that lost one."""

_STEP = 0.2
"""Seconds between two looks at the pool while somebody waits."""


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """What was asked, and the promise that was given for it."""

    work: Callable[[], Future[Any]]
    promise: "_Promise"


class _Promise(Future[Any]):
    """A result that may have to be asked for again: whoever waits for it sees to the pool meanwhile."""

    def __init__(self, pool: "SturdyPool") -> None:
        super().__init__()
        self._pool = pool
        self.given: Future[Any] | None = None
        self.taken_back = False

    def cancel(self) -> bool:
        """Take back work that has not begun; tell whether that could be done."""
        self.taken_back = True  # for whoever hears of it from the pool, before this promise itself can tell
        if self.given is not None and not self.given.cancel():
            self.taken_back = False
            return False
        return super().cancel()

    def result(self, timeout: float | None = None) -> Any:
        """Return the result, or raise what the work raised; TimeoutError when it is not there in time."""
        limit = None if timeout is None else time.monotonic() + timeout
        while True:
            self._pool.mend()
            left = _STEP if limit is None else min(_STEP, limit - time.monotonic())
            try:
                return super().result(max(0.0, left))
            except TimeoutError:
                if self.done() or left <= 0:
                    raise


class SturdyPool(Executor):
    """Hands work out to a pool of processes, and to a smaller one whenever the system ends one of them."""

    def __init__(self, jobs: int, make: Callable[[int], Executor], tell: Callable[[str], None]) -> None:
        self._jobs, self._make, self._tell = jobs, make, tell
        self._pool = make(jobs)
        self._lock = threading.Lock()
        self._open = threading.RLock()  # nothing is handed to a pool that is being replaced
        self._back: list[_Task] = []
        self._cause: BaseException | None = None
        self._halved = self._closed = False
        self._watch = Sentinel()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand out work, which may be done more than once."""
        promise = _Promise(self)
        self._send(_Task(lambda: self._pool.submit(fn, *args, **kwargs), promise))
        return promise

    @property
    def weakened(self) -> bool:
        """Tell whether the system has ended processes of this pool, which has fewer of them since."""
        return self._halved

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the pool; nothing is handed out again from then on."""
        self._closed = True
        self._pool.shutdown(wait, cancel_futures=cancel_futures)

    def mend(self) -> None:
        """Hand out again what a pool could not do, to fewer processes; called by whoever waits, from any thread."""
        if self._closed:
            return
        with self._open:
            self._watch.look()
            if self._cause is not None:
                self._replace(self._cause)

    def _replace(self, cause: BaseException) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        with self._lock:
            back, self._back = self._back, []
            self._cause = None
        if self._jobs == 1:
            told = None if isinstance(cause, BrokenProcessPool) else for_the_user(cause)
            for task in back:
                task.promise.set_exception(told or UserError(ENDED))
            self._pool = self._make(1)
            return
        self._jobs, self._halved = (1 if self._halved else self._jobs // 2), True
        several = f"{self._jobs} processus" if self._jobs > 1 else "un seul processus"
        self._tell(f"un processus s'est arrêté, sans doute faute de mémoire : le rendu continue avec {several}")
        self._pool = self._make(self._jobs)
        for task in back:
            self._send(task)

    def _send(self, task: _Task) -> None:
        try:
            with self._open:
                done = task.promise.given = task.work()
        except _NOT_STARTED as error:
            self._failed(task, error)
        else:
            done.add_done_callback(lambda ended: self._ended(task, ended))

    def _ended(self, task: _Task, ended: Future[Any]) -> None:
        """Pass on what came of work; called from any thread."""
        if task.promise.taken_back:
            return
        if ended.cancelled():
            with self._lock:
                self._back.append(task)  # it was waiting in a pool that came to its end
            return
        error = ended.exception()
        if error is None:
            task.promise.set_result(ended.result())
        elif not self._closed and (isinstance(error, BrokenProcessPool) or starved(error)):
            self._failed(task, error)
        else:
            task.promise.set_exception(error)

    def _failed(self, task: _Task, error: BaseException) -> None:
        with self._lock:
            self._back.append(task)
            self._cause = self._cause or error
