"""Both files run command by command, from a clean clone of a project made by `jt nouveau`, for all that happens to it.

What is real: the wheel of this checkout, committed in the project as the guide says and installed by pip from the
project's own requirements; git; every command of the files; what they leave. What is not: see `tests.fakes.machines`,
and `gh`, which keeps what it is told.
"""

import json
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.fakes.github import Event
from tests.fakes.gitlab import Pipeline
from tests.fakes.machines import git
from tests.forges.conftest import Bench

pytestmark = [pytest.mark.pipelines, pytest.mark.xdist_group("forges")]
REQUEST, TAG = Event("pull_request", "refs/pull/7/merge"), Event("push", "refs/tags/v1")


def _change(repository: Path, script: str, old: str, new: str) -> None:
    path = repository / "scripts" / script
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "Une phrase changée")


def _chunks(film: Path) -> Counter[str]:
    return Counter(chunk["state"] for chunk in _json(film.parent / "report.json")["chunks"])


def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def _failures(junit: Path) -> list[str]:
    return [str(found.text) for found in ET.parse(junit).getroot().iter("failure")]  # noqa: S314 - our own file


def test_github_refuses_a_push_with_a_mistake_and_shows_where(bench: Bench) -> None:
    forge = bench.github("erreur")
    _change(forge.repository, "journal.yaml", "  - titres\n", "  - titrs\n")
    line = 1 + (forge.repository / "scripts" / "journal.yaml").read_text("utf-8").splitlines().index("  - titrs")
    git(forge.repository, "branch", "essai")
    jobs = forge.run(Event("push", "refs/heads/essai"))
    assert {name: job.outcome for name, job in jobs.items()} == {
        "verifier": "failure", "rendre": "skipped", "publier": "skipped",
    }  # fmt: skip
    check = jobs["verifier"]
    assert [ran.code for ran in check.ran] == [0, 1], check.output
    assert f"::error file=scripts/journal.yaml,line={line}" in check.output
    assert "titrs" in (check.place / "resume.md").read_text("utf-8")
    reports = forge.artifact("rapports-verification")
    (result,) = [each for each in _json(reports / "lot.sarif")["runs"][0]["results"] if each["level"] == "error"]
    where = result["locations"][0]["physicalLocation"]
    assert (where["artifactLocation"]["uri"], where["region"]["startLine"]) == ("scripts/journal.yaml", line)
    (failure,) = _failures(reports / "junit.xml")
    assert "titrs" in failure


def test_github_drafts_a_request_and_renders_nothing_twice(bench: Bench) -> None:
    forge = bench.github("demande")
    first = forge.run(REQUEST)
    assert first["rendre"].outcome == "success", first["rendre"].output
    assert first["publier"].outcome == "skipped"
    film = forge.artifact("brouillons-1") / "journal" / "journal.mp4"
    assert film.stat().st_size > 100_000
    assert _chunks(film)["reused"] == 0
    assert "journal" in (first["rendre"].place / "resume.md").read_text("utf-8")
    assert (forge.artifact("rapports-brouillons-1") / "junit.xml").is_file()
    before = film.read_bytes()
    again = forge.run(REQUEST)
    assert again["rendre"].outcome == "success", again["rendre"].output
    film = forge.artifact("brouillons-1") / "journal" / "journal.mp4"
    assert _chunks(film)["rendered"] == 0
    assert film.read_bytes() == before
    _change(forge.repository, "journal.yaml", "lieu: Rue des Lilas", "lieu: Rue des Roses")
    changed = forge.run(REQUEST)
    assert changed["rendre"].outcome == "success", changed["rendre"].output
    count = _chunks(forge.artifact("brouillons-1") / "journal" / "journal.mp4")
    assert 0 < count["rendered"] < count["reused"]


def test_github_makes_the_films_of_a_tag_and_joins_them_to_its_release(bench: Bench, rendered: Path) -> None:
    forge = bench.github("etiquette", rendered)
    git(forge.repository, "tag", "v1")
    jobs = forge.run(TAG)
    assert [job.outcome for job in jobs.values()] == ["success"] * 3, "\n".join(job.output for job in jobs.values())
    for name in ("journal", "journal-vertical"):
        assert (forge.artifact("films-1") / name / "journal.mp4").stat().st_size > 100_000
        with ZipFile(forge.released / f"{name}.zip") as archive:
            assert archive.testzip() is None
            assert {f"{name}/journal.mp4", f"{name}/captions.srt", f"{name}/index.html"} <= set(archive.namelist())
    (told,) = (forge.released / "gh.txt").read_text("utf-8").splitlines()
    assert told == "release create v1 --verify-tag --generate-notes journal-vertical.zip journal.zip"


def test_github_shares_many_scripts_between_machines(bench: Bench, rendered: Path) -> None:
    forge = bench.github("parts", rendered)
    scripts = forge.repository / "scripts"
    shutil.copyfile(scripts / "journal.yaml", scripts / "lundi.yaml")
    workflow = forge.repository / ".github" / "workflows" / "journal.yml"
    workflow.write_text(workflow.read_text("utf-8").replace("part: [1] ", "part: [1, 2, 3] "), "utf-8")
    _change(forge.repository, "lundi.yaml", "  - titres\n", "  - titrs\n")
    jobs = forge.run(REQUEST)
    assert jobs["verifier"].outcome == "failure"
    made = {path.name for number in (1, 2, 3) for path in forge.artifact(f"brouillons-{number}").glob("*")}
    assert made == {"journal"}, "the good one is drafted, whatever becomes of the other"
    assert jobs["rendre"].outcome == "failure"
    reports = [_json(forge.artifact(f"rapports-brouillons-{number}") / "lot.json") for number in (1, 2, 3)]
    assert sorted(film["script"] for report in reports for film in report["films"]) == [
        "scripts/journal.yaml", "scripts/lundi.yaml",
    ]  # fmt: skip


def test_gitlab_refuses_a_push_with_a_mistake_and_shows_where(bench: Bench) -> None:
    forge = bench.gitlab("erreur")
    _change(forge.repository, "journal.yaml", "  - titres\n", "  - titrs\n")
    line = 1 + (forge.repository / "scripts" / "journal.yaml").read_text("utf-8").splitlines().index("  - titrs")
    git(forge.repository, "branch", "essai")
    jobs = forge.run(Pipeline(branch="essai"))
    assert {name: job.outcome for name, job in jobs.items()} == {"verifier": "failure"}
    assert jobs["verifier"].ran[0].code == 1
    reports = forge.artifact("verifier") / "rapports"
    (failure,) = _failures(reports / "junit.xml")
    assert "titrs" in failure
    (found,) = [
        each
        for each in _json(reports / "gl-code-quality-report.json")
        if each["severity"] in {"major", "critical", "blocker"}
    ]
    assert (found["location"]["path"], found["location"]["lines"]["begin"]) == ("scripts/journal.yaml", line)


def test_gitlab_drafts_a_request_and_renders_nothing_twice(bench: Bench) -> None:
    forge = bench.gitlab("demande")
    first = forge.run(Pipeline(request=True))
    assert [job.outcome for job in first.values()] == ["success"] * 2, "\n".join(job.output for job in first.values())
    film = forge.artifact("brouillons") / "output" / "journal" / "journal.mp4"
    assert _chunks(film)["reused"] == 0
    before = film.read_bytes()
    again = forge.run(Pipeline(request=True))
    film = forge.artifact("brouillons") / "output" / "journal" / "journal.mp4"
    assert _chunks(film)["rendered"] == 0, again["brouillons"].output
    assert film.read_bytes() == before


def test_gitlab_makes_the_films_of_a_tag_and_takes_what_another_kind_of_run_left(bench: Bench, rendered: Path) -> None:
    forge = bench.gitlab("etiquette", rendered)
    git(forge.repository, "tag", "v1")
    jobs = forge.run(Pipeline(tag="v1"))
    assert [job.outcome for job in jobs.values()] == ["success"] * 2, "\n".join(job.output for job in jobs.values())
    for name in ("journal", "journal-vertical"):
        film = forge.artifact("films") / "output" / name / "journal.mp4"
        assert film.stat().st_size > 100_000
        assert _chunks(film)["rendered"] == 0
