"""Work whose process the system ends is done again by fewer processes; when that does not help, the way out is told."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from pipeline.adapters.executors import sentinel
from pipeline.adapters.executors.local import LocalExecutors
from pipeline.adapters.executors.sturdy import ENDED, SturdyPool
from pipeline.errors import UserError


class _Pool(Executor):
    """Does work at once; raises what it is told to for each of the first pieces of work it is given."""

    def __init__(self, jobs: int, faults: list[BaseException | None], submitting: Exception | None = None) -> None:
        self.jobs, self._faults, self._submitting = jobs, faults, submitting

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self._submitting is not None:
            raise self._submitting
        future: Future[Any] = Future()
        fault = self._faults.pop(0) if self._faults else None
        if fault is None:
            future.set_result(fn(*args, **kwargs))
        else:
            future.set_exception(fault)
        return future


def _pool(jobs: int, *faults: list[BaseException | None]) -> tuple[SturdyPool, list[int], list[str]]:
    """Return a pool of pools, each with its faults, with their sizes and what is told."""
    sizes: list[int] = []
    told: list[str] = []
    waiting = list(faults)

    def make(count: int) -> _Pool:
        sizes.append(count)
        return _Pool(count, waiting.pop(0) if waiting else [])

    return SturdyPool(jobs, make, told.append), sizes, told


_BROKEN = BrokenProcessPool("a child process terminated abruptly")


@pytest.mark.parametrize("fault", [_BROKEN, MemoryError(), RuntimeError("can't start new thread")], ids=repr)
def test_what_was_lost_is_done_again_by_half_as_many_and_told_once(fault: BaseException) -> None:
    pool, sizes, told = _pool(8, [None, fault, fault])
    futures = [pool.submit(abs, -number) for number in range(4)]
    assert [future.result(timeout=1) for future in futures] == [0, 1, 2, 3]
    assert sizes == [8, 4]
    assert told == ["un processus s'est arrêté, sans doute faute de mémoire : le rendu continue avec 4 processus"]


def test_after_half_as_many_comes_one_and_then_the_way_out() -> None:
    pool, sizes, told = _pool(8, [_BROKEN], [_BROKEN], [_BROKEN])
    future = pool.submit(abs, -1)
    with pytest.raises(UserError) as refused:
        future.result(timeout=1)
    assert str(refused.value) == ENDED
    assert "--jobs 1" in ENDED
    assert sizes[:3] == [8, 4, 1]
    assert told[-1].endswith("avec un seul processus")


def test_memory_that_stays_short_is_told_as_that() -> None:
    pool, _, _ = _pool(2, [MemoryError()], [MemoryError()])
    future = pool.submit(abs, -1)
    with pytest.raises(UserError, match="la mémoire manque"):
        future.result()


def test_processes_that_cannot_be_started_are_no_bug() -> None:
    sizes: list[int] = []

    def make(count: int) -> _Pool:
        sizes.append(count)
        return _Pool(count, [], BlockingIOError(11, "Resource temporarily unavailable") if count > 1 else None)

    pool = SturdyPool(4, make, lambda _: None)
    assert pool.submit(abs, -3).result(timeout=1) == 3
    assert sizes == [4, 2, 1]


def test_what_the_work_itself_raises_is_not_tried_again() -> None:
    pool, sizes, told = _pool(4, [ValueError("faux")])
    with pytest.raises(ValueError, match="faux"):
        pool.submit(abs, -1).result(timeout=1)
    assert (sizes, told) == ([4], [])


def test_a_callback_hears_of_the_end_once() -> None:
    pool, _, _ = _pool(4, [_BROKEN])
    heard: list[Any] = []
    future = pool.submit(abs, -5)
    future.add_done_callback(lambda done: heard.append(done.result()))
    assert future.result(timeout=1) == 5
    assert heard == [5]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_a_process_that_is_killed_costs_nothing_but_time() -> None:
    told: list[str] = []
    with LocalExecutors(told.append).open(2) as executor:
        victim = executor.submit(os.getpid).result(timeout=60)
        os.kill(victim, signal.SIGKILL)
        assert [executor.submit(abs, -number).result(timeout=60) for number in range(5)] == [0, 1, 2, 3, 4]
    assert len(told) <= 1


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="only Linux tells what a process uses")  # noqa: PTH110 - a mark
def test_a_process_that_is_stopped_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentinel.Sentinel.__init__, "__defaults__", (0.01, 8))
    told: list[str] = []
    begun = time.monotonic()
    with LocalExecutors(told.append).open(2) as executor:
        victim = executor.submit(os.getpid).result(timeout=60)
        os.kill(victim, signal.SIGSTOP)
        done = [executor.submit(os.getpid) for _ in range(4)]
        assert victim not in {future.result() for future in done}
    assert time.monotonic() - begun < 60
