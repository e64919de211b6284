"""The way to a cluster of Dask: one connection, renewed when it breaks."""

import itertools
import logging
import os
import secrets
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as LateError
from contextlib import suppress
from functools import partial
from typing import Any

from pipeline.adapters.cluster.host import RESOURCE, carry, introduce
from pipeline.adapters.cluster.travel import Reply, Upshot, WorkOrder
from pipeline.errors import BugError, UserError

_BROKEN = (OSError, RuntimeError, ValueError, LateError, CancelledError)
"""What Dask raises when a connection, or the loop that it lives in, is no more."""

_GATHERING = 60.0
"""Seconds for a result, a few bytes, to come from the worker that has it."""

_ASKING = 60.0
"""Seconds in which a worker says who it is: it loads libraries for it, and looks into the store."""

_LOUD = ("distributed", "tornado.application", "asyncio")
"""Loggers of what happens on the way, which we tell in our own words."""


class DaskLink:
    """Fulfils `ClusterLink` by a client of Dask, which is untyped; `connect` and `answer` are seconds one waits.

    Raises UserError when the scheduler does not answer at first, or Dask is not installed.
    """

    def __init__(self, address: str, connect: float, answer: float, question: Callable[[], bool] | None = None) -> None:
        """Reach a scheduler; the `question` is put to every worker, on its own machine."""
        self._question = question
        self._closed = False
        self._address, self._connect, self._answer = address, connect, answer
        self._numbers = itertools.count(1)
        self._own = f"{os.getpid()}-{secrets.token_hex(4)}"
        for name in _LOUD:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client: Any = self._opened(connect)
        except _BROKEN as error:
            raise UserError(
                f"la grappe {address} ne répond pas ; vérifiez l'adresse, et lancez-la : jt grappe demarrer, "
                "ou dask scheduler et dask worker"
            ) from error

    def look(self) -> Mapping[str, float]:
        """Return every worker with the time of its last sign, by the scheduler's own clock."""
        client = self._alive()
        try:
            known = client.sync(client.scheduler.identity, n_workers=-1, callback_timeout=self._answer)
        except _BROKEN as error:
            raise ConnectionError(str(error)) from error
        return {
            worker: float(told["last_seen"]) for worker, told in known["workers"].items() if told["status"] != "closed"
        }

    def introduce(self, worker: str) -> dict[str, Any]:
        """Have a worker say who it is; raises UserError when it has no jt2050, or another one."""
        client = self._alive()
        try:
            told = client.run(
                introduce, self._question, workers=[worker], on_error="return", callback_timeout=_ASKING
            ).get(worker)
        except _BROKEN as error:
            raise ConnectionError(str(error)) from error
        if isinstance(told, ModuleNotFoundError):
            raise UserError(f"jt2050 n'y est pas installé avec sa grappe (il manque {told.name})")
        if isinstance(told, OSError):
            raise ConnectionError(str(told)) from told
        if not isinstance(told, dict):
            raise UserError(f"jt2050 y est d'une autre version, ou abîmé ({type(told).__name__} : {told})")
        return told

    def send(self, worker: str, order: WorkOrder, hear: Callable[[Reply], None]) -> Any:
        """Send an order to one worker, which does one at a time."""
        client = self._alive()
        try:
            sent = client.submit(
                carry,
                order,
                key=f"jt-{order.rule.lower()}-{self._own}-{next(self._numbers)}",
                workers=[worker],
                allow_other_workers=False,
                resources={RESOURCE: 1},
                retries=0,
                pure=False,
            )
            sent.add_done_callback(partial(_answered, hear=hear))
        except _BROKEN as error:
            raise ConnectionError(str(error)) from error
        return sent

    def withdraw(self, handle: Any) -> None:
        """Want an order no more; a worker that does it stops within half a second."""
        client = self._client
        if client is not None and handle is not None:
            try:
                client.cancel([handle], asynchronous=False, force=True, reason="jt")
            except _BROKEN as error:
                raise ConnectionError(str(error)) from error

    def close(self) -> None:
        """Let go of the scheduler, which forgets all that we wanted of it."""
        self._closed = True
        client, self._client = self._client, None
        if client is not None:
            with suppress(*_BROKEN):
                client.close(timeout=self._answer)

    def _opened(self, seconds: float) -> Any:
        from distributed import Client  # noqa: PLC0415 - an extra, and seldom wanted

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions that differ are compared, and told, by ourselves
            opened: Any = Client
            return opened(self._address, timeout=seconds, set_as_default=False)

    def _alive(self) -> Any:
        """Return the connection, a new one when it broke; raises ConnectionError when there is none to be had."""
        if self._closed:
            raise ConnectionError
        if self._client is not None and self._client.status == "running":
            return self._client
        try:
            if self._client is not None:
                self._client.close(timeout=1)
            self._client = None
            self._client = self._opened(self._answer)
        except _BROKEN as error:
            raise ConnectionError(str(error)) from error
        return self._client


def _answered(sent: Any, hear: Callable[[Reply], None]) -> None:
    """Pass on what came of an order; called by Dask, in a thread of its own."""
    hear(_reply_of(sent))


def _reply_of(sent: Any) -> Reply:
    from distributed import KilledWorker  # noqa: PLC0415 - an extra

    try:
        reply = sent.result(timeout=_GATHERING)
    except CancelledError:
        return Reply(Upshot.DROPPED)
    except (KilledWorker, OSError, LateError) as error:
        return Reply(Upshot.LOST, told=f"{type(error).__name__} : {error}")
    except Exception as error:  # noqa: BLE001 - what a worker raises before it even begins may be anything
        return Reply(Upshot.LOST, told=f"{type(error).__name__} : {error}")
    return reply if isinstance(reply, Reply) else Reply(Upshot.LOST, told=str(BugError("no reply")))
