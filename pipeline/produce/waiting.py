"""Waiting for what other processes do without being deaf meanwhile."""

from collections.abc import Iterable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any, TypeVar

from pipeline.ports import Progress

_PATIENCE = 0.2
"""Seconds between two looks at whether to go on."""

T = TypeVar("T")


def awaited(future: Future[T], progress: Progress) -> T:
    """Return the result of work under way; raises what the work raised, or Cancelled when it is no longer wanted."""
    while True:
        progress.go_on()
        try:
            return future.result(timeout=_PATIENCE)
        except TimeoutError:
            if future.done():  # it was the work's own, or the work has ended since
                return future.result()


def settled(futures: Iterable[Future[Any]], progress: Progress) -> None:
    """Wait until work of others has ended, however it did; raises Cancelled when that is no longer wanted."""
    for future in futures:
        while not future.done():
            progress.go_on()
            with suppress(TimeoutError, CancelledError):
                future.exception(timeout=_PATIENCE)
