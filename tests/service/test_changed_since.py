"""What changed since a revision is told by what films are made of: neither dates nor comments count."""

import os
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import UserError
from pipeline.model.programme import PRESETS
from pipeline.model.task import Task
from pipeline.service.assignments import Assignment
from pipeline.service.batch_films import LineUp
from pipeline.service.changed_since import changed_since
from pipeline.service.settings import settings_for

PLAIN = """\
titre: Le petit journal
conducteur:
  - sujet: Le banc
    lancement: non
    plans:
      - image: {picture}
        texte: Un banc parle à Talence.
"""


def _git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", "-c", "commit.gpgsign=false")
    subprocess.run(("git", *name, *words), cwd=folder, check=True, capture_output=True)  # noqa: S603, S607 - git itself


def _photo(path: Path, green: int) -> None:
    Image.new("RGB", (640, 360), (90, green, 60)).save(path)


def _line_up(project: Path) -> LineUp:
    scripts = sorted((project / "scripts").glob("*.yaml"))
    films = tuple(
        Assignment(
            name=path.stem,
            settings=settings_for(path, project.parent / "cache"),
            task=Task(path=path, preset=PRESETS["draft"], engine="pico"),
        )
        for path in scripts
    )
    return LineUp(films, (), ())


def _changed(project: Path) -> set[str]:
    return {film.name for film in changed_since(_line_up(project), "HEAD").changed.films}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project in git: one script for each of two pictures."""
    home = tmp_path / "projet"
    for name in ("scripts", "media", "scenes"):
        (home / name).mkdir(parents=True)
    (home / "jt.yaml").write_text("chaine: Essai\n", "utf-8")
    for name, green in (("banc", 120), ("mur", 40)):
        (home / "scripts" / f"{name}.yaml").write_text(PLAIN.format(picture=f"{name}.png"), "utf-8")
        _photo(home / "media" / f"{name}.png", green)
    _git(home, "init", "-q")
    _git(home, "add", "-A")
    _git(home, "commit", "-q", "-m", "Un")
    return home


@pytest.mark.slow
def test_what_a_film_is_made_of_counts_and_nothing_else(project: Path) -> None:
    assert _changed(project) == set()
    script = project / "scripts" / "mur.yaml"
    script.write_text(f"# une remarque\n{script.read_text('utf-8')}", "utf-8")
    os.utime(project / "media" / "mur.png", (1, 1))
    assert _changed(project) == set(), "a comment and a date change no film"
    _photo(project / "media" / "banc.png", 200)
    (project / "scripts" / "neuf.yaml").write_text(PLAIN.format(picture="mur.png"), "utf-8")
    assert _changed(project) == {"banc", "neuf"}, "a picture that changed, a script that was not there"


@pytest.mark.slow
def test_how_words_are_said_and_who_publishes_change_every_film(project: Path) -> None:
    (project / "media" / "lexique.yaml").write_text("lexique:\n  Talence: talanse\n", "utf-8")
    assert _changed(project) == {"banc", "mur"}
    (project / "media" / "lexique.yaml").unlink()
    (project / "jt.yaml").write_text("chaine: Autre\n", "utf-8")
    assert _changed(project) == {"banc", "mur"}


@pytest.mark.parametrize("revision", ["nulle-part", "--help", ""])
def test_a_revision_that_git_does_not_know_is_told(project: Path, revision: str) -> None:
    with pytest.raises(UserError, match="git ne connaît pas cette révision"):
        changed_since(_line_up(project), revision)


def test_a_project_in_no_checkout_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "seul.yaml").write_text(PLAIN.format(picture="x.png"), "utf-8")
    with pytest.raises(UserError, match="n'est dans aucun dépôt git"):
        changed_since(_line_up(tmp_path), "HEAD")
