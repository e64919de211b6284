"""Which scripts a folder stands for, and the name and place of each film."""

from pathlib import Path

import pytest

from pipeline.errors import UserError
from pipeline.model.batch import Shard
from pipeline.model.departures import Departures
from pipeline.service.batch_films import BatchWish, line_up, scripts_in
from pipeline.service.shares import share_of

PETIT = "titre: Le petit journal\nconducteur:\n  - plateau:\n      texte: Bonsoir à tous.\n"


def _project(root: Path, *scripts: str, brand: str = "") -> Path:
    (root / "scripts").mkdir(parents=True)
    (root / "jt.yaml").write_text(brand, "utf-8")
    for name in scripts:
        (root / "scripts" / name).write_text(PETIT, "utf-8")
    return root


def test_a_folder_stands_for_the_scripts_in_it_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _project(tmp_path / "atelier", "b.yaml", "a.yml", ".a.yaml.swp.yaml", "notes.txt")
    (root / "docker-compose.yaml").write_text("services: {}", "utf-8")
    (root / "scenes" / "titre").mkdir(parents=True)
    (root / "scenes" / "titre" / "scene.yaml").write_text("alias: titre", "utf-8")
    scripts = root / "scripts"
    assert scripts_in([root]) == scripts_in([scripts]) == (scripts / "a.yml", scripts / "b.yaml")
    assert scripts_in([scripts / "b.yaml", root])[0] == scripts / "b.yaml"
    monkeypatch.chdir(root)
    assert scripts_in([]) == (Path("scripts/a.yml"), Path("scripts/b.yaml")), "as it would be typed"
    monkeypatch.chdir(scripts)
    assert scripts_in([]) == (scripts / "a.yml", scripts / "b.yaml")


def test_a_folder_without_scripts_is_told(tmp_path: Path) -> None:
    (tmp_path / "jt.yaml").touch()
    with pytest.raises(UserError, match=r"aucun script dans .*jt nouveau DOSSIER"):
        scripts_in([tmp_path])


def test_every_delivery_of_every_script_is_a_film_with_a_name_of_its_own(tmp_path: Path) -> None:
    one = _project(tmp_path / "talence", "journal.yaml", brand="livraisons: [web, vertical]\n")
    alone = line_up(scripts_in([one]), BatchWish(out=tmp_path / "films"))
    assert [film.name for film in alone.films] == ["journal", "journal-vertical"]
    assert [film.task.folder for film in alone.films] == [
        tmp_path / "films" / name for name in ("journal", "journal-vertical")
    ]
    other = _project(tmp_path / "begles", "journal.yaml")
    both = line_up(scripts_in([one, other]), BatchWish(presets=("draft", "web", "draft")))
    names = ["talence-journal", "talence-journal-web", "begles-journal", "begles-journal-web"]
    assert [film.name for film in both.films] == names
    assert all(film.task.folder is None for film in both.films), "each in its own project"


def test_what_a_batch_departs_in_is_asked_of_each_of_its_films(tmp_path: Path) -> None:
    one = _project(tmp_path / "talence", "journal.yaml", brand="livraisons: [draft, vertical]\n")
    departures = Departures(burned=True, unmarked="le site l'annonce")
    films = line_up(scripts_in([one]), BatchWish(departures=departures)).films
    assert [(film.task.preset.burned, film.task.without_marks) for film in films] == [(True, "le site l'annonce")] * 2
    with pytest.raises(UserError, match="dites pourquoi"):
        line_up(scripts_in([one]), BatchWish(departures=Departures(unmarked="")))


@pytest.mark.slow
def test_shares_are_disjoint_even_and_the_same_however_lines_end(tmp_path: Path) -> None:
    root = _project(tmp_path / "atelier", "a.yaml", "b.yaml", "c.yaml")
    (root / "scripts" / "b.yaml").write_text(PETIT.replace("Bonsoir à tous.", "Bonsoir à tous. " * 30), "utf-8")
    (root / "scripts" / "faux.yaml").write_text("titre: [", "utf-8")

    def shares() -> list[list[str]]:
        found = line_up(scripts_in([root]), BatchWish(presets=("draft",)))
        return [[film.name for film in share_of(found, Shard(rank, 2)).films] for rank in (1, 2)]

    here = shares()
    assert sorted(name for share in here for name in share) == ["a", "b", "c", "faux"]
    assert ["b"] in here, "what is said in it weighs more than all others together"
    for script in (root / "scripts").iterdir():
        script.write_bytes(script.read_bytes().replace(b"\n", b"\r\n"))
    assert shares() == here
