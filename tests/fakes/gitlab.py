"""GitLab CI, on this machine: reads a file and runs its jobs as GitLab would for an event, command by command."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.fakes.expressions import expanded, gitlab
from tests.fakes.machines import Job, Machines, clone, copied, git

_KEYWORDS = ("stages", "workflow", "variables", "default", "include")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What started a pipeline: a branch, a tag or a merge request, and the variables that GitLab sets for it."""

    branch: str = ""
    tag: str = ""
    request: bool = False
    open_requests: str = ""

    @property
    def revision(self) -> str:
        """What is cloned."""
        return self.tag or self.branch or "HEAD"

    def variables(self) -> dict[str, str]:
        """Return what GitLab sets; what it does not set is not there."""
        said = {
            "CI_PIPELINE_SOURCE": "merge_request_event" if self.request else "push",
            "CI_COMMIT_BRANCH": "" if self.request else self.branch,
            "CI_COMMIT_TAG": self.tag,
            "CI_OPEN_MERGE_REQUESTS": self.open_requests,
            "CI_DEFAULT_BRANCH": "main",
            "CI_COMMIT_REF_SLUG": re.sub(r"[^a-z0-9]+", "-", self.revision.lower()).strip("-"),
            "GITLAB_CI": "true",
            "CI_NODE_TOTAL": "1",
        }
        return {name: text for name, text in said.items() if text}


@dataclass(slots=True)
class GitLab:
    """A project's pipelines: `repository` is any git folder, `kept` where caches and artifacts stay."""

    repository: Path
    machines: Machines
    kept: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    """Variables that somebody set in the project's settings."""
    runs: int = 0

    def _file(self, pipeline: Pipeline) -> dict[str, Any]:
        """Return the file, as it is committed where the pipeline is."""
        found: dict[str, Any] = yaml.safe_load(git(self.repository, "show", f"{pipeline.revision}:.gitlab-ci.yml"))
        return found

    def wanted(self, pipeline: Pipeline) -> list[str]:
        """Return the jobs of a pipeline in the order of their stages; none when it is not to be made."""
        return [name for name, _, _ in self._jobs(pipeline)]

    def run(self, pipeline: Pipeline) -> dict[str, Job]:
        """Run a pipeline; a job whose needs failed is « skipped »."""
        self.runs += 1
        done: dict[str, Job] = {}
        for name, told, variables in self._jobs(pipeline):
            before = [done[need["job"]] for need in told.get("needs", ())]
            if any(job.outcome != "success" for job in before):
                done[name] = Job(name, self.kept, "skipped")
                continue
            count = int(told.get("parallel", 0))
            jobs = [
                self._job(pipeline, name, told, variables | _node(rank, count), rank) for rank in range(max(count, 1))
            ]
            done[name] = next((job for job in jobs if job.outcome != "success"), jobs[0])
        return done

    def artifact(self, name: str) -> Path:
        """Return where the artifacts of a job of the last pipeline are, its copies over one another."""
        return self.kept / "artifacts" / str(self.runs) / name

    def _jobs(self, pipeline: Pipeline) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
        """Yield each job that is wanted, whole, with its variables."""
        file = self._file(pipeline)
        known = pipeline.variables() | dict(self.settings)
        if _chosen(file["workflow"]["rules"], known) is None:
            return
        for stage in file["stages"]:
            for name, written in file.items():
                if name in _KEYWORDS or name.startswith("."):
                    continue
                told = file["default"] | _merged(file.get(written.get("extends", ""), {}), written)
                rule = _chosen(told.get("rules", [{}]), known)
                if told["stage"] == stage and rule is not None:
                    own = {**file["variables"], **told.get("variables", {}), **rule.get("variables", {})}
                    yield name, told, {key: str(text) for key, text in own.items()} | known

    def _job(self, pipeline: Pipeline, name: str, told: dict[str, Any], variables: dict[str, str], rank: int) -> Job:
        job = self.machines.job(self.runs, name, rank)
        clone(self.repository, git(self.repository, "rev-parse", f"{pipeline.revision}^{{commit}}"), job.work)
        known = variables | {"CI_PROJECT_DIR": str(job.work)}
        environment = {key: expanded(text, known) for key, text in known.items()}
        for cache in told.get("cache", ()):
            self._restore(job, cache, environment)
        lines = "\n".join((*told.get("before_script", ()), *told["script"]))
        if not self.machines.execute(job, lines, environment, ("bash", "-eo", "pipefail", "-c")):
            job.outcome = "failure"
        for line in told.get("after_script", ()):
            self.machines.execute(job, line, environment, ("bash", "-eo", "pipefail", "-c"))
        for cache in told.get("cache", ()):
            if cache.get("when", "on_success") in {"always", f"on_{job.outcome}"}:
                target = self._caches() / self._key(job, cache["key"], environment)
                for path in cache["paths"]:
                    copied(job.work / path, target / path)
        self._collect(job, name, told["artifacts"])
        return job

    def _caches(self) -> Path:
        return self.kept / "caches"

    def _key(self, job: Job, key: Any, environment: Mapping[str, str]) -> str:
        if isinstance(key, dict):
            return "-".join(git(job.work, "hash-object", name) for name in key["files"])
        return expanded(key, environment)

    def _restore(self, job: Job, cache: Mapping[str, Any], environment: Mapping[str, str]) -> None:
        for key in (cache["key"], *cache.get("fallback_keys", ())):
            if copied(self._caches() / self._key(job, key, environment), job.work):
                return

    def _collect(self, job: Job, name: str, told: Mapping[str, Any]) -> None:
        if told.get("when", "on_success") in {"always", f"on_{job.outcome}"}:
            for path in (*told["paths"], *told.get("reports", {}).values()):
                copied(job.work / path, self.artifact(name) / path)


def _node(rank: int, count: int) -> dict[str, str]:
    return {"CI_NODE_INDEX": str(rank + 1), "CI_NODE_TOTAL": str(count)} if count else {}


def _chosen(rules: list[dict[str, Any]], variables: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the first rule that holds, None when none does or when it says never."""
    for rule in rules:
        if gitlab(rule.get("if", "true"), variables):
            return None if rule.get("when") == "never" else rule
    return None


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return what `extends` makes: maps merge, anything else is replaced."""
    both = {
        key: _merged(below[key], above[key])
        for key in below.keys() & above.keys()
        if isinstance(below[key], dict) and isinstance(above[key], dict)
    }
    return {**below, **above, **both}
