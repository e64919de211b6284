"""The page on continuous integration is followed word for word, from nothing to a release; it says what files do."""

import re
import shutil
from pathlib import Path

import pytest

from docs.showing import ROOT
from pipeline import __version__
from tests.fakes.github import Event, GitHub
from tests.fakes.gitlab import GitLab, Pipeline
from tests.fakes.machines import Job, Machines, copied, git
from tests.forges.conftest import Bench

PAGE = (ROOT / "docs" / "guide" / "integration-continue.md").read_text("utf-8")
COMMANDS = [block.splitlines() for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]
ADDRESS = "ADRESSE-DU-DÉPÔT"


def test_the_page_is_about_this_version_and_the_files_as_they_are() -> None:
    workflow = (ROOT / "modele" / "github" / "workflows" / "journal.yml").read_text("utf-8")
    gitlab = (ROOT / "modele" / "gitlab-ci.yml").read_text("utf-8")
    assert set(re.findall(r"jt2050(?:\[\w+\]==|-)(\d[\d.]*\d)", PAGE)) == {__version__}
    for told in (
        "JT_VOIX_NEURONALE",
        "JT_STORE",
        "--max-minutes 50",
        "--taille-max 2Go",
        "--preset web --preset vertical",
    ):
        assert told in workflow
        assert told in gitlab
    assert "50 minutes" in PAGE
    assert "2 Go" in PAGE
    assert "part: [1] " in workflow
    assert "parallel: 1 " in gitlab
    assert f"« {re.findall(r'name: (Rendre les films)', workflow)[0]} »" in PAGE


def _follow(machines: Machines, desk: Job, lines: list[str]) -> None:
    """Type the lines of a block one after the other in one terminal, which stays where they led it."""
    keep = 'trap \'pwd > "$HOME/.ici"\' EXIT; cd "$(cat "$HOME/.ici" 2>/dev/null || pwd)"'
    who = "git config --global user.name Essai && git config --global user.email essai@exemple.fr"
    for line in (who, *lines):
        assert machines.execute(desk, f"{keep}\n{line}", {}, ("bash", "-e", "-c")), desk.output


@pytest.mark.pipelines
@pytest.mark.xdist_group("forges")
def test_whoever_follows_it_word_for_word_gets_checks_drafts_and_films(
    made: Bench, rendered: Path, tmp_path: Path
) -> None:
    first, request, release, *rest = COMMANDS
    depot = tmp_path / "depot.git"
    git(tmp_path, "init", "-q", "--bare", str(depot))
    desk_machines = Machines(tmp_path / "bureau", tmp_path)
    desk = desk_machines.job(0, "bureau", 0)
    shutil.copy(made.wheel, desk.place)
    copied(rendered, desk.place / "home" / ".cache" / "jt2050")
    copied(rendered, tmp_path / "github" / "caches" / "jt-films-1-0-1" / ".ci" / "cache")
    copied(rendered, tmp_path / "gitlab" / "caches" / "jt-brouillons-1" / ".ci" / "cache")
    _follow(desk_machines, desk, [line.replace(ADDRESS, str(depot)) for line in first])
    project = desk.place / "mon-atelier"
    scripts = desk.place / "jt-env" / "bin"
    github = GitHub(depot, Machines(tmp_path / "jobs", scripts), tmp_path / "github")
    gitlab = GitLab(depot, Machines(tmp_path / "gitlab-jobs", scripts), tmp_path / "gitlab")

    jobs = github.run(Event("push"))
    assert [job.outcome for job in jobs.values()] == ["success", "success", "skipped"], _said(jobs)
    assert (github.artifact("brouillons-1") / "journal" / "journal.mp4").is_file()

    script = project / "scripts" / "journal.yaml"
    script.write_text(script.read_text("utf-8").replace("lieu: Rue des Lilas", "lieu: Rue des Roses"), "utf-8")
    _follow(desk_machines, desk, request)
    jobs = github.run(Event("pull_request", "refs/pull/1/merge", head="une-phrase"))
    assert [job.outcome for job in jobs.values()] == ["success", "success", "skipped"], _said(jobs)

    git(depot, "update-ref", "refs/heads/main", "refs/heads/une-phrase")  # the request is accepted on the site
    _follow(desk_machines, desk, release)
    jobs = github.run(Event("push", "refs/tags/v1"))
    assert [job.outcome for job in jobs.values()] == ["success"] * 3, _said(jobs)
    assert sorted(path.name for path in github.released.glob("*.zip")) == ["journal-vertical.zip", "journal.zip"]
    jobs = gitlab.run(Pipeline(branch="main"))
    assert {job.outcome for job in jobs.values()} == {"success"}, _said(jobs)

    for block in rest:
        _follow(desk_machines, desk, block)
    table = PAGE[PAGE.index("| fichier de `rapports/`") :].partition("\n\n")[0]
    told = {name for row in table.splitlines()[2:] for name in re.findall(r"`([\w.-]+\.\w+)`", row)}
    assert {path.name for path in (project / "rapports").iterdir()} == told
    assert git(project, "status", "--porcelain", "rapports", "output") == ""
    git(project, "add", ".")
    git(project, "commit", "-qm", "Les versions figées")
    git(project, "push", "-q", "origin", "main")
    jobs = github.run(Event("push"))
    assert [job.outcome for job in jobs.values()] == ["success", "success", "skipped"], _said(jobs)


def _said(jobs: dict[str, Job]) -> str:
    return "\n".join(f"== {job.name} : {job.outcome}\n{job.output}" for job in jobs.values())
