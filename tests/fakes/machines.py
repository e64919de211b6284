"""What GitHub and GitLab lend a job, on this machine: a clean clone, a home of its own, commands run one by one.

What is replaced, and only that: the machine is this one and its index of packages is this one's; `setup-python` and the
image of Python are one environment made for the whole test, so that packages are installed once; the services' own
stores of caches and artifacts are folders.
"""

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from docs.showing import ROOT

_PACKAGE_INDEX = ("PIP_", "SSL_", "REQUESTS_")
"""How this machine reaches its index of packages: of it, not of the project."""


@dataclass(frozen=True, slots=True)
class Ran:
    """A command as it was run, what it left with and what it said."""

    command: str
    code: int
    output: str


@dataclass(slots=True)
class Job:
    """A job of a run: how it ended, the folder it worked in, what it ran."""

    name: str
    place: Path
    outcome: str = "success"
    ran: list[Ran] = field(default_factory=list)

    @property
    def work(self) -> Path:
        """The clone."""
        return self.place / "clone"

    @property
    def output(self) -> str:
        """All that was said, in order."""
        return "\n".join(f"$ {ran.command}\n{ran.output}" for ran in self.ran)


@dataclass(frozen=True, slots=True)
class Machines:
    """Where jobs work: folders under `place`, with the commands of `scripts` before those of the system."""

    place: Path
    scripts: Path

    def job(self, run: int, name: str, rank: int) -> Job:
        """Return a clean job: nothing but a home."""
        place = self.place / f"{run}-{name}-{rank}"
        (place / "home").mkdir(parents=True)
        return Job(f"{name} {rank}", place)

    def execute(self, job: Job, command: str, environment: Mapping[str, str], shell: Sequence[str]) -> bool:
        """Run a command in the clone and tell whether it went well."""
        base = {name: text for name, text in os.environ.items() if name.startswith(_PACKAGE_INDEX)}
        path = os.pathsep.join((str(job.place / "bin"), str(self.scripts), "/usr/local/bin", "/usr/bin", "/bin"))
        base |= {"PATH": path, "HOME": str(job.place / "home"), "LANG": "C.UTF-8", "CI": "true"}
        done = subprocess.run(  # noqa: S603 - the commands of our own files
            [*shell, command],
            cwd=job.work if job.work.is_dir() else job.place,
            env=base | dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        job.ran.append(Ran(command, done.returncode, done.stdout))
        return done.returncode == 0


def git(folder: Path, *words: str) -> str:
    """Run git in a folder, whose commits are a tester's; raises CalledProcessError."""
    who = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", "-c", "init.defaultBranch=main")
    command = (shutil.which("git") or "git", *who, *words)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603 - git of this machine
    return done.stdout.strip()


def clone(repository: Path, revision: str, folder: Path) -> None:
    """Clone a repository as a service does: what is committed, at one revision, nothing of the folder it came from."""
    git(repository, "clone", "-q", "--no-hardlinks", str(repository), str(folder))
    git(folder, "checkout", "-q", "--detach", revision)


def copied(source: Path, target: Path) -> bool:
    """Copy a file or a folder and tell whether it was there; what the target has besides stays."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return source.exists()


def wheel(folder: Path) -> Path:
    """Build the wheel of this checkout."""
    _run(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


def interpreter(folder: Path) -> Path:
    """Make the environment that stands for a fresh Python, with pip and nothing else; return where its commands are."""
    venv.create(folder, with_pip=True)
    return folder / ("Scripts" if os.name == "nt" else "bin")


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    assert done.returncode == 0, done.stdout + done.stderr
