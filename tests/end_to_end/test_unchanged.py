"""A film that stands is left as it is, and said so; whatever changed, the film is made."""

import datetime as dt
import hashlib
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline.adapters.cache import census
from pipeline.adapters.project import CACHE_VARIABLE
from pipeline.cli import app
from pipeline.errors import UserError
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.produce.deliver import lay_out
from pipeline.service import render as service
from pipeline.service.events import Hear
from pipeline.service.newsroom import Newsroom
from tests.fakes.projects import copied
from tests.fakes.unsigned import told_outputs, unsigned

pytestmark = pytest.mark.xdist_group("unchanged")

SCRIPT = """\
titre: Le petit journal
presente_par: jeanne
intervenants:
  jeanne: {nom: Jeanne Martin, role: présentatrice, consentement: {statut: signé, expire: 2020-01-01}}
conducteur:
  - sujet: Le banc
    lancement: non
    plans:
      - image: banc.png
        texte: Un banc parle.
"""
RENDER = ("render", "scripts/petit.yaml", "--preset", "draft", "--jobs", "1")
STANDS = "film à jour, rien n'a changé depuis son rendu"


@dataclass(frozen=True, slots=True)
class Told:
    """What a command left: its exit code, what it printed, and whether it went to render."""

    code: int
    out: str
    err: str
    rendered: bool

    @property
    def remarks(self) -> list[str]:
        return [line for line in self.err.splitlines() if "avertissement : " in line or "note : " in line]


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the test's own, with a film in its place."""

    root: Path
    first: Told

    @property
    def films(self) -> Path:
        return self.root / "output" / "petit"

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.films.iterdir())}


Jt = Callable[..., Told]


def _run(patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], *, real: bool) -> Told:
    """Run a command; unless `real`, a render stops before it begins."""
    rendered: list[bool] = []
    render = service.render

    def begun(newsroom: Newsroom, task: Task, hear: Hear) -> service.Rendered:
        rendered.append(True)
        if not real:
            raise UserError("rendu")
        return render(newsroom, task, hear)

    patch.setattr(service, "render", begun)
    patch.setattr(sys, "argv", ["jt", *words])
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        app.main()
    printed = capsys.readouterr()
    patch.setattr(service, "render", render)
    return Told(int(left.value.code or 0), printed.out, printed.err, bool(rendered))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied(tmp_path_factory.mktemp("projet"))
    (root / "scripts").mkdir()
    (root / "scripts" / "petit.yaml").write_text(SCRIPT, encoding="utf-8")
    Image.new("RGB", (640, 360), (90, 120, 60)).save(root / "media" / "banc.png")
    return root


@pytest.fixture
def jt(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Jt:
    monkeypatch.chdir(home)
    monkeypatch.setitem(PRESETS, "draft", replace(PRESETS["draft"], format=Format(160, 90)))
    monkeypatch.setenv(CACHE_VARIABLE, str(home / "output" / ".cache"))  # put back with the films after each test
    return lambda *words, real=False: _run(monkeypatch, capsys, words, real=real)


@pytest.fixture
def project(home: Path, jt: Jt) -> Iterator[Project]:
    """The film is rendered once for all tests; each leaves it standing."""
    kept = home.parent / "rendu"
    if not kept.exists():
        told = jt(*RENDER, real=True)
        assert told.code == 0, told.err
        (home.parent / "dit").write_text(told.err, encoding="utf-8")
        shutil.copytree(home / "output", kept)
    first = Told(0, "output/petit/petit.mp4\n", (home.parent / "dit").read_text("utf-8"), rendered=True)
    yield Project(home, first)
    shutil.rmtree(home / "output")
    shutil.copytree(kept, home / "output")


def test_nothing_changed_is_told_with_the_same_remarks_and_the_same_code(project: Project, jt: Jt) -> None:
    told = jt(*RENDER)
    assert not told.rendered
    assert (told.code, told.out) == (0, f"{project.films / 'petit.mp4'}\n")
    assert STANDS in told.err.splitlines()[-1]
    assert " 0 morceaux rendus (0 images), " in told.err
    assert told.remarks == project.first.remarks
    assert any("le consentement de « jeanne » a expiré" in remark for remark in told.remarks)
    loudness = re.compile(r"-\d+,\d LUFS")
    assert loudness.findall(told.err) == loudness.findall(project.first.err)


def test_nothing_but_the_report_is_written_and_it_says_what_ci_expects(project: Project, jt: Jt) -> None:
    before = project.files()
    jt(*RENDER)
    after = project.files()
    assert {name: data for name, data in after.items() if name != "report.json"} == {
        name: data for name, data in before.items() if name != "report.json"
    }
    report = json.loads(after["report.json"])
    assert {chunk["state"] for chunk in report["chunks"]} == {"reused"}
    assert set(report["stages"].values()) == {0.0}
    for found in (project.root / "output" / ".cache").rglob("livraisons"):
        shutil.rmtree(found)
    assert jt(*RENDER, real=True).rendered
    normal = json.loads(project.files()["report.json"])
    timed = {"stages": None, "work": None, "seal": None, "outputs": None}
    assert told_outputs(report) == told_outputs(normal), "the film was signed again, and is the same without"
    assert report | timed == normal | timed, "as if every chunk had been found in the cache"


def test_a_third_run_leaves_every_byte_and_every_date(project: Project, jt: Jt) -> None:
    jt(*RENDER)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.films.iterdir()}
    assert not jt(*RENDER).rendered
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.films.iterdir()} == before


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    "name", ["scripts/petit.yaml", "scenes/image/scene.yaml", "media/banc.png", "scenes/house/la_capsule.yaml"]
)
def test_one_byte_of_an_input_sends_it_to_render(project: Project, jt: Jt, name: str) -> None:
    path = project.root / name
    before = path.read_bytes()
    path.write_bytes(before.replace(b"\n", b" \n", 1) if name.endswith("yaml") else before + b"\0")
    assert jt(*RENDER).rendered
    path.write_bytes(before)
    assert not jt(*RENDER).rendered, "with its bytes back, the film stands again"


@pytest.mark.parametrize("name", ["petit.mp4", "captions.srt", "report.json", "poster.jpg"])
@pytest.mark.parametrize("how", [Path.unlink, _flipped], ids=["deleted", "altered"])
def test_a_film_that_is_not_whole_is_made(project: Project, jt: Jt, name: str, how: Callable[[Path], None]) -> None:
    how(project.films / name)
    assert jt(*RENDER).rendered


@pytest.mark.parametrize(
    "words",
    [
        (*RENDER[:2], "--preset", "web"),
        (*RENDER, "--voix", "pico"),
        (*RENDER, "--no-cache"),
        (*RENDER, "--from", "0", "--to", "1"),
        (*RENDER, "--only", "le-banc"),
        (*RENDER, "--out", "ailleurs"),
    ],
)
def test_another_wish_is_rendered(project: Project, jt: Jt, words: tuple[str, ...]) -> None:
    assert project.films.is_dir()
    assert jt(*words).rendered


def test_the_number_of_processes_is_no_reason(project: Project, jt: Jt) -> None:
    assert project.films.is_dir()
    assert not jt(*RENDER[:-1], "2").rendered


def test_a_new_day_checks_consents_again(project: Project, jt: Jt, monkeypatch: pytest.MonkeyPatch) -> None:
    assert project.films.is_dir()
    monkeypatch.setattr(census, "_today", lambda: dt.datetime.now(tz=dt.UTC).date() + dt.timedelta(days=1))
    assert jt(*RENDER).rendered


def test_an_input_touched_during_the_render_is_not_taken_for_the_one_rendered(
    project: Project, jt: Jt, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = project.root / "scripts" / "petit.yaml"

    def edited(**parts: Any) -> Any:
        script.write_text(SCRIPT.replace("Un banc parle", "Un banc chante"), encoding="utf-8")
        return lay_out(**parts)

    script.write_text(SCRIPT.replace("titre: Le petit", "titre: Le grand"), encoding="utf-8")
    monkeypatch.setattr(service, "lay_out", edited)
    assert jt(*RENDER, real=True).code == 0
    assert jt(*RENDER).rendered
    script.write_text(SCRIPT, encoding="utf-8")


@pytest.mark.parametrize("gone", [False, True], ids=["changed", "gone"])
def test_a_picture_changed_during_the_render_is_told_and_nothing_is_delivered(
    project: Project, jt: Jt, monkeypatch: pytest.MonkeyPatch, *, gone: bool
) -> None:
    picture = project.root / "media" / "banc.png"
    kept, before = picture.read_bytes(), project.files()

    def edited(**parts: Any) -> Any:
        laid_out = lay_out(**parts)
        picture.unlink()
        if not gone:
            Image.new("RGB", (640, 360), "teal").save(picture)
        return laid_out

    monkeypatch.setattr(service, "lay_out", edited)
    told = jt(*RENDER, "--no-cache", real=True)
    assert (told.code, told.out) == (1, "")
    assert "media/banc.png : fichier changé ou disparu pendant le rendu" in told.err
    assert project.files() == before
    picture.write_bytes(kept)


def test_a_script_gone_during_the_render_is_no_fault_and_the_report_names_the_one_that_was_read(
    project: Project, jt: Jt, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = project.root / "scripts" / "petit.yaml"
    digest = hashlib.sha256(script.read_bytes()).hexdigest()

    def edited(**parts: Any) -> Any:
        script.unlink()
        return lay_out(**parts)

    monkeypatch.setattr(service, "lay_out", edited)
    try:
        assert jt(*RENDER, "--no-cache", real=True).code == 0
    finally:
        script.write_text(SCRIPT, encoding="utf-8")
    assert json.loads((project.films / "report.json").read_bytes())["inputs"]["petit.yaml"] == digest


def test_a_damaged_entry_is_made_again_with_a_warning_and_gives_the_same_film(project: Project, jt: Jt) -> None:
    before = unsigned(project.films / "petit.mp4")
    damaged = next((project.root / "output" / ".cache").rglob("images/*/*.mp4"))
    whole = damaged.read_bytes()
    _flipped(damaged)
    (project.films / "petit.mp4").unlink()
    told = jt(*RENDER, real=True)
    assert told.code == 0
    assert f"avertissement : une entrée du cache était abîmée, elle a été refaite (images/{damaged.stem})" in told.err
    assert damaged.read_bytes() == whole
    assert unsigned(project.films / "petit.mp4") == before


def test_a_damaged_memory_of_the_film_is_told_and_renewed(project: Project, jt: Jt) -> None:
    (record,) = (project.root / "output" / ".cache").rglob("livraisons/*/*.json")
    _flipped(record)
    told = jt(*RENDER, real=True)
    assert told.rendered
    assert "avertissement : une entrée du cache était abîmée" in told.err
    assert not jt(*RENDER).rendered
