"""Sentences spoken in several processes at once, by engines that say the same whichever process they are in."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Protocol

from pipeline.plan.estimate import spoken_for
from pipeline.ports import Progress, Voice
from pipeline.produce.kept_speech import SENTENCES
from pipeline.produce.under_way import Hands, Workforce
from pipeline.produce.waiting import awaited, settled
from pipeline.speak.takes import Resample, SaidSentence, Utterance, utter

MOST = 4
"""Processes at most: each holds the engine's whole model in memory."""
FEWEST = 3
"""Sentences under which starting processes takes longer than speaking."""

LOADING = 3.0
"""Seconds an engine takes to be ready in a process, where it takes any."""

LONG_SPEECH = 20.0
"""Seconds of speaking from which whoever waits is shown what there is."""

_SOON = 0.05
"""Seconds between two looks at what is under way."""

Say = Callable[[str, Utterance], tuple[SaidSentence, float]]
"""Gives a sentence as it is said, by its key, and the seconds it took to whoever spoke it."""


class EarlyWork(Protocol):
    """What may be done with what has been said while the rest is being said."""

    def begin(self, hands: Hands) -> None:
        """Have work done by these hands from now on."""

    def look(self) -> None:
        """Be given a moment, several times a second; raises what the work raised."""

    def finish(self) -> None:
        """Wait for all of it."""


@dataclass(frozen=True, slots=True)
class Announcer:
    """What a process does: say one sentence, and tell how long that took it."""

    voice: Voice
    resample: Resample

    def __call__(self, asked: Utterance) -> tuple[SaidSentence, float]:
        """Say a sentence; raises VoiceError naming its place."""
        begun = time.perf_counter()
        made = utter(asked, self.voice, self.resample)
        return made, time.perf_counter() - begun


@contextmanager
def parallel_speech(
    asked: Mapping[str, Utterance],
    booth: Announcer,
    progress: Progress,
    crew: Workforce | None = None,
    early: EarlyWork | None = None,
) -> Iterator[Say]:
    """Give what says sentences: in processes, ahead of whoever asks, when the engine gains by it; else when asked.

    Where the wait is long and there is other work to do `early`, as many processes as the crew has share both: only a
    few sentences are handed out ahead, so that what is handed out meanwhile comes soon.
    """
    count = min(crew.jobs, MOST, len(asked)) if crew else 1
    if crew is None or count < 2 or len(asked) < FEWEST or not booth.voice.facts.parallel:
        yield lambda _, each: booth(each)
        return
    wait = sum(spoken_for(each.words) for each in asked.values()) * booth.voice.facts.effort / count
    if early is not None and wait >= LONG_SPEECH:
        with crew.hands(crew.jobs) as hands:
            early.begin(hands)
            yield _Ahead(asked, booth, hands, early, progress, 2 * count if crew.jobs <= MOST else MOST).say
            early.finish()
        return
    with crew.hands(count) as hands:
        lent = hands.lent(SENTENCES, asked)
        own: dict[str, Future[tuple[SaidSentence, float]]] = {
            key: hands.submit(SENTENCES, (key,), booth, each) for key, each in asked.items() if key not in lent
        }

        def say(key: str, each: Utterance) -> tuple[SaidSentence, float]:
            if key in own:
                return awaited(own.pop(key), progress)
            elsewhere = lent.pop(key, None)
            if elsewhere is not None:
                settled((elsewhere,), progress)
                if not elsewhere.cancelled() and elsewhere.exception() is None:
                    said: tuple[SaidSentence, float] = elsewhere.result()
                    return said
            return booth(each)

        yield say


class _Ahead:
    """Hands out a few sentences ahead of whoever asks, in order, and sees to other work while they are said."""

    def __init__(
        self,
        asked: Mapping[str, Utterance],
        booth: Announcer,
        hands: Hands,
        early: EarlyWork,
        progress: Progress,
        most: int,
    ) -> None:
        self._booth, self._hands, self._early, self._progress, self._most = booth, hands, early, progress, most
        self._waiting = dict(asked)
        self._own: dict[str, Future[tuple[SaidSentence, float]]] = {}

    def say(self, key: str, each: Utterance) -> tuple[SaidSentence, float]:
        """Return a sentence as it is said, and the seconds that took; raises what saying it raised."""
        self._hand_out()
        future = self._own.get(key)
        if future is None:  # it was said, and lost since
            return self._booth(each)
        self._early.look()
        while not future.done():
            self._progress.go_on()
            self._early.look()
            self._hand_out()
            with suppress(TimeoutError):
                future.result(timeout=_SOON)
        del self._own[key]
        return future.result()

    def _hand_out(self) -> None:
        busy = sum(not future.done() for future in self._own.values())
        for key in tuple(self._waiting)[: max(0, self._most - busy)]:
            self._own[key] = self._hands.submit(SENTENCES, (key,), self._booth, self._waiting.pop(key))
