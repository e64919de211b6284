"""Waiting for work hears a wish to stop, and takes a result that comes just as patience ends."""

from concurrent.futures import Future
from typing import Any

import pytest

from pipeline.errors import Cancelled
from pipeline.produce.waiting import awaited
from pipeline.service.events import Cancellation, Teller


class _JustInTime(Future[int]):
    """Is done a moment after somebody ceased to wait for it."""

    def result(self, timeout: float | None = None) -> Any:
        if timeout is None or self.done():
            return super().result(timeout)
        self.set_result(7)
        raise TimeoutError


def test_a_result_that_comes_as_patience_ends_is_no_failure() -> None:
    assert awaited(_JustInTime(), Teller()) == 7


def test_the_work_s_own_timeout_comes_through() -> None:
    future: Future[int] = Future()
    future.set_exception(TimeoutError("the work's own"))
    with pytest.raises(TimeoutError, match="the work's own"):
        awaited(future, Teller())


def test_a_wish_to_stop_ends_the_wait() -> None:
    wish = Cancellation()
    wish.cancel()
    with pytest.raises(Cancelled):
        awaited(Future[int](), Teller(cancellation=wish))
