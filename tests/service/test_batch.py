"""A batch: every film gets its story, in order; what fails, costs too much or is stopped spoils no other."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import BugError, Cancelled, Code, Finding, Mark, ScriptError, UserError
from pipeline.model.batch import BatchStory, Fate
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.model.traffic import Traffic
from pipeline.service import batch as service
from pipeline.service import render as rendering
from pipeline.service.assignments import Assignment, BatchOrder, in_turn
from pipeline.service.batch import batch
from pipeline.service.budget import Budget, Spending
from pipeline.service.events import (
    BatchBegun,
    BatchEnded,
    BatchEvent,
    Cancellation,
    FilmBroke,
    FilmEnded,
    Noted,
    OfFilm,
)
from pipeline.service.render import Rendered
from tests.fakes.projects import settings_in

Make = Callable[[Task, Any, Cancellation], None]


def _film(root: Path, name: str, preset: str = "draft", weight: float = 1.0) -> Assignment:
    task = Task(path=root / f"{name}.yaml", preset=PRESETS[preset], use_cache=False)
    return Assignment(name=f"{name}-{preset}", settings=settings_in(root, root / "output"), task=task, weight=weight)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> dict[str, Make]:
    """Stand in for what makes a film: by the script's name, what happens; nothing for a film that is made at once."""
    how: dict[str, Make] = {}

    def render(_newsroom: Any, task: Task, hear: Any, cancellation: Cancellation, _source: Any) -> Rendered:
        make: Make = how.get(task.path.stem, _at_once)
        make(task, hear, cancellation)
        return Rendered(
            film=task.path.with_suffix(".mp4"),
            frames=250,
            chunks=(),
            findings=(),
            loudness=-16.0,
            segments=(1, 2),
            traffic=Traffic(),
        )

    monkeypatch.setattr(rendering, "render", render)
    return how


def _at_once(*_: Any) -> None:
    """Make a film in no time."""


def _fates(story: BatchStory) -> dict[str, Fate]:
    return {film.name: film.fate for film in story.films}


def _raising(error: Exception) -> Make:
    def make(*_: Any) -> None:
        raise error

    return make


def _patient(_task: Task, _hear: Any, cancellation: Cancellation) -> None:
    limit = time.monotonic() + 60
    while not cancellation.wished and time.monotonic() < limit:
        time.sleep(0.01)
    raise Cancelled


def test_what_fails_stops_no_other_and_each_says_why(tmp_path: Path, made: dict[str, Make]) -> None:
    found = Finding(Mark("faux.yaml", 2, 1), "la clé est inconnue", code=Code("cle-inconnue"))
    made |= {
        "faux": _raising(ScriptError((found,))),
        "muet": _raising(UserError("la voix manque")),
        "bogue": _raising(BugError("a promise")),
    }
    heard: list[BatchEvent] = []
    films = tuple(_film(tmp_path, name) for name in ("faux", "muet", "bogue", "bon"))
    story = batch(BatchOrder(films=films, jobs=1), heard.append)
    assert [film.fate for film in story.films] == [Fate.REFUSED, Fate.REFUSED, Fate.BROKEN, Fate.RENDERED]
    refused, mute, broken, good = story.films
    assert refused.findings == (found,)
    assert refused.error == "1 erreur dans le script"
    assert mute.error == "la voix manque"
    assert "a promise" in broken.error
    assert (good.length, good.segments.made, good.segments.reused) == (10.0, 1, 2)
    assert good.place == (tmp_path / "bon.mp4").as_posix()
    (bug,) = (event for event in heard if isinstance(event, FilmBroke))
    assert (bug.name, str(bug.error)) == ("bogue-draft", "a promise")
    assert isinstance(heard[0], BatchBegun)
    assert heard[-1] == BatchEnded(story)
    assert sum(isinstance(event, FilmEnded) for event in heard) == len(films)


def test_what_a_film_tells_comes_with_its_name(tmp_path: Path, made: dict[str, Make]) -> None:
    made["un"] = lambda _task, hear, _stop: hear(Noted("voix : pico"))
    heard: list[BatchEvent] = []
    batch(BatchOrder(films=(_film(tmp_path, "un"), _film(tmp_path, "deux")), jobs=1), heard.append)
    assert [event for event in heard if isinstance(event, OfFilm)] == [OfFilm("un-draft", Noted("voix : pico"))]


def test_the_heaviest_comes_first_and_a_draft_before_its_script_s_other_films(tmp_path: Path) -> None:
    films = [
        _film(tmp_path, "court", "web", 3.0),
        _film(tmp_path, "long", "web", 9.0),
        _film(tmp_path, "long", "draft", 2.0),
        _film(tmp_path, "moyen", "vertical", 5.0),
    ]
    wanted = ["long-draft", "long-web", "moyen-vertical", "court-web"]
    assert [film.name for film in in_turn(films)] == wanted
    assert [film.name for film in in_turn(reversed(films))] == wanted


def test_time_that_is_spent_has_the_rest_put_off(tmp_path: Path, made: dict[str, Make]) -> None:
    made["long"] = _patient
    films = tuple(
        _film(tmp_path, name, weight=weight) for name, weight in (("bref", 9.0), ("long", 5.0), ("reste", 1.0))
    )
    story = batch(BatchOrder(films=films, jobs=1, budget=Budget(minutes=0.01)))
    assert _fates(story) == {"bref-draft": Fate.RENDERED, "long-draft": Fate.LEFT, "reste-draft": Fate.LEFT}
    assert story.stopped == "les 0,01 minutes accordées sont passées"


def test_disk_that_is_spent_is_what_was_added_to_cache_and_films(tmp_path: Path) -> None:
    cache, film = tmp_path / "cache", tmp_path / "film"
    (cache / "images" / "ab").mkdir(parents=True)
    (cache / "images" / "ab" / "old.mp4").write_bytes(b"x" * 5_000)
    spending = Spending(Budget(size=1_000), [cache, cache], [film])
    later = time.monotonic()
    assert spending.added(later + 2) == 0
    (cache / "images" / "ab" / "new.mp4").write_bytes(b"x" * 600)
    (cache / "son" / "cd").mkdir(parents=True)
    (cache / "son" / "cd" / "new.m4a").write_bytes(b"x" * 100)
    film.mkdir()
    (film / "film.mp4").write_bytes(b"x" * 400)
    assert spending.added(later + 2.5) == 0, "nobody looks twice in a second"
    assert spending.added(later + 4) == 1_100
    assert spending.spent() == "les 1 ko de disque accordés sont pris (1,1 ko ajoutés)"


def test_whoever_no_longer_wants_it_has_what_is_made(tmp_path: Path, made: dict[str, Make]) -> None:
    wish = Cancellation()

    def second(task: Task, hear: Any, stop: Cancellation) -> None:
        wish.cancel()
        _patient(task, hear, stop)

    made["deux"] = second
    films = tuple(_film(tmp_path, name, weight=weight) for name, weight in (("un", 3.0), ("deux", 2.0), ("trois", 1.0)))
    story = batch(BatchOrder(films=films, jobs=1), cancellation=wish)
    assert _fates(story) == {"un-draft": Fate.RENDERED, "deux-draft": Fate.LEFT, "trois-draft": Fate.LEFT}
    assert story.stopped == "annulé"


def test_an_interruption_comes_through_when_all_is_told(
    tmp_path: Path, made: dict[str, Make], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def second(task: Task, hear: Any, stop: Cancellation) -> None:
        begun.set()
        _patient(task, hear, stop)

    made["deux"] = second
    before = Spending.spent

    def spent(spending: Spending) -> str:
        if begun.is_set():
            raise KeyboardInterrupt
        return before(spending)

    monkeypatch.setattr(Spending, "spent", spent)
    heard: list[BatchEvent] = []
    films = tuple(_film(tmp_path, name, weight=weight) for name, weight in (("un", 3.0), ("deux", 2.0), ("trois", 1.0)))
    with pytest.raises(KeyboardInterrupt):
        batch(BatchOrder(films=films, jobs=1), heard.append)
    last = heard[-1]
    assert isinstance(last, BatchEnded)
    assert _fates(last.story) == {"un-draft": Fate.RENDERED, "deux-draft": Fate.LEFT, "trois-draft": Fate.LEFT}
    assert last.story.stopped == service.INTERRUPTED
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("film-")]
