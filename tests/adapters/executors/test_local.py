"""Ctrl-C while a process is being started: it is heard, but only once the process is known and can be stopped."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

import pytest

from pipeline.adapters.executors.local import LocalExecutors

posix = pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="masks are POSIX")


@pytest.fixture
def another_thread() -> Any:
    """A thread that hears signals, as those of numerical libraries do."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    yield
    done.set()
    thread.join()


@posix
@pytest.mark.usefixtures("another_thread")
def test_an_interruption_waits_until_a_submission_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[str] = []

    def submitting(_: ProcessPoolExecutor, fn: Callable[..., Any], /, *args: Any) -> Future[Any]:
        whole.append("begun")
        os.kill(os.getpid(), signal.SIGINT)
        for _tick in range(200):
            time.sleep(0.001)
        whole.append("ended")
        future: Future[Any] = Future()
        future.set_result(fn(*args))
        return future

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submitting)
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt), LocalExecutors().open(2) as executor:
            executor.submit(abs, -1)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, heard)
    assert whole == ["begun", "ended"]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ()), "the mask is as it was"


@posix
def test_a_submission_that_nobody_interrupts_goes_on() -> None:
    with LocalExecutors().open(2) as executor:
        assert executor.submit(abs, -2).result(timeout=60) == 2
