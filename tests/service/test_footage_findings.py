"""What a script shows of its videos is told beforehand when it is not there, not heard, or stands still."""

from pathlib import Path
from unicodedata import normalize

import pytest
from PIL import Image

from pipeline.adapters.project import Places, Settings
from pipeline.service.check import check
from pipeline.service.newsroom import Newsroom
from pipeline.service.plan import Plan, plan
from pipeline.service.source import Source
from tests.fakes.films import film, numbered, tone
from tests.fakes.projects import ROOT

_HEAD = "titre: Essai\nconducteur:\n"
_LONG = "On arrive à huit heures avec douze chaises et un grand thermos, et tout le monde reste pour la soupe du soir."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    film(tmp_path / "quatre.mp4", numbered(40), rate=10, sound=("mono", tone("mono", 4.0)))
    return tmp_path


def _newsroom(folder: Path) -> Newsroom:
    output = folder / "output"
    return Newsroom(Settings(Places(str(folder), str(ROOT), str(folder)), output, output / ".cache"))


def _source(folder: Path, text: str) -> Source:
    path = folder / "essai.yaml"
    path.write_text(_HEAD + text, "utf-8")
    return Source(path)


def _told(folder: Path, text: str) -> list[str]:
    answer = check(_newsroom(folder), _source(folder, text))
    assert answer.script is not None, [str(finding) for finding in answer.findings]
    return [str(finding).rpartition("essai.yaml:")[2] for finding in answer.findings]


def _planned(folder: Path, text: str) -> Plan:
    return plan(_newsroom(folder), _source(folder, text))


@pytest.mark.parametrize(
    ("slots", "seconds"),
    [
        ("", 4.0),
        (", de: 1", 3.0),
        (", a: 3", 3.0),
        (", de: 1, a: 3.5", 2.5),
        (", de: 1, a: 99", 3.0),
        (", de: 50", 6.0),
    ],
)
def test_a_shot_without_words_lasts_what_there_is_of_its_extract(slots: str, seconds: float, folder: Path) -> None:
    planned = _planned(folder, f"  - video: {{video: quatre.mp4{slots}}}\n")
    assert planned.seconds == pytest.approx(seconds, abs=0.05)


def test_a_length_that_is_written_or_said_wins(folder: Path) -> None:
    assert _planned(folder, "  - {video: quatre.mp4, a: 3, duree: 2}\n").seconds == pytest.approx(2)
    said = _planned(folder, f"  - {{video: quatre.mp4, a: 3, texte: '{_LONG}'}}\n")
    assert said.seconds > 6


def test_an_end_beyond_the_end_is_told_as_a_start_is(folder: Path) -> None:
    (told,) = _told(folder, "  - video: {video: quatre.mp4, de: 1, a: 99}\n")
    assert told.startswith("3:42: avertissement : « a » est au-delà de la fin de « quatre.mp4 », qui dure 4,0 s")
    (told,) = _told(folder, "  - video: {video: quatre.mp4, de: 50}\n")
    assert told.startswith("3:36: avertissement : « de » est au-delà")
    assert not _told(folder, "  - video: {video: quatre.mp4, de: 1, a: 4}\n")


def test_a_last_picture_that_stands_still_is_told_with_its_times(folder: Path) -> None:
    (told,) = _told(folder, "  - {video: quatre.mp4, duree: 9}\n")
    assert "avertissement : le plan dure 9,0 s et il n'y a que 4,0 s de vidéo à montrer" in told
    assert "sa dernière image reste immobile 5,0 s" in told
    assert told.endswith("[image-figee]")
    (told,) = _told(folder, f"  - {{video: quatre.mp4, de: 2, texte: '{_LONG}'}}\n")
    assert "le plan dure environ" in told
    assert "que 2,0 s de vidéo" in told
    assert not _told(folder, "  - {video: quatre.mp4, duree: 4.9}\n")


def test_a_sound_that_nothing_decodes_is_told_unless_it_is_not_wanted(folder: Path) -> None:
    data = (folder / "quatre.mp4").read_bytes().replace(b"mp4a", b"apac").replace(b"esds", b"free")
    (folder / "muet.mp4").write_bytes(data)
    (told,) = _told(folder, "  - {video: muet.mp4}\n")
    assert "avertissement : le son de la vidéo « muet.mp4 » est d'un codage inconnu : elle sera muette" in told
    assert not _told(folder, "  - {video: muet.mp4, son: coupe}\n")


def test_a_name_in_another_unicode_form_is_found_without_a_word(folder: Path) -> None:
    Image.new("RGB", (320, 180), "#446688").save(folder / normalize("NFD", "café.jpg"))
    assert not _told(folder, "  - {image: café.jpg, texte: Bonsoir à tous.}\n")


def test_a_name_in_other_capitals_is_found_and_told(folder: Path) -> None:
    Image.new("RGB", (320, 180), "#446688").save(folder / "Cafe.JPG", "JPEG")
    (told,) = _told(folder, "  - {image: cafe.jpg, texte: Bonsoir à tous.}\n")
    assert "avertissement : le fichier « cafe.jpg » s'appelle en fait « Cafe.JPG »" in told


def test_a_picture_that_moves_is_told_where_it_would_not(folder: Path) -> None:
    frames = [Image.new("RGB", (64, 36), (90 * number, 80, 80)) for number in range(3)]
    frames[0].save(folder / "a.gif", save_all=True, append_images=frames[1:], duration=400)
    (told,) = _told(folder, "  - {image: a.gif, texte: Bonsoir à tous.}\n")
    assert "avertissement : le fichier « a.gif » est animé : seule sa première image est montrée" in told
    assert not _told(folder, "  - {video: a.gif}\n")
