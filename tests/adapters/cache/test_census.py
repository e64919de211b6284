"""Whatever could change a film changes its fingerprint; nothing else does."""

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.adapters.cache import census as module
from pipeline.adapters.cache.census import Census, census
from pipeline.adapters.cache.digests import Digests
from pipeline.adapters.project import Places
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from tests.fakes.models import BYTES, small

_NEUTRAL = {"jobs", "use_cache", "folder", "stems"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("scripts/journal.yaml", "scenes/titres/scene.yaml", "media/fonts/police.ttf", "media/photo.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


@pytest.fixture
def task(root: Path) -> Task:
    return Task(
        path=root / "scripts/journal.yaml",
        preset=PRESETS["web"],
        items=frozenset(),
        start=None,
        end=None,
        folder=None,
        jobs=2,
        engine="pico",
        offline=False,
        use_cache=True,
    )


def _places(root: Path) -> Places:
    return Places(str(root), str(root), str(root / "scripts"))


def _taken(root: Path, task: Task) -> Census:
    found = census(_places(root), task.path, tuple(task.decisive()), Digests(root / "output"))
    assert found is not None
    return found


def _other(value: Any) -> Any:  # noqa: PLR0911 - one answer a type
    """Return another value of the same field."""
    match value:
        case bool():
            return not value
        case int() | Fraction():
            return value + 1
        case str():
            return f"{value}x"
        case frozenset():
            return value | {"x"}
        case Path():
            return value.with_name("autre.yaml")
        case None:
            return 3
        case _:
            return PRESETS["draft"]


@pytest.mark.parametrize("name", [field.name for field in fields(Task)])
def test_every_wish_counts_but_those_that_change_nothing(name: str, root: Path, task: Task) -> None:
    (root / "scripts/autre.yaml").write_bytes(task.path.read_bytes())
    changed = replace(task, **{name: _other(getattr(task, name))})
    same = _taken(root, changed).fingerprint == _taken(root, task).fingerprint
    assert same == (name in _NEUTRAL)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "scripts/journal.yaml").write_text("x"),
        lambda root: (root / "scenes/titres/scene.yaml").write_text("x"),
        lambda root: (root / "scenes/titres/fond.svg").write_text("x"),
        lambda root: (root / "media/photo.jpg").write_text("x"),
        lambda root: (root / "media/photo.jpg").rename(root / "media/image.jpg"),
        lambda root: (root / "media/fonts/police.ttf").unlink(),
    ],
)
def test_every_file_counts_by_name_and_content(change: Callable[[Path], object], root: Path, task: Task) -> None:
    before = _taken(root, task).fingerprint
    change(root)
    assert _taken(root, task).fingerprint != before


def test_a_file_written_again_with_the_same_bytes_changes_its_look_alone(root: Path, task: Task) -> None:
    before = _taken(root, task)
    (root / "media/copie").write_bytes((root / "media/photo.jpg").read_bytes())
    (root / "media/copie").replace(root / "media/photo.jpg")
    after = _taken(root, task)
    assert after.fingerprint == before.fingerprint
    assert after.looks != before.looks


def test_what_python_derives_does_not_count(root: Path, task: Task) -> None:
    before = _taken(root, task)
    (root / "scenes/titres/__pycache__").mkdir()
    (root / "scenes/titres/__pycache__/clip.pyc").write_text("x")
    assert _taken(root, task).fingerprint == before.fingerprint


def test_the_day_counts(root: Path, task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _taken(root, task).fingerprint
    tomorrow = dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1)
    monkeypatch.setattr(module, "_today", lambda: tomorrow)
    assert _taken(root, task).fingerprint != before


def test_variables_that_matter_count_and_others_do_not(root: Path, task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _taken(root, task).fingerprint
    monkeypatch.setenv("TERM", "vt100")
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.setenv("JT_STORE", "s3://union/jt")
    monkeypatch.setenv("JT_STORE_ECRITURE", "non")
    monkeypatch.setenv("JT_CACHE", "/ailleurs")
    assert _taken(root, task).fingerprint == before
    monkeypatch.setenv("PYTHONPATH", "/ailleurs")
    assert _taken(root, task).fingerprint != before


def test_an_upgraded_package_counts(root: Path, task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = root / "lib" / "site-packages"
    (packages / "av-15.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(packages))
    before = _taken(root, task).fingerprint
    (packages / "av-15.0.dist-info").rename(packages / "av-15.1.dist-info")
    assert _taken(root, task).fingerprint != before


def test_the_code_counts(root: Path, task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = tmp_path / "code" / "pipeline"
    code.mkdir(parents=True)
    (code / "__init__.py").write_text("")
    monkeypatch.setattr(pipeline, "__file__", str(code / "__init__.py"))
    before = _taken(root, task).fingerprint
    (code / "draw.py").write_text("x = 1")
    drawn = _taken(root, task).fingerprint
    assert drawn != before
    (code / "page.html").write_text("<p>")
    assert _taken(root, task).fingerprint not in {before, drawn}, "a page that is written otherwise is not made again"


def test_links_in_a_circle_are_followed_once(root: Path, task: Task) -> None:
    (root / "media" / "encore").symlink_to(root / "media")
    assert _taken(root, task)


def test_no_census_without_a_script(root: Path) -> None:
    assert census(_places(root), root / "rien.yaml", (), Digests(root / "output")) is None


def test_installing_the_neural_voice_counts(
    root: Path, task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = small(monkeypatch, tmp_path / "modeles")
    before = _taken(root, task)
    model.parent.mkdir()
    model.write_bytes(BYTES)
    assert _taken(root, task) != before
