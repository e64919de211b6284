"""What every voice on the internet needs: one request at a time, time-outs, tries, and causes said in French."""

import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from pipeline.adapters.voices.engines import refuge
from pipeline.adapters.voices.guards import way_out
from pipeline.adapters.voices.online_causes import FinalError, told
from pipeline.errors import OnlineVoiceError, VoiceError

WAITS = (1.0, 4.0, 10.0)
"""Seconds before the second, third and fourth try."""
APART = 0.5
"""Seconds from the end of a request to the next one."""

_ONE_AT_A_TIME = threading.Lock()

Brought = TypeVar("Brought")


@dataclass(frozen=True, slots=True)
class Clock:
    """How time passes: seconds since some moment, a wait, and a number in [0, 1) that spreads the waits."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class NetworkPatience:
    """Seconds to connect, and seconds of silence while reading; a whole answer may take both together."""

    connect: float = 5.0
    read: float = 20.0

    @property
    def whole(self) -> float:
        """Return the seconds a whole answer may take: one that drips is never silent, and never ends."""
        return self.connect + self.read


class Service:
    """One online service, asked politely; `name` is the word for it in messages."""

    def __init__(self, name: str, clock: Clock | None = None, patience: NetworkPatience | None = None) -> None:
        self.patience = patience or NetworkPatience()
        self._name = name
        self._clock = clock or Clock()
        self._next = self._clock.now()

    def brought(self, fetch: Callable[[], Brought], strange: tuple[type[Exception], ...]) -> Brought:
        """Return what `fetch` brings, tried again when that can help; raises VoiceError with what was tried.

        `strange` are the errors of the library behind it; `fetch` may raise VoiceError for an answer that is no good.
        """
        tried = 0
        problem = ""
        for wait in (0.0, *WAITS):
            if wait:
                self._clock.sleep(wait * (0.8 + 0.4 * self._clock.chance()))
            tried += 1
            try:
                return self._asked(fetch, strange)
            except FinalError as error:
                problem = str(error)
                break
            except VoiceError as error:
                problem = str(error)
        times = f"après {tried} essais" if tried > 1 else "dès le premier essai"
        raise OnlineVoiceError(f"la voix en ligne {self._name} ne répond pas ({problem}, {times})", _otherwise())

    def _asked(self, fetch: Callable[[], Brought], strange: tuple[type[Exception], ...]) -> Brought:
        """Send one request, at least half a second after the last one; raises VoiceError in French."""
        errors: tuple[type[Exception], ...] = (*strange, OSError, ValueError, AssertionError)
        with _ONE_AT_A_TIME:
            early = self._next - self._clock.now()
            if early > 0:
                self._clock.sleep(early)
            try:
                return within(self.patience.whole, fetch)
            except errors as error:
                raise told(error) from error
            finally:
                self._next = self._clock.now() + APART


def within(seconds: float, fetch: Callable[[], Brought]) -> Brought:
    """Return what `fetch` brings; raises TimeoutError when it takes longer, as an answer byte by byte would."""
    answer: Future[Brought] = Future()

    def run() -> None:
        try:
            answer.set_result(fetch())
        except BaseException as error:  # noqa: BLE001 - handed over to whoever waits
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer.result(seconds)


def parts(text: str, most: int) -> Iterator[str]:
    """Yield a text in parts short enough for one request, cut after a sign or else between words."""
    rest = " ".join(text.split())
    while len(rest) > most:
        signs = [found.end() for found in re.finditer(r"[.!?…;:,] ", rest[:most])]
        cut = signs[-1] if signs and signs[-1] > most // 3 else rest.rfind(" ", 0, most) + 1
        part, rest = rest[: cut or most], rest[cut or most :]
        if any(sign.isalnum() for sign in part):
            yield part.strip()
    if any(sign.isalnum() for sign in rest):
        yield rest.strip()


def _otherwise() -> str:
    return (
        f"vérifiez la connexion ou réessayez plus tard, ou rendez tout le journal hors ligne : {way_out()} "
        f"(--secours {refuge()} le fait de lui-même)"
    )
