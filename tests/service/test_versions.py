"""Which versions of a film are made when nobody says, and where they go."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.model.version import Version
from pipeline.service.versions import each_version, told_beside, versions_of
from tests.fakes.projects import BENCH

DESCRIBED = BENCH + "        description: Un banc vert, sous un tilleul.\n"


def asked_of(tmp_path: Path, script: str, preset: str = "web") -> Task:
    path = tmp_path / "banc.yaml"
    path.write_text(script, "utf-8")
    return Task(path=path, preset=PRESETS[preset])


@pytest.mark.parametrize(
    ("script", "versions"),
    [
        (BENCH, ("plain",)),
        (DESCRIBED, ("plain", "description")),
        (BENCH + "lsf: interprete.mp4\n", ("plain", "lsf")),
        (BENCH + "        Description: Un banc.\n", ("plain", "description")),
        (BENCH.replace("Un banc parle.", "Voici la description du banc, en LSF."), ("plain",)),
        (BENCH + "        description: ''\n", ("plain",)),
        ("titre: [description: \n", ("plain",)),
    ],
)
def test_a_published_film_has_the_versions_that_its_script_says_something_for(
    tmp_path: Path, script: str, versions: tuple[Version, ...]
) -> None:
    assert versions_of(asked_of(tmp_path, script), ()) == versions


def test_drafts_excerpts_and_measures_have_the_film_alone(tmp_path: Path) -> None:
    task = asked_of(tmp_path, DESCRIBED)
    assert versions_of(replace(task, preset=PRESETS["draft"]), ()) == ("plain",)
    assert versions_of(replace(task, preset=PRESETS["bench"]), ()) == ("plain",)
    assert versions_of(replace(task, start=0, end=50), ()) == ("plain",)
    assert versions_of(replace(task, preset=PRESETS["draft"]), ("description",)) == ("description",)


def test_a_script_that_is_not_there_is_told_by_its_render(tmp_path: Path) -> None:
    assert versions_of(Task(path=tmp_path / "absent.yaml", preset=PRESETS["web"]), ()) == ("plain",)
    assert versions_of(Task(path=tmp_path, preset=PRESETS["web"]), ()) == ("plain",)


def test_versions_stand_beside_the_film_and_never_in_its_folder(tmp_path: Path) -> None:
    task = replace(asked_of(tmp_path, DESCRIBED), folder=Path("films"))
    assert [(each.version, each.folder) for each in each_version(task, ())] == [
        ("plain", Path("films")),
        ("description", Path("films-description")),
    ]
    (alone,) = each_version(task, ("description",))
    assert alone.folder == Path("films")


def test_a_version_made_alone_leads_to_those_that_stand_beside_it(tmp_path: Path) -> None:
    for name in ("banc", "banc-description", "banc-vertical", "autre-lsf"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("", "utf-8")
    (tmp_path / "banc-lsf").mkdir()
    task = replace(asked_of(tmp_path, BENCH), version="lsf", beside=("lsf",))
    assert told_beside(task, tmp_path / "banc-lsf") == ("plain", "description", "lsf")
    assert told_beside(replace(task, version="plain", beside=("plain",)), tmp_path / "banc-vertical") == ("plain",)
    assert told_beside(task, tmp_path / "ailleurs") == ("lsf",), "nobody knows where the film is"
    assert told_beside(replace(task, start=0, beside=()), tmp_path / "banc-lsf") == ()
