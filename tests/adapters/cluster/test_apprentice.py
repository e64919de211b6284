"""The process that does a worker's work: what it answers, and how it ends."""

import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from pipeline.adapters.cluster.apprentice import Apprentice
from pipeline.adapters.cluster.travel import Upshot

LONG = 60.0


@pytest.fixture
def apprentice(tmp_path: Path) -> Iterator[Apprentice]:
    found = Apprentice(str(tmp_path))
    yield found
    found.stop()


def always() -> bool:
    return True


def test_it_answers_with_a_value_or_with_an_error_and_goes_on(apprentice: Apprentice) -> None:
    reply = apprentice.do(pickle.dumps(partial(pow, 2, 5)), always, None)
    assert (reply.word, reply.content()) == (Upshot.DONE, 32)
    first = apprentice.pid
    reply = apprentice.do(pickle.dumps(partial(int, "douze")), always, None)
    assert reply.word is Upshot.FAILED
    assert isinstance(reply.content(), ValueError)
    assert apprentice.pid == first
    apprentice.do(pickle.dumps(partial(print, "du bruit")), always, None)
    assert apprentice.do(pickle.dumps(os.getpid), always, None).content() == first


def test_it_is_ended_as_soon_as_nobody_wants_its_work(apprentice: Apprentice, tmp_path: Path) -> None:
    apprentice.do(pickle.dumps(os.getpid), always, None)
    pid, unwanted = apprentice.pid, threading.Event()
    threading.Timer(0.2, unwanted.set).start()
    reply = apprentice.do(pickle.dumps(partial(time.sleep, LONG)), lambda: not unwanted.is_set(), None)
    assert reply.word is Upshot.DROPPED
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not list(tmp_path.iterdir()), "its temporary folder is gone with it"


def test_one_that_the_system_ends_is_told_and_replaced(apprentice: Apprentice) -> None:
    work = pickle.dumps(partial(os.kill, 0, signal.SIGKILL))  # its own group: it leads one
    reply = apprentice.do(work, always, None)
    assert reply.word is Upshot.ENDED
    assert "arrêté par le système" in reply.told
    assert apprentice.do(pickle.dumps(partial(pow, 2, 5)), always, None).content() == 32


def test_one_that_takes_more_memory_than_it_may_is_ended(apprentice: Apprentice) -> None:
    reply = apprentice.do(pickle.dumps(partial(time.sleep, LONG)), always, 1_000_000)
    assert reply.word is Upshot.ENDED
    assert "1 Mo sont permis" in reply.told
