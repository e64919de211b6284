import shutil
from pathlib import Path
from typing import Any

import pytest

from benchmarks.long_scripts import long_script
from benchmarks.project import ROOT
from pipeline.adapters.yaml.files import read_plain
from pipeline.service.newsroom import Newsroom
from tests.fakes.projects import check_file, settings_in


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    for name in ("scenes", "media", "scripts"):
        shutil.copytree(ROOT / name, root / name)
    return root


def _stories(path: Path) -> list[dict[str, Any]]:
    return [item for item in read_plain(path)["conducteur"] if isinstance(item, dict)]


def test_a_longer_script_passes_the_check_of_the_newsroom(project: Path) -> None:
    newsroom = Newsroom(settings_in(project, project / "output"))
    checked = check_file(newsroom, long_script(project, 60), newsroom.scenes(), draft=False)
    assert checked.script is not None, "\n".join(map(str, checked.findings))


def test_more_minutes_hold_more_stories_and_no_id_comes_twice(project: Path) -> None:
    short, long = _stories(long_script(project, 5)), _stories(long_script(project, 60))
    assert len(short) < len(long)
    assert len({story["sujet"] for story in long}) == len(long)


def test_a_story_told_again_shows_a_picture_of_its_own(project: Path) -> None:
    shown = [
        plan["illustration"]
        for story in _stories(long_script(project, 60))
        for plan in story["plans"]
        if "illustration" in plan
    ]
    bytes_of = [(project / "media" / "illustrations" / f"{name}.svg").read_bytes() for name in shown]
    assert len(set(bytes_of)) == len(shown)
