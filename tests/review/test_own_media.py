"""Music and films that cannot serve are told at their lines of jt.yaml, all at once, with what to do."""

import shutil
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.yaml.brands import load_brand
from pipeline.model.part import Part
from pipeline.review.own_media import OwnMedia, brought
from tests.fakes.films import film, numbered, tone
from tests.fakes.music import music, saved
from tests.fakes.projects import house


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    return tmp_path


def _brought(project: Path, content: str) -> OwnMedia:
    (project / "jt.yaml").write_text(content, "utf-8")
    return brought(load_brand(project / "jt.yaml"), house(), FolderLibrary(project))


def _told(project: Path, content: str) -> list[str]:
    return [str(finding).partition("jt.yaml:")[2] for finding in _brought(project, content).findings]


def test_what_can_serve_says_nothing(project: Path) -> None:
    saved(project / "media" / "tapis.mp3", music("chords", 5))
    film(project / "media" / "jt.mp4", numbered(50), sound=("stereo", tone("stereo", 2)))
    found = _brought(project, "musique: {nappe: tapis.mp3, virgule: jt.mp4}\ngenerique: jt.mp4\n")
    assert found.findings == ()
    opening = found.house.films[Part.OPENING]
    assert (opening.file, opening.sounds) == ("media/jt.mp4", True)
    assert opening.seconds == pytest.approx(2, abs=0.1)
    own = {"nappe": "media/tapis.mp3", "virgule": "media/jt.mp4", "generique": "media/jt.mp4"}
    assert found.house.sound.own == own


def test_a_film_without_sound_leaves_the_music(project: Path) -> None:
    film(project / "media" / "jt.mp4", numbered(50))
    silence = np.zeros((2, 88_200), np.float32)
    film(project / "media" / "fin.mp4", numbered(50), sound=("stereo", silence))
    saved(project / "media" / "a.wav", music("chords", 5))
    found = _brought(project, "generique: jt.mp4\nfin: fin.mp4\nmusique: {generique: a.wav}\n")
    assert found.findings == ()
    assert [own.sounds for own in found.house.films.values()] == [False, False]
    assert found.house.sound.own == {"generique": "media/a.wav"}


def test_everything_is_said_at_its_line_and_what_is_good_is_kept(project: Path) -> None:
    media = project / "media"
    saved(media / "tapis.wav", music("chords", 5))
    saved(media / "silence.wav", np.zeros((48_000, 2), np.float32))
    (media / "notes.mp3").write_text("bonjour, ceci n'est pas un son", "utf-8")
    (media / "vide.wav").touch()
    film(media / "bref.mp4", numbered(10))
    content = """musique:
  generique: notes.mp3
  titres: silence.wav
  virgule: vide.wav
  nappe: tapi.wav
  cloture: tapis.wav
generique: bref.mp4
fin: tapis.wav
"""
    told = _told(project, content)
    assert [line.split(":")[0] for line in told] == ["2", "3", "4", "5", "7", "8"]
    assert "« notes.mp3 » ne peut pas servir : c'est du texte" in told[0]
    assert "on n'y entend rien" in told[1]
    assert "fichier vide" in told[2]
    assert "le fichier n'existe pas ; vouliez-vous dire « tapis.wav » ?" in told[3]
    assert "dure 0,4 s : il faut de 1 à 60 s" in told[4]
    assert "c'est un son, sans image" in told[5]
    assert _brought(project, content).house.sound.own == {"cloture": "media/tapis.wav"}
    assert not _brought(project, content).house.films


def test_a_film_that_lasts_too_long_is_refused(project: Path) -> None:
    film(project / "media" / "long.mp4", numbered(2), times=[Fraction(0), Fraction(70)])
    assert "il faut de 1 à 60 s" in _told(project, "fin: long.mp4\n")[0]


def test_music_that_the_sound_of_a_film_covers_is_told(project: Path) -> None:
    saved(project / "media" / "a.wav", music("chords", 5))
    film(project / "media" / "jt.mp4", numbered(50), sound=("stereo", tone("stereo", 2)))
    (told,) = _brought(project, "generique: jt.mp4\nmusique: {generique: a.wav}\n").findings
    assert told.code == "marque-son-double"
    assert told.mark.line == 2


def test_a_file_that_was_moved_is_found_by_its_name(project: Path) -> None:
    saved(project / "media" / "son.wav", music("chords", 2))
    (project / "media" / "sons").mkdir()
    shutil.move(project / "media" / "son.wav", project / "media" / "sons" / "son.wav")
    assert "« sons/son.wav »" in _told(project, "musique: {nappe: son.wav}\n")[0]
