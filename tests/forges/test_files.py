"""The files of a new project that GitHub and GitLab read: what those accept, what they start, what they may do."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from pipeline import __version__
from pipeline.service.new import Wanted, create
from tests.fakes.github import Event, GitHub
from tests.fakes.gitlab import GitLab, Pipeline
from tests.fakes.machines import Machines, git

WORKFLOW, GITLAB = ".github/workflows/journal.yml", ".gitlab-ci.yml"
TAG = Event("push", "refs/tags/v1")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projet") / "mon-atelier"
    create(folder, Wanted(town="Talence"))
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Le projet")
    git(folder, "branch", "essai")
    git(folder, "tag", "v1")
    return folder


@pytest.fixture
def nowhere(tmp_path: Path) -> Machines:
    return Machines(tmp_path, tmp_path)


def _schema(name: str) -> Any:
    found = importlib.util.find_spec("check_jsonschema")
    assert found is not None
    assert found.submodule_search_locations
    folder = Path(found.submodule_search_locations[0]) / "builtin_schemas" / "vendor"
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def _steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_they_are_committed_with_the_project_and_nothing_that_is_made_is(project: Path) -> None:
    there = set(git(project, "ls-files").splitlines())
    assert {WORKFLOW, GITLAB, ".ci/requirements.txt", ".ci/paquets/LISEZMOI.txt", ".gitignore"} <= there
    made = [".ci/cache/v1/images/a.mp4", ".ci/modeles/a.onnx", "output/journal/journal.mp4", "rapports/lot.json"]
    assert git(project, "check-ignore", *made).splitlines() == made
    visible = {name.split("/")[0] for name in there if not name.startswith(".")}
    assert visible == {"LISEZMOI.md", "jt.yaml", "media", "scenes", "scripts"}


@pytest.mark.parametrize(("name", "schema"), [(WORKFLOW, "github-workflows"), (GITLAB, "gitlab-ci")])
def test_each_is_what_its_service_accepts(name: str, schema: str, project: Path) -> None:
    text = (project / name).read_text("utf-8")
    content = yaml.safe_load(text)
    if True in content:  # YAML reads « on » as true
        content["on"] = content.pop(True)
    jsonschema.Draft7Validator(_schema(schema)).validate(content)


def test_what_github_would_refuse_is_refused_here(project: Path) -> None:
    content = yaml.safe_load((project / WORKFLOW).read_text("utf-8"))
    content["on"] = content.pop(True)
    content["jobs"]["verifier"]["timeout"] = 15
    assert not jsonschema.Draft7Validator(_schema("github-workflows")).is_valid(content)


@pytest.mark.parametrize(
    ("event", "jobs"),
    [
        (Event("push", "refs/heads/essai"), ["verifier"]),
        (Event("push"), ["verifier", "rendre"]),
        (Event("pull_request", "refs/pull/7/merge"), ["verifier", "rendre"]),
        (TAG, ["verifier", "rendre", "publier"]),
        (Event("workflow_dispatch"), ["verifier", "rendre"]),
        (Event("release", "refs/tags/v1"), []),
    ],
    ids=lambda value: f"{value.name}-{value.short}" if isinstance(value, Event) else "",
)
def test_what_github_starts(event: Event, jobs: list[str], project: Path, nowhere: Machines, tmp_path: Path) -> None:
    assert GitHub(project, nowhere, tmp_path).wanted(event) == jobs


@pytest.mark.parametrize(
    ("pipeline", "jobs"),
    [
        (Pipeline(branch="essai"), ["verifier"]),
        (Pipeline(branch="essai", open_requests="atelier/journal!7"), []),
        (Pipeline(branch="main"), ["verifier", "brouillons"]),
        (Pipeline(request=True), ["verifier", "brouillons"]),
        (Pipeline(tag="v1"), ["verifier", "films"]),
    ],
    ids=["branche", "branche d'une demande", "principale", "demande", "étiquette"],
)
def test_what_gitlab_starts(
    pipeline: Pipeline, jobs: list[str], project: Path, nowhere: Machines, tmp_path: Path
) -> None:
    assert GitLab(project, nowhere, tmp_path).wanted(pipeline) == jobs


def test_github_lets_each_job_do_what_it_needs_and_no_more(project: Path) -> None:
    workflow = yaml.safe_load((project / WORKFLOW).read_text("utf-8"))
    jobs = workflow["jobs"]
    writes = {
        name: [what for what, how in job.get("permissions", {}).items() if how == "write"] for name, job in jobs.items()
    }
    assert workflow["permissions"] == {"contents": "read"}
    assert writes == {"verifier": ["security-events"], "rendre": [], "publier": ["contents"]}
    assert all(job["timeout-minutes"] <= 60 for job in jobs.values())
    kept = [step["with"]["persist-credentials"] for step in _steps(workflow) if "checkout" in step.get("uses", "")]
    assert kept == [False, False]


def test_actions_are_of_github_alone_at_a_major_version(project: Path) -> None:
    used = [step["uses"] for step in _steps(yaml.safe_load((project / WORKFLOW).read_text("utf-8"))) if "uses" in step]
    assert len(used) > 5
    assert [each for each in used if not re.fullmatch(r"(actions|github)/[\w/-]+@v\d+", each)] == []


def test_no_command_is_made_of_what_a_stranger_writes(project: Path) -> None:
    commands = [
        step["run"] for step in _steps(yaml.safe_load((project / WORKFLOW).read_text("utf-8"))) if "run" in step
    ]
    assert commands
    assert [command for command in commands if "${{" in command] == []


@pytest.mark.parametrize("name", [WORKFLOW, GITLAB, ".ci/requirements.txt", ".ci/paquets/LISEZMOI.txt"])
def test_no_secret_and_no_address_is_written_in_them(name: str, project: Path) -> None:
    text = (project / name).read_text("utf-8")
    assert not re.search(r"://|secrets\.|www\.|\.(org|com|io|net)\b", text)
    assert "\t" not in text


def test_what_is_installed_is_this_version_and_nothing_is_left_to_fill(project: Path) -> None:
    wanted = (project / ".ci" / "requirements.txt").read_text("utf-8")
    assert [line for line in wanted.splitlines() if not line.startswith(("#", "--"))] == [f"jt2050=={__version__}"]
    assert f"jt2050-{__version__}-py3-none-any.whl" in (project / ".ci" / "paquets" / "LISEZMOI.txt").read_text("utf-8")


def test_gitlab_keeps_drafts_for_a_while_films_for_ever_and_reports_whatever_happens(project: Path) -> None:
    file = yaml.safe_load((project / GITLAB).read_text("utf-8"))
    assert file["verifier"]["artifacts"]["when"] == file[".rendre"]["artifacts"]["when"] == "always"
    assert set(file["verifier"]["artifacts"]["reports"]) == {"junit", "codequality"}
    assert (file[".rendre"]["artifacts"]["expire_in"], file["films"]["artifacts"]["expire_in"]) == ("2 weeks", "never")
    assert file["default"]["interruptible"]
    assert not file["films"]["interruptible"]
