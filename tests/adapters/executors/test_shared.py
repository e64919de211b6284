"""Films that share a pool work in turns here, give them up while they wait, and take nothing from one another."""

import threading
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress

import pytest

from pipeline.adapters.executors.local import InlineExecutor, LocalExecutors
from pipeline.adapters.executors.shared import SharedExecutors, Turns


def _failed(shared: SharedExecutors, count: int, seconds: float) -> list[Future[None]]:
    """Return what a film handed out before it failed."""
    given: list[Future[None]] = []
    with suppress(RuntimeError), shared.open(2) as share:
        given += [share.submit(time.sleep, seconds) for _ in range(count)]
        raise RuntimeError
    return given


def test_another_film_works_while_one_waits_for_the_pool() -> None:
    turns, go, order = Turns(), threading.Event(), list[str]()
    with ThreadPoolExecutor(1) as pool:
        shared = SharedExecutors(pool, turns)

        def first() -> None:
            with turns.taken(), shared.open(1) as share:
                order.append("first plans")
                assert share.submit(go.wait, 60).result(60)
                order.append("first joins")

        thread = threading.Thread(target=first)
        thread.start()
        while not order:
            time.sleep(0.001)
        with turns.taken():  # had only because the first one waits
            order.append("second plans")
            go.set()
        thread.join(60)
    assert order == ["first plans", "second plans", "first joins"]


def test_two_threads_never_work_at_once() -> None:
    turns, at_work, most = Turns(), list[int](), list[int]()
    with ThreadPoolExecutor(2) as pool:
        shared = SharedExecutors(pool, turns)

        def film() -> None:
            with turns.taken(), shared.open(2) as share:
                for _ in range(20):
                    at_work.append(1)
                    most.append(len(at_work))
                    at_work.pop()
                    share.submit(abs, -1).result(60)

        threads = [threading.Thread(target=film) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert len(most) == 60
    assert set(most) == {1}


def test_what_fails_takes_back_its_own_and_leaves_the_others() -> None:
    turns, go = Turns(), threading.Event()
    with ThreadPoolExecutor(1) as pool, turns.taken():
        shared = SharedExecutors(pool, turns)
        busy = pool.submit(go.wait, 60)
        with shared.open(1) as kept:
            other = kept.submit(abs, -2)
            (mine,) = _failed(shared, 1, 0.0)
            go.set()
            assert other.result(60) == 2
        assert busy.result(60)
        with pytest.raises(CancelledError):
            mine.result(60)


def test_a_result_that_is_late_is_told_and_the_work_s_own_errors_come_through() -> None:
    turns, go = Turns(), threading.Event()
    with ThreadPoolExecutor(1) as pool, turns.taken(), SharedExecutors(pool, turns).open(1) as share:
        late = share.submit(go.wait, 60)
        with pytest.raises(TimeoutError):
            late.result(0.01)
        assert not late.done()
        go.set()
        assert late.result(60)
        with pytest.raises(ValueError, match="math"):
            share.submit(int, "math").result(60)


def test_a_single_process_does_each_piece_at_once() -> None:
    turns = Turns()
    with turns.taken(), SharedExecutors(InlineExecutor(), turns).open(1) as share:
        assert share.submit(abs, -3).result() == 3


def test_pieces_taken_back_from_real_processes_do_not_hold_up_the_rest() -> None:
    turns = Turns()
    with LocalExecutors().open(2) as pool, turns.taken():
        shared = SharedExecutors(pool, turns)
        given = _failed(shared, 40, 0.05)
        with shared.open(2) as share:
            assert share.submit(abs, -4).result(120) == 4
        assert sum(future.cancelled() for future in given) > 20
