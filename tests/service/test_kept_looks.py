"""A command that knows the look from an earlier one says what it would say alone: whatever changes is seen."""

import os
import shutil
from pathlib import Path

import pytest

from pipeline.adapters.cache.kept import NAME
from pipeline.adapters.project import settings_for
from pipeline.errors import SceneError
from pipeline.service.check import check
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source
from tests.fakes.projects import ROOT

SCRIPT = "titre: Le petit journal\nville: Talence\nconducteur:\n  - breve: {titre: Le temps, texte: Bonsoir kn.}\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    for folder in ("scripts", "scenes/chiffre", "media"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "scripts" / "petit.yaml").write_text(SCRIPT, "utf-8")
    shutil.copy(ROOT / "scenes/chiffre/scene.yaml", tmp_path / "scenes/chiffre/scene.yaml")
    shutil.copy(ROOT / "media/lexique.yaml", tmp_path / "media/lexique.yaml")
    return tmp_path / "scripts" / "petit.yaml"


def newsroom(script: Path) -> Newsroom:
    """Return a newsroom as a new command opens it."""
    return Newsroom(settings_for(script, script.parents[1] / "cache"))


def told(script: Path) -> tuple[str, ...]:
    """Return what a new command says of a script, or of its look."""
    try:
        return tuple(str(finding.code) for finding in check(newsroom(script), Source(script)).findings)
    except SceneError as error:
        return (str(error),)


def changed(file: Path, old: str, new: str) -> None:
    """Change a file and leave its size and its times as they were."""
    before = file.stat()
    text = file.read_text("utf-8")
    assert old in text
    assert len(old) == len(new)
    file.write_text(text.replace(old, new, 1), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("house", ["", pytest.param("le_kiosque", marks=pytest.mark.slow)])
def test_scenes_are_the_same_read_or_known(script: Path, house: str) -> None:
    room = newsroom(script)
    first = room.scenes(house)
    room.library.kept.save()
    known = newsroom(script).scenes(house)
    alone = {name: room.scene(name, house or room.default_house) for name in first}
    assert first == known == alone
    assert [one.model_fields_set for one in known.values()] == [one.model_fields_set for one in alone.values()]


def test_a_scene_that_changes_is_seen(script: Path) -> None:
    told(script)
    scene = script.parents[1] / "scenes/chiffre/scene.yaml"
    before = newsroom(script).scenes()["chiffre"].label
    changed(scene, f"libelle: {before}", f"libelle: {before[::-1]}")
    assert newsroom(script).scenes()["chiffre"].label == before[::-1]


def test_a_scene_that_appears_and_goes_is_seen(script: Path) -> None:
    told(script)
    folder = script.parents[1] / "scenes/neuve"
    folder.mkdir()
    (folder / "scene.yaml").write_text("extends: chiffre\nlibelle: Neuve\n", "utf-8")
    assert newsroom(script).scenes()["neuve"].label == "Neuve"
    told(script)
    shutil.rmtree(folder)
    assert "neuve" not in newsroom(script).scenes()


def test_a_word_that_is_said_otherwise_is_seen(script: Path) -> None:
    told(script)
    lexicon = script.parents[1] / "media/lexique.yaml"
    before = newsroom(script).lexicon({}).get("CCAS") or ""
    changed(lexicon, f"CCAS: {before}", f"CCAS: {before[::-1]}")
    assert newsroom(script).lexicon({}).get("CCAS") == before[::-1]


def test_what_is_told_follows_the_lexicon(script: Path) -> None:
    assert told(script) == told(script) == ("lecture-inconnue",)
    file = script.parents[1] / "media/lexique.yaml"
    file.write_text(file.read_text("utf-8").replace("lexique:\n", "lexique:\n  kn: nœuds\n", 1), "utf-8")
    assert told(script) == ()


def test_a_sound_and_a_drawing_that_change_are_looked_at_again(script: Path) -> None:
    assert told(script) == ("lecture-inconnue",)
    room = newsroom(script)
    house = room.house(room.default_house)
    sound = script.parents[1] / next(iter(house.sound.files.values()))
    sound.parent.mkdir(parents=True, exist_ok=True)
    sound.write_bytes(b"no sound at all")
    (wrong,) = told(script)
    assert "ne peut pas servir" in wrong
    sound.unlink()
    assert told(script) == ("lecture-inconnue",)


def test_what_is_kept_is_damaged_and_nothing_is_said_of_it(script: Path) -> None:
    expected = told(script)
    file = script.parents[1] / "cache" / "v1" / NAME
    file.write_bytes(file.read_bytes()[:-100])
    assert told(script) == expected
