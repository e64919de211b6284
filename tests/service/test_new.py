"""`jt nouveau`: a project that is good as it stands, or nothing at all."""

import datetime as dt
from pathlib import Path

import pytest

from pipeline.adapters.project import settings_for
from pipeline.adapters.yaml.files import read_plain
from pipeline.errors import UserError
from pipeline.service.check import check
from pipeline.service.new import Wanted, create
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source

_TODAY = dt.date(2026, 11, 29)


@pytest.mark.parametrize("channel", ["TV Baie", "Le journal de Saint-Brieuc-en-Armor"])
def test_the_script_is_good_without_a_remark_and_is_a_project_of_its_own(channel: str, tmp_path: Path) -> None:
    create(tmp_path / "atelier", Wanted(channel, "Saint-Brieuc", "CCAS de Saint-Brieuc"), _TODAY)
    script = tmp_path / "atelier" / "scripts" / "journal.yaml"
    settings = settings_for(script, tmp_path / "cache")
    assert settings.root == tmp_path / "atelier"
    answer = check(Newsroom(settings), Source(script))
    assert answer.script is not None
    assert [str(finding) for finding in answer.findings] == []
    assert (answer.script.title, answer.script.workshop.city, answer.script.workshop.date) == (
        channel, "Saint-Brieuc", "2026-11",
    )  # fmt: skip
    assert {item.kind for item in answer.script.items} >= {"generique", "titres", "sujet", "credits"}


def test_everything_a_project_has_is_there(tmp_path: Path) -> None:
    made = create(tmp_path / "a", Wanted(), _TODAY)
    names = {path.relative_to(tmp_path / "a").as_posix() for path in made}
    assert names >= {"scripts/journal.yaml", "jt.yaml", "LISEZMOI.md", ".gitignore", ".schema/script.schema.json"}
    assert (tmp_path / "a" / "media").is_dir()
    assert (tmp_path / "a" / "scenes").is_dir()
    assert "output/" in (tmp_path / "a" / ".gitignore").read_text("utf-8")
    page = (tmp_path / "a" / "LISEZMOI.md").read_text("utf-8")
    assert len(page.splitlines()) < 50
    assert "jt render scripts/journal.yaml" in page


@pytest.mark.parametrize(
    "said", ["La « Une » : demain", 'A "B" C', "100 % # vrai", "it's\\n", "{ville}", "- tiret", "日本", "oui"]
)
def test_whatever_is_said_of_it_is_a_value_and_nothing_else(said: str, tmp_path: Path) -> None:
    create(tmp_path / "a", Wanted(said, said, said), _TODAY)
    brand = read_plain(tmp_path / "a" / "jt.yaml")
    script = read_plain(tmp_path / "a" / "scripts" / "journal.yaml")
    assert (brand["chaine"], brand["editeur"]) == (said, said)
    assert (script["titre"], script["atelier"]["ville"]) == (said, said)


@pytest.mark.parametrize("there", ["file", "folder"])
def test_what_is_there_already_is_refused_and_left_alone(there: str, tmp_path: Path) -> None:
    place = tmp_path / "a"
    if there == "file":
        place.write_text("à moi", "utf-8")
    else:
        place.mkdir()
        (place / "notes.txt").write_text("à moi", "utf-8")
    with pytest.raises(UserError, match="existe déjà et n'est pas vide ; rien n'a été touché"):
        create(place, Wanted(), _TODAY)
    left = [path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()]
    assert left == ["à moi"]


def test_an_empty_folder_may_become_one(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert create(tmp_path / "a", Wanted(), _TODAY)


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(UserError, match="impossible de créer"):
        create(tmp_path / "fichier" / "a", Wanted(), _TODAY)
    assert list(tmp_path.iterdir()) == [tmp_path / "fichier"]
