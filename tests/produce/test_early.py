"""While a slow voice speaks, what it has spoken is drawn and can be watched; the film is the same to the byte."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import av
import pytest

from pipeline.adapters.executors.local import InlineExecutor
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.errors import Cancelled, MediaError
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS
from pipeline.plan.rundown import plan_rundown
from pipeline.produce.picture import ChunkJob
from pipeline.produce.run import Programme, Request, Tools, produce
from pipeline.speak.takes import Performance
from tests.fakes.progress import Recorder
from tests.fakes.projects import checked

_SMALL = replace(PRESETS["draft"], format=Format(320, 180))
_SCRIPT = """\
titre: Le petit journal
presente_par: Jeanne
conducteur:
  - sujet: Le banc
    id: le-banc
    lancement: non
    texte: Sur la place, un banc raconte la ville. Il parle à ceux qui passent.
  - sujet: La cloche
    id: la-cloche
    lancement: non
    texte: Au village, une cloche attend le matin.
"""


class SlowVoice(PicoVoice):
    """The embedded voice, which says that it is slow."""

    facts = replace(PicoVoice.facts, parallel=True, effort=30.0)


class Inline:
    """Works at once, whatever the number of workers."""

    @contextmanager
    def open(self, _jobs: int) -> Iterator[Executor]:
        yield InlineExecutor()


class Watched(Recorder):
    """Remembers how many lines had been spoken whenever something could be watched, and opens it."""

    def __init__(self) -> None:
        super().__init__()
        self.spoken: list[int] = []
        self.lengths: list[int] = []

    def watchable(self, title: str, film: Path) -> None:
        super().watchable(title, film)
        self.spoken.append(self.steps)
        with av.open(str(film)) as opened:
            pictures = sum(1 for _ in opened.decode(video=0))
        self.lengths.append(pictures)


def _asked(folder: Path, progress: Recorder, *, early: bool) -> tuple[Request, Tools]:
    newsroom, told = checked(_SCRIPT, folder, preset="draft")
    assert told.script is not None
    context = newsroom.plan_context(told.script, newsroom.scenes(), _SMALL)
    aside = folder / "film"
    aside.mkdir()
    request = Request(
        context=context,
        rundown=plan_rundown(context),
        preset=_SMALL,
        jobs=2,
        folder=aside,
        early=folder / "a-voir" if early else None,
    )
    known = newsroom.performance(told.script, "pico", offline=True)
    performance = Performance(SlowVoice(), known.settings, known.lexicon)
    return request, replace(newsroom.tools(performance, progress), executors=Inline())


@pytest.fixture(scope="module")
def early(tmp_path_factory: pytest.TempPathFactory) -> tuple[Programme, Watched]:
    folder, progress = tmp_path_factory.mktemp("early"), Watched()
    request, tools = _asked(folder, progress, early=True)
    return produce(request, tools, request.folder), progress


def test_items_can_be_watched_in_order_before_all_is_spoken(early: tuple[Programme, Watched]) -> None:
    programme, progress = early
    assert progress.shown
    titles = [title for title, _ in progress.shown]
    chapters = [chapter.title for chapter in programme.timeline.chapters]
    assert titles == [title for title in chapters if title in titles]
    assert progress.spoken[0] < len(programme.takes)
    assert all(length >= 25 for length in progress.lengths)
    assert [path.suffix for path in progress.shown[0][1].parent.iterdir()] == [".mp4"] * len(progress.shown)


def test_the_film_is_the_same_as_without_and_nothing_is_drawn_twice(
    early: tuple[Programme, Watched], tmp_path: Path
) -> None:
    programme, progress = early
    request, tools = _asked(tmp_path, Recorder(), early=False)
    plain = produce(request, tools, request.folder)
    assert programme.film.read_bytes() == plain.film.read_bytes()
    assert [story.reused for story in programme.chunks] == [story.reused for story in plain.chunks]
    told = [key for _, key, _, _ in progress.chunks]
    assert len(told) == len(set(told)) == len({chunk.id for chunk in programme.chunks})


def test_a_picture_that_fails_ends_the_film_as_it_does_without(tmp_path: Path) -> None:
    def failing(_: tuple[ChunkJob, ...]) -> float:
        raise MediaError("la scène est tombée")

    request, tools = _asked(tmp_path, Recorder(), early=True)
    with pytest.raises(MediaError, match="la scène est tombée"):
        produce(request, replace(tools, work=failing), request.folder)


def test_it_stops_when_it_is_no_longer_wanted(tmp_path: Path) -> None:
    class Stopping(Recorder):
        def watchable(self, title: str, film: Path) -> None:
            super().watchable(title, film)
            raise Cancelled

    request, tools = _asked(tmp_path, Stopping(), early=True)
    with pytest.raises(Cancelled):
        produce(request, tools, request.folder)
