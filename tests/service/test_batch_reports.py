"""Where reports of a batch are written: whole or not at all, with paths as the repository has them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.service.batch_reports import (
    add_step_summary,
    from_root,
    github_annotations,
    in_github,
    write_reports,
)
from tests.fakes.stories import KEY, STORY

FILES = {"lot.json", "junit.xml", "lot.sarif", "gl-code-quality-report.json", "resume.md"}


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "depot" / "jt"
    (folder / "scripts").mkdir(parents=True)
    (tmp_path / "depot" / ".git").mkdir()
    (folder / "scripts" / "bordeaux.yaml").write_text("\n" * 11 + "  txte: Bonsoir\n", "utf-8")
    monkeypatch.chdir(folder)
    return folder


def test_every_report_is_there_and_nothing_else(project: Path) -> None:
    written = write_reports(project / "rapports" / "ci", STORY)
    assert {path.name for path in written} == FILES
    assert {path.name for path in (project / "rapports" / "ci").iterdir()} == FILES
    log = json.loads((project / "rapports" / "ci" / "lot.sarif").read_text("utf-8"))
    found = {each["ruleId"]: each for each in log["runs"][0]["results"]}["cle-inconnue"]
    assert found["partialFingerprints"]["primaryLocationLineHash"]
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "jt/scripts/bordeaux.yaml"
    assert place["region"]["endColumn"] == len("  txte: Bonsoir") + 1


def test_paths_are_those_of_the_repository_however_a_script_was_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named(file: str) -> tuple[str, str]:
        finding = replace(KEY, mark=replace(KEY.mark, file=file))
        film = from_root(replace(STORY, films=(replace(STORY.films[2], script=file, findings=(finding,)),))).films[0]
        return film.script, film.findings[0].mark.file

    inside = ("jt/scripts/a.yaml", "jt/scripts/a.yaml")
    assert named("scripts/a.yaml") == named(str(project / "scripts" / "a.yaml")) == named("./x/../scripts/a.yaml")
    assert named("scripts/a.yaml") == inside
    assert named("../../b.yaml") == ((project.parents[1] / "b.yaml").as_posix(),) * 2
    monkeypatch.setenv("CI_PROJECT_DIR", str(project))
    assert named("scripts/a.yaml") == ("scripts/a.yaml", "scripts/a.yaml")
    monkeypatch.setenv("CI_PROJECT_DIR", "/somewhere/else")
    assert named("scripts/a.yaml") == inside


def test_a_report_that_cannot_be_written_leaves_the_one_before(project: Path) -> None:
    folder = project / "rapports"
    write_reports(folder, STORY)
    before = (folder / "lot.json").read_bytes()
    (folder / "lot.sarif").unlink()
    (folder / "lot.sarif").mkdir()
    (folder / "lot.sarif" / "mien").touch()
    with pytest.raises(UserError, match="--rapports"):
        write_reports(folder, STORY)
    assert (folder / "lot.json").read_bytes() == before
    assert not list(folder.glob(".en-cours-*"))


def test_a_summary_is_added_to_what_the_step_has_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert add_step_summary(STORY) is None
    page = project / "page.md"
    page.write_text("# Avant\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    assert add_step_summary(STORY) == page
    assert page.read_text("utf-8").startswith("# Avant\n## JT 2050 : 7 films")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(project))
    with pytest.raises(UserError, match="GITHUB_STEP_SUMMARY"):
        add_step_summary(STORY)


@pytest.mark.usefixtures("project")
def test_annotations_have_the_titles_of_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not in_github()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert in_github()
    assert any(
        line.startswith("::error file=jt/scripts/bordeaux.yaml,line=12,col=3,title=Une clé inconnue::")
        for line in github_annotations(STORY)
    )


def test_a_name_that_no_encoding_has_breaks_neither_report_nor_seal(project: Path) -> None:
    odd = replace(STORY, films=(replace(STORY.films[6], script="scripts/\udce9t\udce9.yaml"),))
    write_reports(project / "rapports", odd)
    from pipeline.report.seal import broken

    assert not broken(json.loads((project / "rapports" / "lot.json").read_text("utf-8")))
