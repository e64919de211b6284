"""What a use case tells while it works, and how it is stopped."""

import threading
from pathlib import Path

import pytest

from pipeline.errors import Cancelled, Code, Finding, Level, Mark
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.service.events import (
    Advanced,
    Cancellation,
    ChunkReady,
    Event,
    Finished,
    Found,
    Noted,
    StageBegun,
    Teller,
)
from pipeline.service.render import render
from pipeline.service.source import Source
from tests.fakes.projects import newsroom_in

CODE = Code("sous-titre-rapide")
TEXT = "titre: Essai\nconducteur:\n  - breve: {titre: Nancy, texte: Bonsoir.}\n  - virgule\n"


def _task(folder: Path, jobs: int = 1) -> Task:
    return Task(
        path=folder / "essai.yaml",
        preset=PRESETS["draft"],
        folder=folder / "film",
        jobs=jobs,
        engine="pico",
        offline=True,
    )


def _rendered(folder: Path, stop: Cancellation | None = None, jobs: int = 1) -> list[Event]:
    heard: list[Event] = []
    newsroom = newsroom_in(folder / "output")
    render(newsroom, _task(folder, jobs), heard.append, stop, Source(folder / "essai.yaml", TEXT))
    return heard


def test_a_render_tells_what_it_does_and_a_text_that_is_on_no_disk_is_not_taken_for_a_files(tmp_path: Path) -> None:
    heard = _rendered(tmp_path)
    assert [event.name for event in heard if isinstance(event, StageBegun)] == ["voix", "images", "assemblage"]
    ready = [event for event in heard if isinstance(event, ChunkReady)]
    assert ready
    assert not any(event.reused for event in ready)
    images = [event for event in heard if isinstance(event, Advanced) and event.stage == "images"]
    assert images[-1].done == images[-1].total == sum({event.key: event.frames for event in ready}.values())
    assert images[-1].left == pytest.approx(0, abs=1e-6)
    assert heard[-1] == Finished(str(tmp_path / "film" / "essai.mp4"))
    assert (tmp_path / "film" / "essai.mp4").is_file()
    assert not (tmp_path / "essai.yaml").exists()
    assert not list((tmp_path / "output" / ".cache").rglob("livraisons/*/*"))
    again = [event for event in _rendered(tmp_path) if isinstance(event, ChunkReady)]
    assert [(event.id, event.key, event.frames) for event in again] == [(e.id, e.key, e.frames) for e in again]
    assert all(event.reused for event in again)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("when", [StageBegun, Advanced, ChunkReady, Noted])
def test_a_render_that_is_no_longer_wanted_ends_and_leaves_the_film_before(
    when: type[Event], jobs: int, tmp_path: Path
) -> None:
    (tmp_path / "film").mkdir()
    (tmp_path / "film" / "essai.mp4").write_text("avant")
    stop = Cancellation()

    def hear(event: Event) -> None:
        if isinstance(event, when):
            stop.cancel()

    newsroom = newsroom_in(tmp_path / "output")
    asked = _task(tmp_path, jobs)
    source = Source(tmp_path / "essai.yaml", TEXT)
    if when is Noted:  # before anything is told
        stop.cancel()
    with pytest.raises(Cancelled):
        render(newsroom, asked, hear, stop, source)
    assert [path.name for path in (tmp_path / "film").iterdir()] == ["essai.mp4"]
    assert (tmp_path / "film" / "essai.mp4").read_text() == "avant"


def test_events_come_one_at_a_time_from_whatever_thread_and_findings_once() -> None:
    inside = threading.Lock()
    seen: list[Event] = []

    def hear(event: Event) -> None:
        assert inside.acquire(blocking=False), "two at once"
        seen.append(event)
        inside.release()

    teller = Teller(hear)
    teller.stage("images", 400)
    found = Finding(Mark("a.yaml", 1, 1), "trop long", level=Level.WARNING, code=CODE)

    def work() -> None:
        for _ in range(100):
            teller.advance()
            teller.found(found)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [event for event in seen if isinstance(event, Found)] == [Found(found)]
    assert max(event.done for event in seen if isinstance(event, Advanced)) == 400


def test_the_time_left_follows_the_pace() -> None:
    seen: list[Event] = []
    teller = Teller(seen.append)
    teller.stage("images", 4)
    teller.advance(2)
    teller.stage("assemblage", 0)
    teller.advance()
    half, unknown = (event for event in seen if isinstance(event, Advanced))
    assert half.left is not None
    assert half.left >= 0
    assert unknown.left is None


def test_in_a_single_process_too_a_render_ends_long_before_its_last_picture(tmp_path: Path) -> None:
    stories = "".join(
        f"  - sujet: Sujet {n}\n    texte: Voici une phrase. Puis une autre, pour durer.\n" for n in range(4)
    )
    ready: list[ChunkReady] = []
    total: list[int] = []
    stop = Cancellation()

    def hear(event: Event) -> None:
        if isinstance(event, StageBegun) and event.name == "images":
            total.append(event.total)
        if isinstance(event, ChunkReady):
            ready.append(event)
            stop.cancel()

    source = Source(tmp_path / "essai.yaml", f"titre: Essai\nconducteur:\n{stories}")
    with pytest.raises(Cancelled):
        render(newsroom_in(tmp_path / "output"), _task(tmp_path), hear, stop, source)
    assert sum(event.frames for event in ready) < total[0] / 2
