"""Nights on paper: what so many films ask for in all, by multiplication alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from benchmarks.scale.films import Film

NIGHT = 8 * 3600.0
"""Seconds: from 20 h, when workshops have sent their scripts, to 4 h, when towns publish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """What a film asks for on average: seconds of CPU by stage, bytes, requests, tasks."""

    client: float
    takes: float
    chunks: float
    segments: float
    written: float
    delivered: float
    tasks: float
    writes: float
    reads: float
    misses: float

    @property
    def cpu(self) -> float:
        """All of it, in seconds."""
        return self.client + self.takes + self.chunks + self.segments

    @property
    def workers(self) -> float:
        """What of it may be done elsewhere than where the film is joined."""
        return self.cpu - self.client

    def cores(self, count: int) -> tuple[float, float]:
        """Return the cores that clients and workers are, for so many films in a night, if none ever waited."""
        return self.client * count / NIGHT, self.workers * count / NIGHT


def bill(films: Sequence[Film]) -> Bill:
    """Return the mean over films.

    Every entry of a cold film is asked for once in the store, which has none (a miss), and sent once; to join the film,
    chunks and segments that were made elsewhere are read.
    """
    return Bill(
        client=fmean(film.client for film in films),
        takes=fmean(sum(film.takes) for film in films),
        chunks=fmean(sum(film.chunks) for film in films),
        segments=fmean(sum(film.segments) for film in films),
        written=fmean(film.written for film in films),
        delivered=fmean(film.delivered for film in films),
        tasks=fmean(len(film.takes) + len(film.chunks) + len(film.segments) for film in films),
        writes=fmean(film.requests for film in films),
        reads=fmean(len(film.chunks) + len(film.segments) for film in films),
        misses=fmean(film.requests for film in films),
    )


def spoken_by(films: Sequence[Film], neural: Sequence[Film]) -> tuple[Film, ...]:
    """Return films as they would be with the neural voice: their takes cost what those that were measured did.

    A take costs the mean of the measured ones; what the embedded voice cost the client stays in: some seconds too many.
    """
    cost = fmean(take for film in neural for take in film.takes)
    return tuple(replace(film, voice="kokoro", takes=(cost,) * film.lines) for film in films)
