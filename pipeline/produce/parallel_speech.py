"""Lines spoken in several processes at once, by engines that say the same whichever process they are in."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.model.rundown import PlannedLine
from pipeline.ports import Progress
from pipeline.produce.under_way import Workforce
from pipeline.produce.waiting import awaited, settled
from pipeline.speak.takes import Performance, Recording, Resample, record

KIND = "voix"
"""The kind of the store that takes are kept under."""

MOST = 4
"""Processes at most: each holds the engine's whole model in memory."""
FEWEST = 3
"""Lines under which starting processes takes longer than speaking."""

LOADING = 3.0
"""Seconds an engine takes to be ready in a process, where it takes any."""

Say = Callable[[str, PlannedLine], tuple[Recording, float]]
"""Gives the recording of a line, by its key, and the seconds it took to whoever spoke it."""


@dataclass(frozen=True, slots=True)
class Announcer:
    """What a process does: say one line, and tell how long that took it."""

    performance: Performance
    resample: Resample

    def __call__(self, line: PlannedLine) -> tuple[Recording, float]:
        """Say a line; raises VoiceError naming it."""
        begun = time.perf_counter()
        made = record(line, self.performance, self.resample)
        return made, time.perf_counter() - begun


@contextmanager
def parallel_speech(
    lines: Mapping[str, PlannedLine], booth: Announcer, progress: Progress, crew: Workforce | None = None
) -> Iterator[Say]:
    """Give what says lines: in processes, ahead of whoever asks, when the engine gains by it; else when asked."""
    count = min(crew.jobs, MOST, len(lines)) if crew else 1
    if crew is None or count < 2 or len(lines) < FEWEST or not booth.performance.voice.facts.parallel:
        yield lambda _, line: booth(line)
        return
    with crew.hands(count) as hands:
        lent = hands.lent(KIND, lines)
        own: dict[str, Future[tuple[Recording, float]]] = {
            key: hands.submit(KIND, (key,), booth, line) for key, line in lines.items() if key not in lent
        }

        def say(key: str, line: PlannedLine) -> tuple[Recording, float]:
            if key in own:
                return awaited(own.pop(key), progress)
            elsewhere = lent.pop(key, None)
            if elsewhere is not None:
                settled((elsewhere,), progress)
                if not elsewhere.cancelled() and elsewhere.exception() is None:
                    said: tuple[Recording, float] = elsewhere.result()
                    return said
            return booth(line)

        yield say
