"""Films of one command that would take one another's place are refused before anything is rendered."""

import unicodedata
from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.service.several import Commission, each_apart
from tests.fakes.projects import settings_in


def _commission(root: Path, name: str, *presets: str, out: Path | None = None) -> Commission:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    tasks = [
        Task(path=path, preset=PRESETS[preset], folder=out / path.stem if out else None)
        for preset in presets or ("draft",)
    ]
    return Commission(settings_in(root, root / "output"), tuple(tasks))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("un/jt.yaml", "deux/jt.yaml"),
        ("un/JT.yaml", "deux/jt.yaml"),
        ("un/Été.yaml", "deux/ete.yaml"),
        ("un/é.yaml", "deux/" + unicodedata.normalize("NFD", "é") + ".yaml"),
        ("Mon journal.yaml", "mon-journal.yaml"),
        ("un/jt.yaml", "deux/jt.yml"),
        ("a" * 90 + "1.yaml", "a" * 90 + "2.yaml"),
    ],
)
def test_two_scripts_of_one_name_are_refused_with_both_and_the_way_out(tmp_path: Path, one: str, two: str) -> None:
    with pytest.raises(UserError) as refused:
        each_apart([_commission(tmp_path, one), _commission(tmp_path, two)])
    for said in (str(tmp_path / one), str(tmp_path / two), str(tmp_path / "output"), "renommez", "--out"):
        assert said in str(refused.value)


@pytest.mark.parametrize(("one", "two"), [("un/JT.yaml", "deux/jt.yaml"), ("un/é.yaml", "deux/e\u0301.yaml")])
def test_a_folder_that_is_asked_for_is_held_to_the_same(tmp_path: Path, one: str, two: str) -> None:
    with pytest.raises(UserError, match="dans le même dossier"):
        each_apart([_commission(tmp_path, name, out=tmp_path / "films") for name in (one, two)])


def test_other_names_and_other_shapes_stand_beside_one_another(tmp_path: Path) -> None:
    several = [_commission(tmp_path, "un.yaml", "web", "vertical"), _commission(tmp_path, "deux.yaml", "web")]
    found = each_apart(several)
    assert (found.wanted, found.repeated) == (tuple(several), ())


def test_a_script_may_not_be_called_as_the_upright_film_of_another(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="dans le même dossier"):
        each_apart([_commission(tmp_path, "a.yaml", "vertical"), _commission(tmp_path, "a-vertical.yaml", "web")])


def test_a_script_that_is_named_twice_is_made_once_and_told(tmp_path: Path) -> None:
    one = _commission(tmp_path, "jt.yaml", "web", "vertical")
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs" / "jt.yaml").symlink_to(tmp_path / "jt.yaml")
    again = [Task(path=tmp_path / "ailleurs" / "jt.yaml", preset=task.preset) for task in one.tasks]
    found = each_apart([one, one, Commission(one.settings, tuple(again))])
    assert [task for each in found.wanted for task in each.tasks] == list(one.tasks)
    assert found.repeated == (one.tasks[0].path, again[0].path)
