"""A script that is followed: what is shown at each save, what stays when it is broken, and the film of the command."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.adapters.project import settings_for
from pipeline.model.task import Task, preset_named
from pipeline.service.newsroom import Newsroom
from pipeline.service.render import render
from pipeline.service.session import Session
from pipeline.service.watch import (
    FilmShown,
    NothingChanged,
    PieceShown,
    ScriptChecked,
    ScriptRefused,
    ScriptWatch,
    StillShown,
    WatchEvent,
)
from tests.fakes.projects import BENCH
from tests.fakes.unsigned import unsigned

SCRIPT = BENCH.replace("image: banc.png", "carton: {titre: Le banc}") + "  - credits\n"
WHOLE = [ScriptChecked, StillShown, PieceShown, FilmShown]


class Over(Exception):  # noqa: N818 - the end of a test
    """Nothing more is to be followed."""


class Desk:
    """Somebody who saves, each time everything that was shown has been looked at."""

    def __init__(self, project: Path) -> None:
        self.script = project / "scripts" / "journal.yaml"
        self.shown: list[list[WatchEvent]] = [[]]
        self._saves: Iterator[Callable[[], object]] = iter(())

    def followed(self, *saves: Callable[[], object]) -> list[list[WatchEvent]]:
        """Follow the script through some saves; return what was shown before the first and after each."""
        self._saves = iter(saves)
        settings = settings_for(self.script, self.script.parents[1] / "cache")
        task = Task(path=self.script, preset=preset_named("draft"), engine="pico", offline=True)
        with Session(settings) as session, pytest.raises(Over):
            ScriptWatch(session, task, self.hear, self.pause).follow()
        return self.shown

    def hear(self, shown: WatchEvent) -> None:
        """Note what is shown."""
        self.shown[-1].append(shown)

    def pause(self) -> None:
        """Save once all is shown."""
        if self.shown[-1] and isinstance(self.shown[-1][-1], (FilmShown, NothingChanged, ScriptRefused)):
            save = next(self._saves, None)
            if save is None:
                raise Over
            self.shown.append([])
            save()

    def write(self, text: str) -> Callable[[], object]:
        """Return what saves a text."""
        return lambda: self.script.write_text(text, "utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "jt.yaml").write_text("chaine: Le canal\n", "utf-8")
    (tmp_path / "scripts" / "journal.yaml").write_text(SCRIPT, "utf-8")
    return Desk(tmp_path)


def kinds(shown: list[WatchEvent]) -> list[type]:
    """Return of which kind each step is."""
    return [type(one) for one in shown]


@pytest.mark.slow
def test_an_edit_shows_its_shot_then_its_item_then_the_film_of_the_command(desk: Desk, tmp_path: Path) -> None:
    edit = SCRIPT.replace("parle", "chante")
    first, second, same = desk.followed(desk.write(edit), desk.write(edit))
    assert kinds(first) == kinds(second) == WHOLE
    assert kinds(same) == [ScriptChecked, NothingChanged]
    film = second[-1]
    assert isinstance(film, FilmShown)
    settings = settings_for(desk.script, tmp_path / "other")
    task = Task(path=desk.script, preset=preset_named("draft"), engine="pico", offline=True, folder=tmp_path / "cold")
    cold = render(Newsroom(settings), task)
    assert unsigned(film.path) == unsigned(cold.film)


@pytest.mark.slow
def test_what_is_broken_is_told_and_what_stood_stays(desk: Desk) -> None:
    _, broken, gone, back = desk.followed(desk.write(SCRIPT + "  - sujet: [\n"), desk.script.unlink, desk.write(SCRIPT))
    assert kinds(broken) == kinds(gone) == [ScriptRefused]
    assert kinds(back) == [ScriptChecked, NothingChanged]
    film = desk.shown[0][-1]
    assert isinstance(film, FilmShown)
    folder = film.path.parent
    assert film.path.is_file()
    assert {file.name for file in folder.with_name(f"{folder.name}-apercu").iterdir()} == {
        "image.png",
        "sujet.mp4",
        "remarques.txt",
    }


@pytest.mark.slow
def test_a_newer_save_ends_what_is_under_way_for_the_older_one(desk: Desk) -> None:
    saved: list[WatchEvent] = []

    def hear(shown: WatchEvent) -> None:
        saved.append(shown)
        if len(saved) == 1:  # checked, and now saved once more
            desk.script.write_text(SCRIPT.replace("parle", "danse"), "utf-8")

    settings = settings_for(desk.script, desk.script.parents[1] / "cache")
    task = Task(path=desk.script, preset=preset_named("draft"), engine="pico", offline=True)

    def pause() -> None:
        if saved and isinstance(saved[-1], FilmShown):
            raise Over

    with Session(settings) as session, pytest.raises(Over):
        ScriptWatch(session, task, hear, pause).follow()
    assert kinds(saved).count(FilmShown) == 1
    assert kinds(saved[-4:]) == WHOLE
    film = saved[-1]
    assert isinstance(film, FilmShown)
    assert "danse" in (film.path.parent / "transcription.txt").read_text("utf-8")
