"""Waiting for what other processes do without being deaf meanwhile."""

from concurrent.futures import Future
from typing import TypeVar

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
