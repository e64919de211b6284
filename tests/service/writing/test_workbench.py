"""What the bench tells of a script while it is written: findings at once, those of laid-out texts in the end."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.model.picture import Format
from pipeline.model.task import Task, preset_named
from pipeline.produce.still import still_key
from pipeline.service.check import check
from pipeline.service.session import Session
from pipeline.service.source import Source
from pipeline.service.writing.board import BoardChanged, BoardChecked, BoardEvent
from pipeline.service.writing.changing import Fill
from pipeline.service.writing.pictures import KeptPictures
from pipeline.service.writing.showing import StillKeys, shown_frame
from pipeline.service.writing.workbench import Workbench
from tests.fakes.projects import ROOT, settings_in

SCRIPT = """\
titre: Le petit journal
date_fiction: 2050-03-12
conducteur:
  - sujet: Le banc
    lancement: non
    plans:
      - carton: {titre: Le banc}
        texte: Un banc parle.
      - carton: {titre: Le signe 𒀀}
        texte: Il se tait.
"""
TASK = preset_named("draft")


class Told:
    """Events of a bench, and a wait for what comes of them."""

    def __init__(self) -> None:
        self.events: list[BoardEvent] = []
        self._changed = threading.Condition()

    def hear(self, event: BoardEvent) -> None:
        with self._changed:
            self.events.append(event)
            self._changed.notify_all()

    def until(self, holds: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(holds, 120)


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Workbench, Told, Session, Path]]:
    path = folder / "journal.yaml"
    path.write_text(SCRIPT, "utf-8")
    told = Told()
    with Session(settings_in(ROOT, folder), 1) as session:
        task = Task(path=path, preset=TASK, jobs=1, engine="pico")
        bench = Workbench(session, task, folder / ".jt", told.hear)
        bench.start()
        try:
            yield bench, told, session, path
        finally:
            bench.close()


def test_the_bench_says_what_the_check_says_and_a_fault_before_anything_is_planned(tmp_path: Path) -> None:
    with opened(tmp_path) as (bench, told, session, path):
        said = check(session.newsroom(), Source(path), TASK).findings
        told.until(lambda: bench.board().findings == said)
        assert [str(one.code) for one in said] == ["caractere-absent"]
        planned = bench.board().shots

        told.events.clear()
        state = bench.write(bench.board().digest, [Fill("journal/date_fiction", "le 45 mars")], "carte")
        told.until(lambda: any(isinstance(one, BoardChecked) for one in told.events))
        checked = next(one for one in told.events if isinstance(one, BoardChecked))
        assert (checked.digest, checked.errors) == (state.digest, bench.board().errors)
        assert checked.errors
        assert bench.board().shots == planned  # the pictures of before stay while something is to be mended

        bench.undo()
        told.until(lambda: bench.board().findings == said)
        assert sum(isinstance(one, BoardChanged) for one in told.events) <= 4  # what a page has to load again


def test_pictures_of_shots_that_did_not_change_keep_the_key_that_they_have(tmp_path: Path) -> None:
    path, fmt = tmp_path / "journal.yaml", Format(640, 360)
    keys = StillKeys(fmt)
    with Session(settings_in(ROOT, tmp_path), 1) as session:
        for text in (
            SCRIPT,
            SCRIPT.replace("Un banc parle.", "Un banc parle, longtemps."),
            SCRIPT.replace("Le banc}", "Le pré}"),
        ):
            task = Task(path=path, preset=TASK, jobs=1, engine="pico")
            timeline = session.moment(task, Source(path, text=text)).sketched
            assert keys.of(timeline) == {
                shot.id: still_key(timeline, shown_frame(shot), fmt) for shot in timeline.shots
            }


def test_pictures_at_hand_take_no_more_room_than_they_may() -> None:
    kept = KeptPictures(room=10)
    kept.keep("a", b"12345")
    kept.keep("b", b"12345")
    assert kept.get("a")
    kept.keep("c", b"12345")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"12345", None, b"12345")
    kept.keep("c", b"123")
    assert len(kept) == 2
    assert "c" in kept
