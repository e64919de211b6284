"""Processes that are kept: the same from one job to the next, gone when idle and at the end."""

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from pipeline.adapters.executors.kept import KeptExecutors

SOON = 0.05
PATIENCE = 120.0


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true; fails when it never is."""
    limit = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < limit
        time.sleep(0.02)


@pytest.fixture
def kept() -> Iterator[KeptExecutors]:
    with KeptExecutors(2, idle=60) as executors:
        yield executors


def pids(executors: KeptExecutors) -> set[int]:
    """Return the processes that do a few tasks."""
    with executors.open(2) as pool:
        return {pool.submit(os.getpid).result() for _ in range(4)}


def fails(executors: KeptExecutors, tasks: int) -> list[Future[None]]:
    """Hand out tasks, and fail at once."""
    handed: list[Future[None]] = []

    def job() -> None:
        with executors.open(2) as pool:
            handed.extend(pool.submit(time.sleep, 0.2) for _ in range(tasks))
            raise ValueError("fini")

    with pytest.raises(ValueError, match="fini"):
        job()
    return handed


def test_one_process_does_everything_here() -> None:
    with KeptExecutors(1) as executors:
        assert pids(executors) == {os.getpid()}
        assert not executors.running


def test_what_is_no_longer_wanted_is_told_by_a_file_and_the_next_job_has_another() -> None:
    with KeptExecutors(1) as executors:
        first = executors.unwanted
        assert not Path(first).exists()
        fails(executors, 0)
        assert Path(first).exists()
        assert executors.unwanted != first
        assert not Path(executors.unwanted).exists()
    assert not Path(first).parent.exists()


@pytest.mark.slow
def test_processes_stay_from_one_job_to_the_next_and_end_with_the_block(kept: KeptExecutors) -> None:
    others = set(multiprocessing.active_children())
    first = pids(kept)
    assert pids(kept) & first
    kept.close()
    until(lambda: not set(multiprocessing.active_children()) - others)


@pytest.mark.slow
def test_processes_end_when_nothing_is_asked_of_them_and_come_back() -> None:
    with KeptExecutors(2, idle=SOON) as executors:
        first = pids(executors)
        until(lambda: not executors.running)
        assert not pids(executors) & first


@pytest.mark.slow
def test_a_job_that_fails_takes_back_what_has_not_begun_and_the_next_one_is_done(kept: KeptExecutors) -> None:
    assert any(future.cancelled() for future in fails(kept, 20))
    assert pids(kept)
