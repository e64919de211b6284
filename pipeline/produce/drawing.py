"""Chunks handed out to processes: in which batches, what is told of each, what they took."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from pipeline.assemble.schedule import Work, batches
from pipeline.ports import Progress
from pipeline.produce.picture import KIND, ChunkJob
from pipeline.produce.under_way import Hands
from pipeline.produce.waiting import awaited

DrawChunks = Callable[[tuple[ChunkJob, ...]], float]
"""Renders chunks into the store, in whichever process, and gives the seconds of CPU it took."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one kind of work took: seconds from the start of the stage to its end, and of CPU in all processes."""

    wall: float
    cpu: float


def hand_out(
    chunks: Sequence[ChunkJob], jobs: int, hands: Hands, work: DrawChunks, progress: Progress, *, counted: bool = True
) -> list[tuple[tuple[str, ...], Future[float]]]:
    """Hand chunks out, the longest batches first, for so many processes; return what makes which keys.

    Each chunk is told when it is there; its frames are `counted` where they are the steps of the stage.
    """
    futures: list[tuple[tuple[str, ...], Future[float]]] = []
    for ranks in batches([_work(job) for job in chunks], jobs):
        progress.go_on()  # where there is but one process, each batch is done as it is submitted
        together = tuple(chunks[rank] for rank in ranks)
        keys = tuple(job.key for job in together)
        future = hands.submit(KIND, keys, work, together)
        future.add_done_callback(_counting(progress, together, counted=counted))
        futures.append((keys, future))
    return futures


class DrawnChunks:
    """Chunks handed out to processes, and when the last of them ended."""

    def __init__(self, jobs: int, work: DrawChunks, hands: Hands, progress: Progress) -> None:
        self._jobs, self._work, self._hands, self._progress = jobs, work, hands, progress
        self._begun = self._ended = time.perf_counter()
        self._futures: list[Future[float]] = []

    def draw(self, chunks: Sequence[ChunkJob]) -> None:
        """Hand chunks out."""
        for _, future in hand_out(chunks, self._jobs, self._hands, self._work, self._progress):
            future.add_done_callback(self._end)
            self._futures.append(future)

    def _end(self, _: Future[float]) -> None:
        self._ended = max(self._ended, time.perf_counter())

    def wait(self) -> Spent:
        """Wait for all and return what they took; raises what the first one to fail raised."""
        cpu = sum(awaited(future, self._progress) for future in self._futures)
        return Spent(self._ended - self._begun, cpu)


def _work(job: ChunkJob) -> Work:
    return Work(len(job.shown.lengths), frozenset(job.layers), job.shown.mixing)


def _counting(progress: Progress, jobs: Sequence[ChunkJob], *, counted: bool) -> Callable[[Future[float]], None]:
    def done(future: Future[float]) -> None:
        if not future.cancelled() and future.exception() is None:
            if counted:
                progress.advance(sum(job.length for job in jobs))
            for job in jobs:
                progress.ready(job.id, job.key, job.length, reused=False)

    return done
