"""A colleague who opens a project that was rendered elsewhere renders nothing, and has the same film to the byte."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.adapters.project import Places, Settings, SharedPlace
from pipeline.adapters.shared.address import address_of
from pipeline.adapters.shared.objects import StoredObjects
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.service import render as service
from pipeline.service.events import Event, Noted
from pipeline.service.newsroom import Newsroom
from pipeline.service.standing import up_to_date
from tests.fakes.projects import BENCH
from tests.fakes.unsigned import unsigned

ROOT = Path(__file__).parents[2]
STORE = "memory://deux-machines"


@dataclass(frozen=True, slots=True)
class Desk:
    """A machine of somebody: a checkout of the project, a cache; others share its store."""

    settings: Settings
    task: Task

    @property
    def film(self) -> Path:
        return self.settings.output / "petit" / "petit.mp4"

    @property
    def report(self) -> dict[str, dict[str, dict[str, int]]]:
        found: dict[str, dict[str, dict[str, int]]] = json.loads(self.film.with_name("report.json").read_bytes())
        return found

    def render(self) -> tuple[service.Rendered, list[str]]:
        told: list[str] = []

        def hear(event: Event) -> None:
            if isinstance(event, Noted):
                told.append(event.text)

        return service.render(Newsroom(self.settings), self.task, hear), told


def _desk(folder: Path, store: str = STORE, *, writes: bool = True) -> Desk:
    for name in ("scenes", "media"):
        shutil.copytree(
            ROOT / name, folder / name, copy_function=shutil.copyfile
        )  # a link would touch the library under other tests
    (folder / "scripts").mkdir()
    script = folder / "scripts" / "petit.yaml"
    script.write_text(BENCH, "utf-8")
    Image.new("RGB", (640, 360), (90, 120, 60)).save(folder / "media" / "banc.png")
    places = Places(str(folder), str(folder), str(script.parent))
    settings = Settings(places, folder / "output", folder / "cache", SharedPlace(store, writes))
    return Desk(settings, Task(path=script, preset=PRESETS["draft"], engine="pico"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = _desk(tmp_path_factory.mktemp("premiere"))
    done, told = desk.render()
    assert not any("magasin" in note for note in told), told
    assert done.traffic.sent.entries == done.traffic.made.entries + 1 + len(list(desk.film.parent.iterdir()))
    with contextlib.chdir(desk.settings.root):  # the path as it was typed counts: both will type the same
        replace(desk, task=replace(desk.task, path=Path("scripts/petit.yaml"))).render()
    return desk


@pytest.fixture
def colleague(first: Desk, tmp_path: Path) -> Iterator[Desk]:
    desk = _desk(tmp_path / "deuxieme")
    # the path as it was typed counts, as findings show it: both typed the same, each in their folder
    yield replace(desk, task=replace(desk.task, path=Path("scripts/petit.yaml")))
    assert unsigned(desk.film) == unsigned(first.film)


def test_the_pieces_of_another_machine_make_the_same_film(first: Desk, colleague: Desk) -> None:
    del first
    done, told = replace(
        colleague, task=replace(colleague.task, path=colleague.settings.root / "scripts/petit.yaml")
    ).render()
    assert all(chunk.reused for chunk in done.chunks)
    assert done.segments[0] == 0
    assert (done.traffic.made.entries, done.traffic.local.entries) == (0, 0)
    assert colleague.report["store"]["shared"]["entries"] == done.traffic.shared.entries > 5
    assert not any("magasin" in note for note in told), told


def test_the_film_of_another_machine_is_put_in_its_place(
    first: Desk, colleague: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.chdir(first.settings.root)
    again = replace(first, task=replace(first.task, path=Path("scripts/petit.yaml")))
    assert again.render()[0].traffic.made.entries == 0
    monkeypatch.chdir(colleague.settings.root)
    found, _ = up_to_date(colleague.settings, colleague.task, told.append)
    assert found is not None
    assert found.brought.entries == len(found.files) == len(list(colleague.film.parent.iterdir()))
    assert told == []
    assert {chunk["state"] for chunk in colleague.report["chunks"]} == {"reused"}  # type: ignore[index]
    standing, _ = up_to_date(colleague.settings, colleague.task, told.append)
    assert standing is not None
    assert standing.brought.entries == 0, "it stands now, as if it had been made here"


@pytest.mark.parametrize("part", ["film", "file gone", pytest.param("record", marks=pytest.mark.slow)])
def test_a_film_that_is_not_what_it_should_be_is_made_here(
    part: str, colleague: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(colleague.settings.root)
    objects = StoredObjects(address_of(STORE))
    kind = "films" if part == "record" else "fichiers"
    kept = {one.name: b"".join(objects.read(one.name) or ()) for one in objects.listed(f"v1/{kind}")}
    objects.remove(kept)
    for name, data in kept.items():
        if part != "file gone":
            objects.create(name, data[:-1] + bytes([data[-1] ^ 1]))
    try:
        told: list[str] = []
        assert up_to_date(colleague.settings, colleague.task, told.append)[0] is None
        assert not colleague.film.exists()
        done, notes = colleague.render()
        assert all(chunk.reused for chunk in done.chunks), "its pieces are sound"
        assert any("abîmées" in note for note in notes) == (part != "file gone")
    finally:
        objects.remove(kept)
        for name, data in kept.items():
            objects.create(name, data)
