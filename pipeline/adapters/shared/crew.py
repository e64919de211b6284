"""Threads that wait for a network: none of them keeps the program from ending, whatever it waits for."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Crew:
    """So many threads, started when needed; `concurrent.futures` would wait for its own when the program ends."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._started = 0
        self._one = threading.Lock()
        self._asked: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = queue.SimpleQueue()

    def submit(self, task: Callable[[], T]) -> Future[T]:
        """Have something done by whoever is free next."""
        future: Future[T] = Future()
        self._asked.put((future, task))
        with self._one:
            if self._started < self._count:
                self._started += 1
                threading.Thread(target=self._work, name="magasin", daemon=True).start()
        return future

    def _work(self) -> None:
        while True:
            future, task = self._asked.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(task())
            except BaseException as error:  # noqa: BLE001 - carried to whoever asks for the result
                future.set_exception(error)
