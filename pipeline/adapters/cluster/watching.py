"""A cluster as it is at the moment: who is there, who fits, what each is at."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.adapters.cluster.crew import DaskCommand, DaskCrew
from pipeline.adapters.cluster.fingerprint import fingerprint
from pipeline.adapters.cluster.host import compared
from pipeline.adapters.cluster.link import DaskLink
from pipeline.adapters.cluster.travel import Alike
from pipeline.errors import UserError

_CONNECT, _ANSWER = 15.0, 10.0
"""Seconds for a scheduler to answer at first, and later."""

_AT_ONCE = 16
"""Workers asked at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSeen:
    """A worker: its address and name, why it renders nothing (empty when it does), whether it may speak.

    `now` is the errand it is at, since `seconds`; `done` how many it did; `memory` the bytes it holds, of `limit`.
    """

    address: str
    name: str = ""
    unfit: str = ""
    speaks: bool = False
    now: str = ""
    seconds: float = 0.0
    done: int = 0
    memory: int = 0
    limit: int = 0


def workers_seen(address: str) -> tuple[WorkerSeen, ...]:
    """Return every worker of a cluster; raises UserError when its scheduler does not answer."""
    link = DaskLink(address, _CONNECT, _ANSWER)
    try:
        there = sorted(link.look())
        with ThreadPoolExecutor(_AT_ONCE) as asking:
            return tuple(asking.map(lambda worker: _seen(link, worker), there))
    except ConnectionError as error:
        raise UserError(f"la grappe {address} ne répond plus ; recommencez") from error
    finally:
        link.close()


def _seen(link: DaskLink, worker: str) -> WorkerSeen:
    ours = fingerprint()
    try:
        told = link.introduce(worker)
    except (UserError, ConnectionError) as error:
        return WorkerSeen(address=worker, unfit=str(error))
    return WorkerSeen(
        address=worker,
        name=told["name"],
        unfit=" ; ".join(compared(ours, told, Alike.PICTURES)),
        speaks=not compared(ours, told, Alike.VOICES),
        now=told["now"],
        seconds=told["seconds"],
        done=told["done"],
        memory=told["memory"],
        limit=told["memory_limit"] or 0,
    )


@contextmanager
def kept_up(commands: Sequence[DaskCommand]) -> Iterator[None]:
    """Keep a scheduler or workers going on this machine for as long as the block."""
    with DaskCrew(commands).kept():
        yield


def answering(address: str, seconds: float) -> bool:
    """Wait until a scheduler answers; tell whether it does in time."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        try:
            DaskLink(address, _ANSWER, _ANSWER).close()
        except UserError:
            time.sleep(0.2)
        else:
            return True
    return False
