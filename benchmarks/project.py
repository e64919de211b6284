"""A copy of the project to render in: nothing is left behind, the cache starts with the voices alone."""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measure import Cost, run
from benchmarks.watching import Told, told
from pipeline.adapters.project import CACHE_VARIABLE, Settings, settings_at
from pipeline.service.newsroom import DEFAULT_ENGINE, Newsroom

ROOT = Path(__file__).resolve().parents[1]
_COPIED = ("scenes", "media", "scripts")

_BESIDE = ("retenir.yaml", "archives.yaml")
"""Films that are none of the five workshop newscasts, of which the figures are."""

_VOICES = "voix"


@dataclass(frozen=True, slots=True)
class Render:
    """What one command cost and what its report says."""

    cost: Cost
    report: Mapping[str, Any]
    film: Path

    @property
    def stage_seconds(self) -> float:
        """Seconds of the stage that makes pictures and sound, by the report."""
        return float(self.report["stages"]["images et son"])

    def work(self, name: str, measure: str) -> float:
        """Return what the report says of one kind of work of that stage: `images` or `son`, `wall` or `cpu`."""
        return float(self.report["work"][name][measure])

    @property
    def segments(self) -> tuple[int, int]:
        """Segments of the sound encoded, and taken from the cache."""
        return self.report["segments"]["rendered"], self.report["segments"]["reused"]

    @property
    def rendered(self) -> int:
        """Chunks encoded."""
        return sum(chunk["state"] == "rendered" for chunk in self.report["chunks"])

    @property
    def reused(self) -> int:
        """Chunks taken from the cache."""
        return len(self.report["chunks"]) - self.rendered

    @property
    def seconds(self) -> float:
        """Length of the film."""
        return float(self.report["picture"]["seconds"])


@dataclass(frozen=True, slots=True)
class Project:
    """A copied project."""

    root: Path

    @property
    def _settings(self) -> Settings:
        return settings_at(self.root, self.root / "cache")

    @property
    def newsroom(self) -> Newsroom:
        """A newsroom whose settings and cache are those of the copy."""
        return Newsroom(self._settings)

    def add(self, script: Path) -> Path:
        """Copy a script into the project and return where it is."""
        return Path(shutil.copy2(script, self.root / "scripts" / script.name))

    def speak(self, script: Path, *options: str) -> None:
        """Say every line of a script once, so that its voices are in the cache."""
        run(
            _command(script, "draft", "--from", "0", "--to", "0,2", "--out", str(self.root / "voices"), *options),
            self.root,
            self._environment(),
        )
        self.forget()

    def render(self, script: Path, preset: str, *options: str) -> Render:
        """Render a script in a process of its own, as a user would."""
        out = self.root / "out" / preset
        cost, said = run(_command(script, preset, "--out", str(out), *options), self.root, self._environment())
        film = Path(said.strip().splitlines()[-1])
        return Render(cost, json.loads((out / "report.json").read_text("utf-8")), film)

    def command(self, *words: str) -> Cost:
        """Run a command of ours in the project, as a user would, and return its cost."""
        return run(jt(*words), self.root, self._environment())[0]

    @contextmanager
    def telling(self, *words: str) -> Iterator[Told]:
        """Run a command of ours in the project and give what it tells, line by line."""
        with told(jt(*words), self.root, self._environment()) as command:
            yield command

    def lend(self, other: "Project") -> None:
        """Give another copy all that is kept here."""
        shutil.copytree(self._settings.caches, other._settings.caches, dirs_exist_ok=True)  # noqa: SLF001 - our own kind

    def _environment(self) -> dict[str, str]:
        """Let the copy's commands find the code, wherever it is installed, and keep the copy's own cache."""
        ours = {"PYTHONPATH": str(ROOT), CACHE_VARIABLE: str(self._settings.caches)}
        return {**os.environ, **ours, "PYTHONDONTWRITEBYTECODE": ""}  # as installed: code is compiled once

    def forget(self) -> None:
        """Empty the cache of everything but the voices."""
        cache = self._settings.cache
        for kind in cache.iterdir():
            if kind.is_file():
                kind.unlink()
            elif kind.name != _VOICES:
                shutil.rmtree(kind)


@contextmanager
def copied() -> Iterator[Project]:
    """Give a copy of the project in a temporary folder; it goes away whatever happens."""
    with tempfile.TemporaryDirectory(prefix="jt-bench-") as folder:
        root = Path(folder)
        for name in _COPIED:
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(*_BESIDE))
        yield Project(root)


def jt(*arguments: str) -> tuple[str, ...]:
    """Return the command line of `jt` with this Python."""
    return (sys.executable, "-m", "pipeline", *arguments)


def _command(script: Path, preset: str, *options: str) -> tuple[str, ...]:
    return jt("render", str(script), "--preset", preset, "--offline", "--voix", DEFAULT_ENGINE, *options)
