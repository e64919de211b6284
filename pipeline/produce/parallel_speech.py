"""Sentences spoken in several processes at once, by engines that say the same whichever process they are in."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.ports import Progress, Voice
from pipeline.produce.kept_speech import SENTENCES
from pipeline.produce.under_way import Workforce
from pipeline.produce.waiting import awaited, settled
from pipeline.speak.takes import Resample, SaidSentence, Utterance, utter

MOST = 4
"""Processes at most: each holds the engine's whole model in memory."""
FEWEST = 3
"""Sentences under which starting processes takes longer than speaking."""

LOADING = 3.0
"""Seconds an engine takes to be ready in a process, where it takes any."""

Say = Callable[[str, Utterance], tuple[SaidSentence, float]]
"""Gives a sentence as it is said, by its key, and the seconds it took to whoever spoke it."""


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
    asked: Mapping[str, Utterance], booth: Announcer, progress: Progress, crew: Workforce | None = None
) -> Iterator[Say]:
    """Give what says sentences: in processes, ahead of whoever asks, when the engine gains by it; else when asked."""
    count = min(crew.jobs, MOST, len(asked)) if crew else 1
    if crew is None or count < 2 or len(asked) < FEWEST or not booth.voice.facts.parallel:
        yield lambda _, each: booth(each)
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
