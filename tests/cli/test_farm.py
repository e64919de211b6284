"""A batch handed to a render farm, as it is typed; and what comes back of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from pipeline.model.batch import BatchStory, Fate, FilmStory, Shard
from pipeline.service.batch_reports import write_reports
from tests.cli.conftest import PETIT, Told

Jt = Callable[..., Told]
FILM = FilmStory(script="scripts/a.yaml", name="a", preset="draft", fate=Fate.RENDERED, length=3.0, seconds=2.0)


@pytest.fixture
def projet(jt: Jt, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - jt moves elsewhere first
    """Stand in a project of two scripts that delivers a draft and a vertical film."""
    root = tmp_path / "atelier"
    (root / "scripts").mkdir(parents=True)
    (root / "jt.yaml").write_text("chaine: Talence 2050\nlivraisons: [draft, vertical]\n", "utf-8")
    for name in ("un", "deux"):
        (root / "scripts" / f"{name}.yaml").write_text(PETIT, "utf-8")
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("name", ["travail.yaml", "travail.json"])
def test_a_project_becomes_a_job_in_its_own_deliveries(name: str, jt: Jt, projet: Path) -> None:
    told = jt("lot", "--openjd", name, "--voix", "pico", "--max-minutes", "50")
    assert (told.code, told.out.strip(), told.err) == (0, name, "")
    job = yaml.safe_load((projet / name).read_text("utf-8"))
    parts = job["steps"][0]["parameterSpace"]["taskParameterDefinitions"]
    assert parts[1]["range"] == ["draft", "vertical"]
    defaults = {each["name"]: each.get("default") for each in job["parameterDefinitions"]}
    assert (defaults["Projet"], defaults["Parts"]) == (".", 2)
    assert job["steps"][0]["script"]["actions"]["onRun"]["args"][-4:] == ["--max-minutes", "50", "--voix", "pico"]
    assert str(projet) not in (projet / name).read_text("utf-8")


def test_what_is_told_to_a_job_are_options_that_exist(jt: Jt, projet: Path) -> None:
    options = (
        "--secours",
        "pico",
        "--engine",
        "moviepy",
        "--jobs",
        "3",
        "--offline",
        "--no-cache",
        "--incrustes",
        "--sans-marques",
        "le site d'accueil l'annonce",
    )
    assert jt("lot", "--openjd", "travail.json", "--voix", "gtts", "--preset", "web", *options).code == 0
    arguments = json.loads((projet / "travail.json").read_text("utf-8"))["steps"][0]["script"]["actions"]["onRun"][
        "args"
    ]
    said = jt("lot", "--help").out
    assert [word for word in arguments if word.startswith("--") and word not in said] == []
    assert set(options) <= set(arguments)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--openjd", "travail.txt"), "en .yaml ou en .json"),
        (("--openjd", "scripts/travail.yaml"), "parmi les scripts"),
        (("--openjd", "x.json", "scripts/un.yaml"), "vaut pour un projet entier"),
        (("--openjd", "x.json", "--out", "films"), "paramètres Films et Cache"),
        (("--openjd", "x.json", "--cache", "c"), "paramètres Films et Cache"),
        (("--openjd", "x.json", "--part", "1/2"), "retirez --part"),
        (("--openjd", "x.json", "--preset", "cinéma"), "cinéma"),
        (("--openjd", "jt.yaml/x.json"), "jt.yaml"),
        (("--openjd", "x.json", "--sans-marques", ""), "dites pourquoi"),
        (("--openjd", "x.json", "--sans-marques", "{{Param.Films}}"), "sans accolades"),
        (("--reunir", "rien"), "aucun rapport de part"),
    ],
)
@pytest.mark.usefixtures("projet")
def test_what_a_farm_cannot_be_told_is_said(words: tuple[str, ...], told: str, jt: Jt) -> None:
    assert told in jt("lot", *words).sentence()


@pytest.mark.parametrize(("fate", "code"), [(Fate.RENDERED, 0), (Fate.REFUSED, 1), (Fate.BROKEN, 3)])
def test_reports_of_parts_are_gathered(fate: Fate, code: int, jt: Jt, projet: Path) -> None:
    for number, film in ((1, FILM), (2, replace(FILM, name="b", fate=fate))):
        story = BatchStory(films=(film,), seconds=5.0, jobs=2, shard=Shard(number, 2), created_with="0.1.0")
        write_reports(projet / "rapports" / "draft" / str(number), story)
    told = jt("lot", "--reunir", "rapports")
    assert (told.code, told.out.strip()) == (code, os.path.join("rapports", "lot.json"))  # noqa: PTH118 - as printed
    assert "2 films" in told.err
    assert fate.value in told.err
    assert [film["name"] for film in json.loads((projet / "rapports" / "lot.json").read_text("utf-8"))["films"]] == [
        "a",
        "b",
    ]


def _openjd(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run OpenJD's own command, with a `jt` on the path, as a host of a farm has it."""
    tools = folder / "outils"
    tools.mkdir(exist_ok=True)
    command = tools / "jt"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n')
    command.chmod(0o755)
    root = str(Path(__file__).parents[2])
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": root}
    program = "from openjd.cli import main; main()"
    return subprocess.run(  # noqa: S603 - our own command
        (sys.executable, "-c", program, *words),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow  # renders two films of three seconds, as OpenJD's own runner starts them
@pytest.mark.skipif(os.name == "nt", reason="the command jt of the test is a shell script")
def test_openjds_own_runner_renders_the_parts_and_gathers_them(jt: Jt, projet: Path) -> None:
    pytest.importorskip("openjd.cli")
    assert jt("lot", "--openjd", "travail.yaml", "--preset", "draft", "--voix", "pico", "--jobs", "1").code == 0
    assert _openjd(projet, "check", "travail.yaml").returncode == 0
    here = ("-p", f"Cache={projet / 'cache'}")
    for step in (
        ("Rendu", "--task-param", "Part=1", "--task-param", "Livraison=draft"),
        ("Rendu", "-tp", "Part=2", "-tp", "Livraison=draft"),
        ("Bilan",),
    ):
        done = _openjd(projet, "run", "travail.yaml", "--step", *step, *here)
        assert done.returncode == 0, done.stdout + done.stderr
    assert {film.name for film in (projet / "output" / "draft").rglob("*.mp4")} == {"un.mp4", "deux.mp4"}
    whole = json.loads((projet / "rapports" / "lot.json").read_text("utf-8"))
    assert whole["counts"]["rendu"] == 2
    shutil.rmtree(projet / "rapports" / "draft" / "2")
    assert _openjd(projet, "run", "travail.yaml", "--step", "Bilan", *here).returncode != 0
