"""A batch with real processes: each film is as a render makes it alone, shared pieces once; a stop leaves films."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.projects import ROOT
from tests.fakes.unsigned import unsigned

pytestmark = pytest.mark.slow

_JT = (sys.executable, "-m", "pipeline")
_SCRIPT = """\
titre: Le petit journal
presente_par: Jeanne Martin
conducteur:
  - plateau:
      texte: Bonsoir à tous.
  - plateau:
      texte: {text}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "jt.yaml").touch()
    for name, text in {"un": "On répare des vélos.", "deux": "On sème du blé.", "trois": "On chante."}.items():
        (tmp_path / "scripts" / f"{name}.yaml").write_text(_SCRIPT.format(text=text), "utf-8")
    return tmp_path


def _jt(project: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(  # noqa: S603 - our own command
        [*_JT, *words], cwd=project, env=env, capture_output=True, text=True, check=False, timeout=900
    )


def test_films_are_those_of_separate_renders_and_what_they_share_is_made_once(project: Path) -> None:
    asked = ("--preset", "draft", "--voix", "pico", "--jobs", "2")
    told = _jt(project, "lot", *asked, "--cache", "c1", "--out", "lot", "--json")
    assert told.returncode == 0, told.stderr
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    made: list[str] = []
    for name in ("un", "deux", "trois"):
        alone = _jt(project, "render", f"scripts/{name}.yaml", *asked, "--cache", f"c-{name}", "--out", f"seul/{name}")
        assert alone.returncode == 0, alone.stderr
        files = {path.name for path in (project / "seul" / name).iterdir()}
        assert files == {path.name for path in (project / "lot" / name).iterdir()}
        for file in files - {"report.json"}:
            assert unsigned(project / "lot" / name / file) == unsigned(project / "seul" / name / file), file
        made += [
            line["key"]
            for line in lines
            if line["kind"] == "chunk_ready" and line["film"] == name and not line["reused"]
        ]
    assert len(made) == len(set(made)), "a chunk was made twice"
    shared = sum(line["chunks"]["reused"] for line in lines if line["kind"] == "film_ended")
    assert shared > 0, "nothing was shared, though all of them begin alike"
    again = _jt(project, "lot", *asked, "--cache", "c1", "--out", "lot")
    assert again.returncode == 0
    assert again.stderr.count("| inchangé :") == 3


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_interruption_leaves_what_is_finished_and_lists_it(project: Path) -> None:
    names = ("a", "b", "c", "d", "e")
    for name in names:
        text = f"On répare des vélos, on sème du blé et on chante, dit {name}. " * 8
        (project / "scripts" / f"{name}.yaml").write_text(_SCRIPT.format(text=text), "utf-8")
    scripts = [f"scripts/{name}.yaml" for name in names]
    words = ("lot", *scripts, "--preset", "draft", "--voix", "pico", "--jobs", "2")
    with (project / "err.txt").open("w") as err:
        running = subprocess.Popen(  # noqa: S603 - our own command
            [*_JT, *words, "--cache", "c", "--out", "lot"],
            cwd=project,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
            start_new_session=True,
        )
        try:
            limit = time.monotonic() + 600
            while not any(project.glob("lot/*/*.mp4")) and running.poll() is None and time.monotonic() < limit:
                time.sleep(0.05)
            assert running.poll() is None, (project / "err.txt").read_text("utf-8")
            running.send_signal(signal.SIGTERM)  # what a cancelled job gets; heard as Ctrl-C is
            running.communicate(timeout=120)
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
    told = (project / "err.txt").read_text("utf-8")
    assert running.returncode == 130, told
    assert "Traceback" not in told
    assert "arrêté : interrompu" in told
    rows = {row.split()[0]: row.split()[2] for row in told.splitlines() if row[:2] in {f"{name} " for name in names}}
    rows = {name: fate for name, fate in rows.items() if fate in {"rendu", "reporté"}}
    films = {path.stem for path in project.glob("lot/*/*.mp4")}
    assert set(rows) == set(names), told
    assert {name for name, fate in rows.items() if fate == "rendu"} == films
    assert films, "the one that was finished is gone"
    assert films != set(names), "nothing was interrupted"
