"""What a use case tells while it works, as values; how it is stopped."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import Cancelled, Finding
from pipeline.model.batch import BatchStory, FilmStory


@dataclass(frozen=True, slots=True)
class StageBegun:
    """A stage begins: its French name, and of how many steps it is (0: nobody knows)."""

    name: str
    total: int


@dataclass(frozen=True, slots=True)
class Advanced:
    """A stage has come further: steps done of those there are, and the seconds left at this pace, when known."""

    stage: str
    done: int
    total: int
    left: float | None


@dataclass(frozen=True, slots=True)
class Noted:
    """Something worth a line, in French."""

    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """Something found in what the user wrote or in what was made of it; each is told once."""

    finding: Finding


@dataclass(frozen=True, slots=True)
class ChunkReady:
    """A piece of the film can be had from the store: its id, its key there, its frames, whether it was there before."""

    id: str
    key: str
    frames: int
    reused: bool


@dataclass(frozen=True, slots=True)
class Watchable:
    """Something of the film can be watched while the rest is made: its title, its file, which goes when all is done."""

    title: str
    film: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """The new film stands in the place of the one before, whatever comes now: its path."""

    film: str


@dataclass(frozen=True, slots=True)
class Finished:
    """All is done and in its place; the answer itself is what the use case returns."""

    what: str


Event = StageBegun | Advanced | Noted | Found | ChunkReady | Watchable | Delivered | Finished
"""What the render of one film tells."""


@dataclass(frozen=True, slots=True)
class BatchBegun:
    """A batch begins: the names of its films in the order asked for, and how many processes work for them."""

    films: tuple[str, ...]
    jobs: int


@dataclass(frozen=True, slots=True)
class FilmBegun:
    """A film of a batch is being made; several may be at a time."""

    name: str


@dataclass(frozen=True, slots=True)
class OfFilm:
    """What the render of one film of a batch tells, with the film's name."""

    name: str
    event: Event


@dataclass(frozen=True, slots=True)
class FilmBroke:
    """A bug of ours ended a film of a batch; its story follows."""

    name: str
    error: Exception


@dataclass(frozen=True, slots=True)
class FilmEnded:
    """What became of a film of a batch; told once for each of them, in the order in which they end."""

    story: FilmStory


@dataclass(frozen=True, slots=True)
class BatchEnded:
    """What became of a batch; told last, even of one that is interrupted."""

    story: BatchStory


BatchEvent = BatchBegun | FilmBegun | OfFilm | FilmBroke | FilmEnded | BatchEnded | Noted
"""What a batch tells; a note says something of all of it."""

Hear = Callable[[Event], None]
"""Takes each event in turn, one at a time; what it raises stops the work."""

HearBatch = Callable[[BatchEvent], None]
"""The same for a batch: one event at a time, from any thread."""


def unheard(_: object) -> None:
    """Hear nothing."""


class Cancellation:
    """A wish to stop, made from any thread; the work ends with `Cancelled`.

    It takes a fraction of a second; in a single process, as long as the batch of chunks that is under way.
    """

    def __init__(self) -> None:
        self._wished = threading.Event()

    def cancel(self) -> None:
        """Wish the work to stop."""
        self._wished.set()

    @property
    def wished(self) -> bool:
        """Tell whether the work is to stop."""
        return self._wished.is_set()


class Teller:
    """Turns what the rooms tell into events; fulfils `Progress`."""

    def __init__(self, hear: Hear = unheard, cancellation: Cancellation | None = None) -> None:
        self._hear = hear
        self._cancellation = cancellation or Cancellation()
        self._one = threading.RLock()
        self._told: set[Finding] = set()
        self._stage, self._total, self._done, self._begun = "", 0, 0, 0.0

    def stage(self, name: str, total: int) -> None:
        """Begin a stage of `total` steps (0: unknown)."""
        self.go_on()
        with self._one:
            self._stage, self._total, self._done, self._begun = name, total, 0, time.monotonic()
            self._hear(StageBegun(name, total))

    def advance(self, steps: int = 1) -> None:
        """Count some steps as done; called from any thread."""
        with self._one:
            self._done += steps
            spent, share = time.monotonic() - self._begun, self._done / self._total if self._total else 0.0
            self._hear(Advanced(self._stage, self._done, self._total, spent / share - spent if share else None))

    def note(self, text: str) -> None:
        """Tell something worth a line, in French."""
        with self._one:
            self._hear(Noted(text))

    def ready(self, name: str, key: str, frames: int, *, reused: bool) -> None:
        """Tell that a chunk of pictures can be had; called from any thread."""
        with self._one:
            self._hear(ChunkReady(name, key, frames, reused))

    def watchable(self, title: str, film: Path) -> None:
        """Tell that something of the film can be watched."""
        with self._one:
            self._hear(Watchable(title, str(film)))

    def found(self, *findings: Finding) -> None:
        """Tell findings, those that were not told yet."""
        for finding in findings:
            with self._one:
                if finding not in self._told:
                    self._told.add(finding)
                    self._hear(Found(finding))

    def delivered(self, film: str) -> None:
        """Tell that the new film stands."""
        with self._one:
            self._hear(Delivered(film))

    def finished(self, what: str) -> None:
        """Tell that all is done."""
        with self._one:
            self._hear(Finished(what))

    def go_on(self) -> None:
        """Raise Cancelled when the work is to stop."""
        if self._cancellation.wished:
            raise Cancelled
