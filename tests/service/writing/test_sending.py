"""What is sent out is found by its name in its own folder alone; what is long is done again after an edit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import Cancelled, UserError
from pipeline.model.task import Task, preset_named
from pipeline.service.events import Cancellation
from pipeline.service.session import Session
from pipeline.service.writing.board import BoardEvent
from pipeline.service.writing.errands import Errands
from pipeline.service.writing.sending import SendingOut
from tests.fakes.projects import CONTRACT, ROOT, settings_in


@pytest.fixture
def sending(tmp_path: Path) -> Iterator[SendingOut]:
    path = tmp_path / "journal.yaml"
    path.write_text(CONTRACT, "utf-8")
    heard: list[BoardEvent] = []
    with Session(settings_in(ROOT, tmp_path / "out"), 1) as session:
        yield SendingOut(session, Task(path=path, preset=preset_named("draft"), jobs=1, engine="pico"), heard.append)


def test_only_what_lies_in_the_folder_of_a_delivery_is_given(sending: SendingOut, tmp_path: Path) -> None:
    assert sending.standing() == ()
    folder = tmp_path / "out" / "journal"
    folder.mkdir(parents=True)
    (folder / "journal.mp4").write_bytes(b"film")
    (folder / "captions.vtt").write_text("WEBVTT\n", "utf-8")
    (folder / "ailleurs.txt").symlink_to(tmp_path / "journal.yaml")
    (folder / ".verrou").write_text("", "utf-8")
    (standing,) = sending.standing()
    assert (standing.preset, standing.film, standing.current) == ("web", folder / "journal.mp4", False)
    assert sending.file("web", "captions.vtt") == folder / "captions.vtt"
    for name in ("../journal.yaml", "ailleurs.txt", ".verrou", "..", "", "/etc/passwd", "rien.txt"):
        assert sending.file("web", name) is None
    assert sending.file("../..", "journal.yaml") is None
    assert sending.verdict("web") == {}


def test_what_cannot_be_sent_is_refused(sending: SendingOut) -> None:
    assert {"draft", "web", "vertical", "square"} <= set(sending.offered())
    with pytest.raises(UserError, match="au moins une"):
        sending.ordered(())
    with pytest.raises(UserError):
        sending.ordered(("cinéma",))


def test_something_long_is_done_again_after_an_edit_and_who_waits_is_told() -> None:
    errands, done = Errands(), []

    def long(_: Cancellation) -> None:
        done.append("film")
        if len(done) == 1:
            raise Cancelled

    errands.long = long
    with pytest.raises(Cancelled):
        errands.do_long(Cancellation())
    errands.do_long(Cancellation())
    errands.do_long(Cancellation())
    assert done == ["film", "film"]

    waiting = errands.ask(lambda moment: moment)
    errands.do_next(None)
    with pytest.raises(UserError, match="à corriger"):
        waiting.result(0)
    left = errands.ask(lambda moment: moment)
    errands.leave()
    assert left.cancelled()
