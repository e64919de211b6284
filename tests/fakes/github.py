"""GitHub Actions, on this machine: a workflow's jobs are run as GitHub would for an event, command by command."""

import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.fakes.expressions import Context, github, interpolated
from tests.fakes.machines import Job, Machines, clone, copied, git

_GH = """#!/bin/sh
printf "%s\\n" "$*" >> "{journal}"
for word; do case "$word" in *.zip) cp "$word" "{folder}/";; esac; done
"""
"""What stands for GitHub's own command, which only GitHub can answer: it keeps its words and the files it is given."""
_STATUS = ("success()", "failure()", "always()", "cancelled()")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: `name` as GitHub calls it, on a ref; a request has none of its own here, it has its `head`."""

    name: str
    ref: str = "refs/heads/main"
    private: bool = True
    head: str = "HEAD"

    @property
    def tag(self) -> bool:
        """Tell whether it is about a tag."""
        return self.ref.startswith("refs/tags/")

    @property
    def revision(self) -> str:
        """What is cloned."""
        return f"{self.head if self.name == 'pull_request' else self.ref}^{{commit}}"

    @property
    def short(self) -> str:
        """The name of the branch or tag."""
        return self.ref.split("/", 2)[2]


@dataclass(slots=True)
class GitHub:
    """A repository's Actions: `repository` is any git folder, `kept` where caches, artifacts and releases stay."""

    repository: Path
    machines: Machines
    kept: Path
    variables: Mapping[str, str] = field(default_factory=dict)
    runs: int = 0
    _read: dict[Any, Any] = field(default_factory=dict)

    def _workflow(self, event: Event) -> dict[Any, Any]:
        """Return the one workflow of the repository, as it is committed where the event is."""
        commit = git(self.repository, "rev-parse", event.revision)
        (name,) = git(self.repository, "ls-tree", "--name-only", commit, ".github/workflows/").splitlines()
        self._read = yaml.safe_load(git(self.repository, "show", f"{commit}:{name}"))
        return self._read

    def wanted(self, event: Event) -> list[str]:
        """Return the jobs that an event runs when all goes well, in order, without running them."""
        jobs = list(self._jobs(event))
        names = self._names(event) | {"needs": Context({name: {"result": "success"} for name, _ in jobs})}
        return [name for name, job in jobs if self._holds(job, names, well=True)]

    def run(self, event: Event) -> dict[str, Job]:
        """Run what an event starts; a job that is not wanted is « skipped »."""
        self.runs += 1
        done: dict[str, Job] = {}
        for name, told in self._jobs(event):
            before = [done[need] for need in _listed(told.get("needs", ()))]
            well = all(job.outcome == "success" for job in before)
            names = self._names(event) | {
                "needs": Context({need: {"result": job.outcome} for need, job in done.items()})
            }
            copies = list(_matrix(told))
            if not self._holds(told, names, well=well):
                done[name] = Job(name, self.kept, "skipped")
                continue
            jobs = [self._job(event, name, told, (rank, len(copies), each)) for rank, each in enumerate(copies)]
            done[name] = next((job for job in jobs if job.outcome != "success"), jobs[0])
        return done

    def _jobs(self, event: Event) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the jobs of the workflow, those that are needed first, if the event starts it."""
        workflow = self._workflow(event)
        left = dict(workflow["jobs"]) if event.name in workflow[True] else {}  # YAML reads « on » as true
        while left:
            name = next(name for name, job in left.items() if not left.keys() & set(_listed(job.get("needs", ()))))
            yield name, left.pop(name)

    def _names(self, event: Event, matrix: tuple[int, int, Any] = (0, 1, {})) -> dict[str, Any]:
        rank, count, values = matrix
        about = {
            "workflow": self._read["name"],
            "event_name": event.name,
            "ref": event.ref,
            "ref_name": event.short,
            "ref_type": "tag" if event.tag else "branch",
            "repository": "atelier/journal",
            "run_id": self.runs,
            "run_attempt": 1,
            "token": "jeton",
            "event": {"repository": {"default_branch": "main", "private": event.private}},
        }
        return {
            "github": Context(about),
            "vars": Context(self.variables),
            "runner": Context(os="Linux"),
            "matrix": Context(values),
            "strategy": Context({"job-index": rank, "job-total": count}),
            "env": Context(),
        }

    def _holds(self, told: Mapping[str, Any], names: dict[str, Any], *, well: bool) -> bool:
        condition = str(told.get("if", "success()")).removeprefix("${{").removesuffix("}}")
        status = {
            "success": lambda: well,
            "failure": lambda: not well,
            "always": lambda: True,
            "cancelled": lambda: False,
        }
        holds = bool(github(condition, names | status))
        return holds and (well or any(word in condition for word in _STATUS))

    def _job(self, event: Event, name: str, told: dict[str, Any], matrix: tuple[int, int, Any]) -> Job:
        job = self.machines.job(self.runs, name, matrix[0])
        names = self._names(event, matrix)
        names["github"]["workspace"] = str(job.work)
        environment = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(job.work),
            "GITHUB_STEP_SUMMARY": str(job.place / "resume.md"),
            "GITHUB_EVENT_NAME": event.name,
            "GITHUB_REF": event.ref,
            "GITHUB_REF_NAME": event.short,
            "GITHUB_REPOSITORY": "atelier/journal",
            "RUNNER_OS": "Linux",
        }
        job.work.mkdir()
        self._lend_gh(job)
        for block in (self._read.get("env", {}), told.get("env", {})):
            environment |= {key: interpolated(text, names) for key, text in block.items()}
            names["env"] = Context(environment)
        for step in told["steps"]:
            if not self._holds(step, names, well=job.outcome == "success"):
                continue
            own = {key: interpolated(text, names) for key, text in step.get("env", {}).items()}
            if "run" in step:
                command = interpolated(step["run"], names)
                well = self.machines.execute(job, command, environment | own, ("bash", "-e", "-c"))
            else:
                given = {key: interpolated(text, names) for key, text in step.get("with", {}).items()}
                well = self._actions()[step["uses"].partition("@")[0]](job, event, given)
            if not well and not step.get("continue-on-error"):
                job.outcome = "failure"
        return job

    def _actions(self) -> dict[str, Callable[[Job, Event, dict[str, str]], bool]]:
        return {
            "actions/checkout": self._checkout,
            "actions/setup-python": self._python,
            "actions/cache/restore": self._restore,
            "actions/cache/save": self._save,
            "actions/upload-artifact": self._upload,
            "actions/download-artifact": self._download,
            "github/codeql-action/upload-sarif": self._scan,
        }

    def _checkout(self, job: Job, event: Event, given: dict[str, str]) -> bool:
        del given
        job.work.rmdir()
        clone(self.repository, git(self.repository, "rev-parse", event.revision), job.work)
        return True

    def _python(self, job: Job, event: Event, given: dict[str, str]) -> bool:
        """Do nothing but look: the environment is on the path already."""
        del event
        return bool(given["python-version"]) and (job.work / given["cache-dependency-path"]).is_file()

    def _caches(self) -> Path:
        return self.kept / "caches"

    def _restore(self, job: Job, event: Event, given: dict[str, str]) -> bool:
        """Bring the cache of this very key, else the newest whose key starts as one of those given."""
        del event
        there = sorted(self._caches().glob("*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        starts = (given["key"], *given["restore-keys"].split())
        found = next((path for start in starts for path in there if path.name.startswith(start)), None)
        if found:
            copied(found, job.work)
        return True

    def _save(self, job: Job, event: Event, given: dict[str, str]) -> bool:
        """Keep a cache under its key, which no other run may have: GitHub changes none that is there."""
        del event
        target = self._caches() / given["key"]
        target.mkdir(parents=True)
        there = [copied(job.work / path, target / path) for path in given["path"].split()]
        return any(there)

    def artifact(self, name: str) -> Path:
        """Return where an artifact of the last run is."""
        return self.kept / "artifacts" / str(self.runs) / name

    def _upload(self, job: Job, event: Event, given: dict[str, str]) -> bool:
        del event
        assert not self.artifact(given["name"]).exists(), "GitHub refuses two artifacts of one name"
        there = copied(job.work / given["path"], self.artifact(given["name"]))
        return there or given.get("if-no-files-found", "warn") != "error"

    def _download(self, job: Job, event: Event, given: dict[str, str]) -> bool:
        del event
        for found in sorted(self.artifact("").glob(given["pattern"])):
            copied(found, job.work / given["path"])
        return True

    def _scan(self, job: Job, event: Event, given: dict[str, str]) -> bool:
        del event
        content = json.loads((job.work / given["sarif_file"]).read_text("utf-8"))
        return bool(content["version"] == "2.1.0" and content["runs"])

    @property
    def released(self) -> Path:
        """Where what `gh` was given is kept, with its words in `gh.txt`."""
        return self.kept / "publications"

    def _lend_gh(self, job: Job) -> None:
        self.released.mkdir(parents=True, exist_ok=True)
        command = job.place / "bin" / "gh"
        command.parent.mkdir()
        command.write_text(_GH.format(journal=self.released / "gh.txt", folder=self.released), "utf-8")
        command.chmod(0o755)


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _matrix(job: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    axes = job.get("strategy", {}).get("matrix", {})
    for values in itertools.product(*axes.values()):
        yield dict(zip(axes, values, strict=True))
