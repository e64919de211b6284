"""After any sequence of edits, the film of a project held open is the one that a fresh cache makes elsewhere.

`make test-fuzz` makes `JT_EDITS` edits, 200 unless told otherwise, of the sequence that `JT_EDITS_SEED` begins.
"""

import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pytest

from pipeline.adapters.project import settings_for
from pipeline.model.picture import Format
from pipeline.model.programme import PRESETS, VideoSetting
from pipeline.model.task import Task
from pipeline.service.newsroom import Newsroom
from pipeline.service.render import render
from pipeline.service.session import Session
from tests.fakes.unsigned import unsigned
from tests.fuzz.edits import Editor

FEW = 3
MANY = int(os.environ.get("JT_EDITS", "200"))
SEED = int(os.environ.get("JT_EDITS_SEED", "0"))

TINY = replace(PRESETS["draft"], format=Format(320, 180), video=VideoSetting(speed="ultrafast", quality=27))
"""A small draft, whose pictures are predicted from both sides as those of what is published."""

MADE_HOW = "report.json"
"""The one file that tells what was taken from a cache, and how long it took."""


def task(script: Path, film: Path, jobs: int) -> Task:
    """Return what is asked of every render."""
    return Task(path=script, preset=TINY, engine="pico", offline=True, folder=film, jobs=jobs)


def delivered(film: Path) -> dict[str, bytes]:
    """Return every file beside a film and the film itself, but for what tells how it was made."""
    files = (path for path in film.rglob("*") if path.is_file() and path.name != MADE_HOW)
    return {path.relative_to(film).as_posix(): unsigned(path) for path in files}


def follow(folder: Path, edits: int, seed: int) -> None:
    """Edit, render warm and cold, compare; the sequence so far is told when anything differs.

    Two sessions, of one process and of two, take turns on one project and one cache; what is rendered cold has the
    other number of processes, and a project of its own.
    """
    editor = Editor(seed)
    script = editor.newscast.write(folder / "projet")
    made: list[str] = []
    with ExitStack() as stack:
        settings = settings_for(script, folder / "cache")
        warm = [stack.enter_context(Session(settings, jobs)) for jobs in (1, 2)]
        warm[1].moment(task(script, folder / "film", 2)).film()
        for number in range(edits):
            made.append(editor.edit())
            editor.newscast.write(folder / "projet")
            jobs = 1 + number % 2
            warm[jobs - 1].moment(task(script, folder / "film", jobs)).film()
            apart = folder / "ailleurs"
            elsewhere = editor.newscast.write(apart / "projet")
            render(Newsroom(settings_for(elsewhere, apart / "cache")), task(elsewhere, apart / "film", 3 - jobs))
            ours, fresh = delivered(folder / "film"), delivered(apart / "film")
            other = sorted(name for name in ours.keys() | fresh.keys() if ours.get(name) != fresh.get(name))
            assert not other, f"seed {seed}, {jobs} job(s), after {', '.join(made)}: {', '.join(other)}"
            rmtree(apart)


@pytest.mark.slow
def test_a_film_is_the_same_warm_and_cold_after_a_few_edits(tmp_path: Path) -> None:
    follow(tmp_path, FEW, SEED)


@pytest.mark.fuzz
@pytest.mark.skipif(not MANY, reason="no edits asked for")
def test_a_film_is_the_same_warm_and_cold_after_any_edits(tmp_path: Path) -> None:
    follow(tmp_path, MANY, SEED)
