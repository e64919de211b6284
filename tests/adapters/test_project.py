"""Where a project is, what lies under it, and where the cache is."""

from pathlib import Path

import pytest

from pipeline.adapters.project import (
    CACHE_VARIABLE,
    SharedPlace,
    cache_folder,
    library_root,
    settings_at,
    settings_for,
    shared_place,
)
from pipeline.errors import UserError

ROOT = Path(__file__).parents[2]


def _script(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "journal.yaml").write_text("titre: x\n", "utf-8")
    return folder / "journal.yaml"


@pytest.mark.parametrize("where", ["scripts", ".", "scripts/2026/mars"])
def test_jt_yaml_makes_a_project_from_however_deep(where: str, tmp_path: Path) -> None:
    (tmp_path / "jt.yaml").write_text("", "utf-8")
    assert settings_for(_script(tmp_path / where)).root == tmp_path


@pytest.mark.parametrize("made", ["media", "scenes"])
def test_our_folders_beside_the_scripts_make_one_too(made: str, tmp_path: Path) -> None:
    (tmp_path / made).mkdir()
    assert settings_for(_script(tmp_path / "scripts")).root == tmp_path


def test_a_script_alone_is_a_project_of_its_own(tmp_path: Path) -> None:
    script = _script(tmp_path / "seul")
    settings = settings_for(script, start=tmp_path)
    assert settings.root == script.parent
    assert settings.output == script.parent / "output"
    assert settings.places.layers == (script.parent, library_root())


def test_the_nearest_project_wins_over_the_one_we_stand_in_and_over_the_checkout(tmp_path: Path) -> None:
    for name in ("dehors", "dehors/dedans"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "jt.yaml").write_text("", "utf-8")
    script = _script(tmp_path / "dehors" / "dedans" / "scripts")
    assert settings_for(script, start=ROOT).root == tmp_path / "dehors" / "dedans"
    assert settings_at(tmp_path / "dehors").root == tmp_path / "dehors"


def test_a_script_of_no_project_belongs_to_the_one_we_stand_in(tmp_path: Path) -> None:
    (tmp_path / "jt.yaml").write_text("", "utf-8")
    elsewhere = _script(tmp_path.parent / f"{tmp_path.name}-ailleurs")
    assert settings_for(elsewhere, start=tmp_path).root == tmp_path


def test_the_checkout_is_its_own_library() -> None:
    settings = settings_for(ROOT / "scripts" / "bordeaux.yaml")
    assert settings.places.layers == (ROOT,)


def test_the_cache_is_where_one_says_else_where_the_variable_says_else_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "variable"))
    assert cache_folder(tmp_path / "dit") == tmp_path / "dit"
    assert cache_folder() == tmp_path / "variable"
    monkeypatch.delenv(CACHE_VARIABLE)
    assert cache_folder().name == "jt2050"
    assert not cache_folder().is_relative_to(tmp_path)


@pytest.mark.parametrize(("said", "writes"), [("", True), ("oui", True), (" Non ", False)])
def test_the_shared_store_is_where_the_variables_say(
    said: str, writes: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings_at(tmp_path).shared == SharedPlace("", writes=True)
    monkeypatch.setenv("JT_STORE", "s3://union/jt")
    monkeypatch.setenv("JT_STORE_ECRITURE", said)
    assert settings_at(tmp_path).shared == SharedPlace("s3://union/jt", writes)


def test_a_word_that_says_neither_yes_nor_no_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JT_STORE_ECRITURE", "nom")
    with pytest.raises(UserError, match="JT_STORE_ECRITURE=nom : écrivez oui, ou non"):
        shared_place()
