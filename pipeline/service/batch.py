"""Many films in one go: one pool of processes, films in turns; a film that fails stops no other.

Films are made by a few threads that take turns in this process (`adapters.executors.shared`): while one waits for the
pool, the next is planned. Each film is what `service.render` makes of it alone, to the byte.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.adapters.executors.local import LocalExecutors
from pipeline.adapters.executors.memory import give_back
from pipeline.adapters.executors.shared import SharedExecutors, Turns
from pipeline.errors import Cancelled, Level, ScriptError, UserError
from pipeline.french.system import in_words
from pipeline.french.wording import counted
from pipeline.model.batch import BatchStory, Fate, FilmStory, Reuse
from pipeline.model.time import seconds
from pipeline.model.traffic import Traffic
from pipeline.ports import Executors
from pipeline.produce.under_way import UnderWay
from pipeline.service.assignments import Assignment, BatchOrder, in_turn
from pipeline.service.budget import Spending
from pipeline.service.events import (
    BatchBegun,
    BatchEnded,
    BatchEvent,
    Cancellation,
    Event,
    FilmBegun,
    FilmBroke,
    FilmEnded,
    HearBatch,
    Noted,
    OfFilm,
    unheard,
)
from pipeline.service.several import place_of
from pipeline.service.standing import get_workers_ready, up_to_date

if TYPE_CHECKING:
    from pipeline.service.newsrooms import Newsrooms

_STEP = 0.1
"""Seconds between two looks at how a batch is getting on."""

_AT_REST = 250_000_000
"""Bytes this process may hold between two films: what draws and plans takes most of that by itself."""

INTERRUPTED = "interrompu"


Floor = Callable[[int, Turns, Callable[[str], None]], AbstractContextManager[Executors]]
"""Opens where the work of a batch is done, for so many processes; takes what a line is told by."""


@contextmanager
def local_floor(jobs: int, turns: Turns, tell: Callable[[str], None]) -> Iterator[Executors]:
    """Open one pool of processes of this machine for all films."""
    with LocalExecutors(tell).open(jobs) as pool:
        yield SharedExecutors(pool, turns)


def batch(
    order: BatchOrder,
    hear: HearBatch = unheard,
    cancellation: Cancellation | None = None,
    floor: Floor = local_floor,
) -> BatchStory:
    """Make every film that does not stand already, the heaviest first, and return what became of each.

    What is wrong with a film is in its story, never raised. An interruption comes through when all films under way
    have been given up; what is made by then stays, and `BatchEnded` has told what became of each.
    """
    return _Batch(order, hear, cancellation or Cancellation()).done(floor)


class _Batch:
    """One batch under way."""

    def __init__(self, order: BatchOrder, hear: HearBatch, wish: Cancellation) -> None:
        self._order, self._hear, self._wish = order, hear, wish
        self._begun = time.monotonic()
        self._one = threading.RLock()
        self._stories: dict[str, FilmStory] = {}
        self._stop = Cancellation()
        self._stopped = ""
        self._traffic = Traffic()
        self._turns, self._under_way = Turns(), UnderWay()
        self._queue: deque[Assignment] = deque()
        self._spending = Spending(
            order.budget,
            (film.settings.cache for film in order.films),
            (place_of(film.settings, film.task) for film in order.films),
        )

    def done(self, floor: Floor) -> BatchStory:
        """Do everything, and tell what became of it however it ends."""
        order = self._order
        self._tell(
            BatchBegun((*(film.name for film in order.refused), *(film.name for film in order.films)), order.jobs)
        )
        try:
            for story in order.refused:
                self._ended(story)
            rest = [film for film in order.films if not self._stands(film)]
            if rest and not self._halted():
                self._make(rest, floor)
        except BaseException:
            self._stopped = self._stopped or INTERRUPTED
            raise
        finally:
            whole = self._story()
            self._tell(BatchEnded(whole))
        return whole

    def _make(self, films: list[Assignment], floor: Floor) -> None:
        if self._order.jobs > 1:
            get_workers_ready()
        from pipeline.service import render  # noqa: F401, PLC0415 - what draws and speaks, loaded before threads are
        from pipeline.service.newsrooms import Newsrooms  # noqa: PLC0415 - likewise

        newsrooms = Newsrooms()
        films = self._sound(films, newsrooms)
        if not films or self._halted():
            return
        self._queue.extend(in_turn(films))
        with floor(self._order.jobs, self._turns, lambda text: self._tell(Noted(text))) as executors:
            count = min(self._order.in_flight, len(films)) if self._order.jobs > 1 else 1
            at_work = newsrooms.employing(executors, self._under_way)
            threads = [threading.Thread(target=self._work, args=(at_work,), name=f"film-{n}") for n in range(count)]
            try:
                for thread in threads:
                    thread.start()
                self._watch(threads)
            except BaseException:
                self._stop.cancel()
                raise
            finally:
                for thread in threads:
                    thread.join()

    def _watch(self, threads: list[threading.Thread]) -> None:
        """Wait for all films, and stop them when they are no longer wanted or have taken what they may."""
        while any(thread.is_alive() for thread in threads):
            threads[0].join(_STEP) if threads[0].is_alive() else time.sleep(_STEP)
            self._halted()

    def _halted(self) -> bool:
        """Tell whether no more is to be made, and have what is under way given up."""
        if not self._stopped:
            self._stopped = "annulé" if self._wish.wished else self._spending.spent()
            if self._stopped:
                self._stop.cancel()
        return bool(self._stopped)

    def _work(self, newsrooms: "Newsrooms") -> None:
        """Make films until there are none; what begins one is done in one turn, so that they begin in their order."""
        while True:
            with self._turns.taken():
                if self._stop.wished or not self._queue:
                    return
                self._film(self._queue.popleft(), newsrooms)
                give_back(_AT_REST)

    def _film(self, film: Assignment, newsrooms: "Newsrooms") -> None:
        from pipeline.service.render import render  # noqa: PLC0415 - loaded by now

        begun = time.monotonic()
        self._tell(FilmBegun(film.name))

        def hear(event: Event) -> None:
            self._tell(OfFilm(film.name, event))

        try:
            made = render(newsrooms.of(film.settings), film.task, hear, self._stop, film.source)
        except Exception as error:  # noqa: BLE001 - whatever ends a film is told of it, and ends no other
            story = self._failed(film, error, begun)
        else:
            self._traffic += made.traffic
            anew = sum(not chunk.reused for chunk in made.chunks)
            story = film.story(
                Fate.RENDERED,
                begun - self._begun,
                place=made.film.as_posix(),
                length=seconds(made.frames),
                chunks=Reuse(anew, len(made.chunks) - anew),
                segments=Reuse(*made.segments),
                findings=(*made.replaced, *made.findings),
                seconds=time.monotonic() - begun,
            )
        self._ended(story)

    def _failed(self, film: Assignment, error: Exception, begun: float) -> FilmStory:
        """Return the story of a film that came to nothing; a bug is told with its trace."""
        spent, since = time.monotonic() - begun, begun - self._begun
        if isinstance(error, Cancelled) or self._stop.wished:  # what stops us may stop what works for us first
            return film.story(Fate.LEFT, since, seconds=spent)
        if isinstance(error, ScriptError):
            wrong = counted(sum(found.level is Level.ERROR for found in error.findings), "erreur", "erreurs")
            return film.story(
                Fate.REFUSED, since, seconds=spent, findings=error.findings, error=f"{wrong} dans le script"
            )
        if isinstance(error, UserError):
            return film.story(Fate.REFUSED, since, seconds=spent, error=str(error))
        self._tell(FilmBroke(film.name, error))
        return film.story(Fate.BROKEN, since, seconds=spent, error=f"erreur interne : {type(error).__name__} : {error}")

    def _stands(self, film: Assignment) -> bool:
        """Tell whether a film need not be made: it stands as it would be, or cannot even be looked at."""
        if self._halted():
            return False
        begun = time.monotonic()

        def tell(text: str) -> None:
            self._tell(OfFilm(film.name, Noted(text)))

        try:
            with in_words():
                found, damaged = up_to_date(film.settings, film.task, tell)
        except UserError as error:
            self._ended(self._failed(film, error, begun))
            return True
        for entry in damaged:
            tell(f"avertissement : une entrée du cache était abîmée, elle sera refaite ({entry})")
        if found is None:
            return False
        self._traffic += Traffic(shared=found.brought)
        place = (film.task.folder or film.settings.output / found.id) / found.film
        self._ended(
            film.story(
                Fate.STANDING,
                begun - self._begun,
                place=place.as_posix(),
                length=seconds(found.frames),
                chunks=Reuse(0, found.chunks),
                findings=found.findings,
                seconds=time.monotonic() - begun,
            )
        )
        return True

    def _sound(self, films: list[Assignment], newsrooms: "Newsrooms") -> list[Assignment]:
        """Return films without those of rows that are refused: a whole table is checked before any film is made."""
        rows = [film for film in films if film.row]
        if not rows:
            return films
        from pipeline.service.preparing import prepare  # noqa: PLC0415 - what checks is loaded when there is something
        from pipeline.service.source import Source  # noqa: PLC0415 - likewise

        self._tell(Noted(f"vérification de {counted(len(rows), 'film')} du tableau"))
        for film in rows:
            if self._halted():
                break
            begun = time.monotonic()
            try:
                with in_words():
                    prepare(newsrooms.of(film.settings), film.source or Source(film.task.path), film.task.preset)
            except Exception as error:  # noqa: BLE001 - whatever ends a film is told of it, and ends no other
                self._ended(self._failed(film, error, begun))
        return [film for film in films if film.name not in self._stories]

    def _tell(self, event: BatchEvent) -> None:
        with self._one:
            self._hear(event)

    def _ended(self, story: FilmStory) -> None:
        with self._one:
            self._stories[story.name] = story
            self._hear(FilmEnded(story))

    def _story(self) -> BatchStory:
        """Return what became of all, those that were not begun included."""
        now = time.monotonic() - self._begun
        for film in self._order.films:
            if film.name not in self._stories:
                self._ended(film.story(Fate.LEFT, now))
        asked = (*(film.name for film in self._order.refused), *(film.name for film in self._order.films))
        return BatchStory(
            films=tuple(self._stories[name] for name in asked),
            seconds=now,
            jobs=self._order.jobs,
            shard=self._order.shard,
            stopped=self._stopped,
            created_with=f"jt {__version__}",
            traffic=self._traffic.figures,
        )
