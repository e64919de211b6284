"""What a CI engineer has before the first push, made once, and a cache in which all has been rendered once."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.github import GitHub
from tests.fakes.gitlab import GitLab
from tests.fakes.machines import Machines, copied, git, interpreter, wheel

SHELL = ("bash", "-e", "-c")


@dataclass(frozen=True)
class Bench:
    """An environment for every job, a project that was just made and committed, a folder for all that is kept."""

    wheel: Path
    scripts: Path
    project: Path
    place: Path

    def github(self, name: str, seed: Path | None = None) -> GitHub:
        """Return the Actions of a repository in which nothing has run yet, but for what filled a cache of films."""
        kept = self.place / f"{name}-kept"
        if seed:
            copied(seed, kept / "caches" / "jt-films-1-0-1" / ".ci" / "cache")
        return GitHub(self._copy(name), Machines(self.place / f"{name}-jobs", self.scripts), kept)

    def gitlab(self, name: str, seed: Path | None = None) -> GitLab:
        """Return the pipelines of a project, as above."""
        kept = self.place / f"{name}-kept"
        if seed:
            copied(seed, kept / "caches" / "jt-films-1" / ".ci" / "cache")
        return GitLab(self._copy(name), Machines(self.place / f"{name}-jobs", self.scripts), kept)

    def _copy(self, name: str) -> Path:
        return shutil.copytree(self.project, self.place / name)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The wheel of this checkout, installed, and what it makes."""
    place = tmp_path_factory.mktemp("forges")
    built = wheel(place / "dist")
    scripts = interpreter(place / "env")
    machines = Machines(place / "bureau", scripts)
    desk = machines.job(0, "bureau", 0)
    for command in (
        f"python -m pip install --quiet {built}",
        "jt nouveau mon-atelier --ville Talence --editeur 'CCAS de Talence'",
        f"cp {built} mon-atelier/.ci/paquets/",
    ):
        assert machines.execute(desk, command, {}, SHELL), desk.output
    project = desk.place / "mon-atelier"
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-qm", "Le journal de l'atelier")
    return Bench(built, scripts, project, place)


@pytest.fixture(scope="session")
def rendered(made: Bench) -> Path:
    """A cache that holds the films of the project in every delivery that the files ask for."""
    cache = made.place / "deja"
    desk = Machines(made.place / "rendu", made.scripts).job(0, "rendu", 0)
    command = f"jt lot {made.project}/scripts --preset draft --preset web --preset vertical --out films"
    machines = Machines(made.place, made.scripts)
    assert machines.execute(desk, command, {"JT_CACHE": str(cache)}, SHELL), desk.output
    shutil.rmtree(desk.place)
    return cache


@pytest.fixture
def bench(made: Bench, tmp_path: Path) -> Iterator[Bench]:
    """The same, with a folder of its own for what a test keeps."""
    yield Bench(made.wheel, made.scripts, made.project, tmp_path)
    shutil.rmtree(tmp_path, ignore_errors=True)  # films and caches are heavy
