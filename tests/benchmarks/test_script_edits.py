"""What the bench edits is a newscast that stands, before and after; what it takes back is as it was to the byte."""

import shutil
from pathlib import Path

import pytest

from benchmarks.project import ROOT
from benchmarks.script_edits import edits, prepared, warming
from pipeline.service.newsroom import Newsroom
from tests.fakes.projects import check_file, settings_in


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("project")
    (root / "scripts").mkdir()
    shutil.copytree(ROOT / "media" / "illustrations", root / "media" / "illustrations")
    path = Path(shutil.copy(ROOT / "scripts" / "bordeaux.yaml", root / "scripts"))
    prepared(path)
    return path


@pytest.mark.slow
def test_every_edit_leaves_a_newscast_that_stands_and_is_taken_back(script: Path) -> None:
    newsroom = Newsroom(settings_in(script.parents[1], script.parents[1] / "output", ROOT))
    found = check_file(newsroom, script, newsroom.scenes())
    assert found.script is not None, "\n".join(map(str, found.findings))
    for name, edit in (edits(script) | {"warming": warming(script)}).items():
        before = edit.path.read_bytes()
        edit.make()
        assert edit.path.read_bytes() != before, name
        edited = check_file(Newsroom(newsroom.settings), script, newsroom.scenes())
        assert edited.script is not None, f"{name}: " + "\n".join(map(str, edited.findings))
        assert edited.script != found.script or edit.path != script, name
        edit.undo()
        assert edit.path.read_bytes() == before, name
