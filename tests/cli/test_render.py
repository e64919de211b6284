"""`jt render`, with real films of three seconds."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ScriptError
from tests.fakes.odd_places import bound_by_rights, put_there
from tests.fakes.projects import ROOT

Jt = Callable[..., Any]


def test_a_bad_script_does_not_stop_the_next(jt: Jt, folder: Path) -> None:
    told = jt("render", "faux.yaml", "petit.yaml", "--preset", "draft", "--jobs", "1", "--out", "films")
    film = Path("films") / "petit" / "petit.mp4"
    assert told.code == 1
    assert told.out == f"{film}\n", "standard output holds the paths of the films, nothing else"
    assert film.stat().st_size > 10_000
    assert "faux.yaml:2:1: " in told.err
    assert "faux.yaml:5:12: " in told.err
    assert " LUFS" in told.err.splitlines()[-1] or "avertissement" in told.err.splitlines()[-1]
    assert not (folder / "films" / "faux").exists()
    assert not list(folder.rglob(".en-cours-*"))
    report = json.loads((film.parent / "report.json").read_text(encoding="utf-8"))
    assert report["script"] == "petit"


def test_every_wish_reaches_the_render(jt: Jt, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.service import render as service

    tasks: list[Any] = []

    def remember(_newsroom: object, task: Any, _hear: object) -> None:
        tasks.append(task)
        raise ScriptError(())

    monkeypatch.setattr(service, "render", remember)
    options = ["--only", "a", "--only", "b", "--from", "1", "--to", "0:02", "--jobs", "3", "--offline", "--no-cache"]
    assert jt("render", "petit.yaml", "--preset", "broadcast", "--voix", "pico", *options).code == 1
    (task,) = tasks
    assert (task.preset.name, task.items, task.start, task.end) == ("broadcast", {"a", "b"}, 25, 50)
    assert (task.jobs, task.engine, task.offline, task.use_cache, task.folder) == (3, "pico", True, False, None)
    assert task.partial


def test_left_alone_every_wish_has_its_default(jt: Jt, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.service import render as service

    tasks: list[Any] = []

    def remember(_newsroom: object, task: Any, _hear: object) -> None:
        tasks.append(task)
        raise ScriptError(())

    monkeypatch.setattr(service, "render", remember)
    jt("render", "petit.yaml")
    (task,) = tasks
    assert (task.preset.name, task.items, task.start, task.end) == ("web", frozenset(), None, None)
    assert (task.engine, task.offline, task.use_cache, task.folder) == ("", False, True, None)
    assert task.jobs >= 1
    assert not task.partial


@pytest.mark.parametrize(
    ("out", "places"),
    [
        ((), [(None, "petit"), (None, "petit-vertical"), (None, "petit-broadcast")]),
        (("--out", "films"), [("films/web", ""), ("films/vertical", ""), ("films/broadcast", "")]),
    ],
)
def test_every_delivery_of_the_channel_is_made_and_none_takes_the_place_of_another(
    jt: Jt, folder: Path, monkeypatch: pytest.MonkeyPatch, out: tuple[str, ...], places: list[tuple[str | None, str]]
) -> None:
    from pipeline.model.task import folder_name
    from pipeline.model.traffic import Traffic
    from pipeline.service import render as service

    tasks: list[Any] = []

    class Stopped:
        film, frames, chunks, findings, loudness, segments = Path("x.mp4"), 0, (), (), -16.0, (0, 0)
        replaced = ()
        traffic = Traffic()

    def remember(_newsroom: object, task: Any, _hear: object) -> type[Stopped]:
        tasks.append(task)
        return Stopped

    monkeypatch.setattr(service, "render", remember)
    (folder / "jt.yaml").write_text("livraisons: [web, vertical, broadcast, web]\n", "utf-8")
    assert jt("render", "petit.yaml", *out).code == 0
    for task, (place, name) in zip(tasks, places, strict=True):
        assert task.folder == (Path(place) if place else None)
        if name:
            assert folder_name("petit", task.preset, apart=task.apart) == name


def test_scripts_that_meet_are_refused_before_anything_is_rendered(
    jt: Jt, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.service import render as service

    monkeypatch.setattr(service, "render", None)
    for name in ("un", "deux"):
        (folder / name).mkdir()
        (folder / name / "jt.yaml").write_text((folder / "petit.yaml").read_text("utf-8"), "utf-8")
    told = jt("render", "un/jt.yaml", "deux/jt.yaml", "--preset", "draft", "--out", "films")
    assert "un/jt.yaml et deux/jt.yaml iraient dans le même dossier" in told.sentence()


@pytest.mark.parametrize("how", ["file", "pipe", "loop"])
def test_what_stands_where_a_film_should_go_is_somebody_s_and_stays(jt: Jt, folder: Path, how: str) -> None:
    place = folder / "lettre.odt"
    if how == "file":
        place.write_bytes(b"a moi")
    else:
        put_there(how, place, folder)
    before = place.lstat()
    told = jt("render", "petit.yaml", "--preset", "draft", "--jobs", "1", "--out", "lettre.odt")
    assert (told.code, told.out) == (1, "")
    assert "lettre.odt" in told.err.splitlines()[-1]
    assert place.lstat().st_ino == before.st_ino
    assert not list(folder.glob(".en-cours-*"))


def test_a_script_that_nobody_may_read_is_told_with_its_place(folder: Path) -> None:
    (folder / "petit.yaml").chmod(0)
    done = subprocess.run(  # noqa: S603 - ours
        [*bound_by_rights(), sys.executable, "-m", "pipeline", "check", str(folder / "petit.yaml")],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "petit.yaml: ce fichier ne se lit pas (vous n'en avez pas le droit)" in done.stderr
