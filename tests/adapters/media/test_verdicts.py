"""The check says beforehand what can be used, and of a film that breaks off how much is there."""

from pathlib import Path
from typing import Literal
from unicodedata import normalize

import numpy as np
import pytest
from PIL import Image

from pipeline.adapters.media import usable
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from tests.fakes.films import film, flat, numbered, tone
from tests.fakes.tracks import sounding

Form = Literal["NFC", "NFD"]


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> ProjectMedia:
    root = tmp_path_factory.mktemp("projet")
    folder = root / "media"
    folder.mkdir()
    film(folder / "bon.mp4", numbered(10), sound=("mono", tone("mono", 0.4)))
    film(folder / "muet.mp4", numbered(10))
    film(folder / "geant.mp4", [flat((8224, 16), 100)])
    (folder / "vide.mp4").write_bytes(b"")
    (folder / "texte.mp4").write_text("bonjour")
    (folder / "liste.mp4").write_text("#EXTM3U\nbon.mp4\n")
    (folder / "photo.heic").write_bytes(b"\x00\x00\x00\x18ftypheic" + bytes(60))
    Image.new("RGB", (8, 8)).save(folder / "photo.png")
    Image.new("1", (40_000, 4_000)).save(folder / "geante.png")
    film(root / "dehors.mp4", numbered(2))
    return ProjectMedia(FolderLibrary(root))


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("bon.mp4", "video", None),
        ("bon.mp4", "sound", None),
        ("muet.mp4", "video", None),
        ("photo.png", "image", None),
        ("muet.mp4", "sound", "ce fichier ne contient pas de son"),
        ("vide.mp4", "video", "fichier vide"),
        ("texte.mp4", "video", "c'est du texte"),
        ("liste.mp4", "video", "c'est une liste de lecture"),
        ("liste.mp4", "sound", "c'est une liste de lecture"),
        ("absent.mp4", "video", "missing"),
        ("../dehors.mp4", "video", "ce chemin sort du projet"),
        ("photo.heic", "image", "image illisible ou tronquée"),
        ("geant.mp4", "video", "image trop grande (8224x16) : au plus 8192 pixels de côté et 36 mégapixels"),
        ("geante.png", "image", "image trop grande (40000x4000) : au plus 120 mégapixels"),
    ],
)
def test_what_can_be_used_is_known_beforehand(media: ProjectMedia, name: str, kind: str, said: str | None) -> None:
    verdict = media.verdict(name, kind)
    assert (None if verdict is None else verdict.partition(" ; ")[0]) == said
    assert verdict in {None, "missing", "fichier vide", "ce fichier ne contient pas de son"} or " ; " in str(verdict), (
        "it says what to do"
    )


def test_a_picture_file_too_heavy_is_refused_unread(media: ProjectMedia, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usable, "MOST_BYTES", 50)
    verdict = media.verdict("photo.png", "image")
    assert verdict is not None
    assert verdict.startswith("fichier trop lourd")


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_a_film_that_breaks_off_is_usable_with_a_warning(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "media"
    folder.mkdir()
    grain = np.random.default_rng(1)
    pictures = [flat((64, 48), 100) for _ in range(150)]
    for picture in pictures:
        picture[:48] = grain.integers(16, 235, (48, 64))
    whole = film(folder / name, pictures, movflags="faststart" if name == "a.mp4" else "", x264="keyint=10")
    data = whole.read_bytes()
    (folder / f"coupe_{name}").write_bytes(data[: len(data) // 2])
    media = ProjectMedia(FolderLibrary(tmp_path))
    assert media.verdict(f"coupe_{name}", "video") is None
    said = media.caution(f"coupe_{name}", "video")
    assert said is not None
    assert said.startswith(("il s'interrompt à 2,", "il s'interrompt à 3,"))
    assert said.endswith("s sur 6,0 s")
    assert media.caution(name, "video") is None
    assert media.caution(f"coupe_{name}", "image") is None
    assert media.caution("absent.mp4", "video") is None


def test_a_name_that_is_not_there_is_told_what_may_have_been_meant(tmp_path: Path) -> None:
    (tmp_path / "media/bordeaux").mkdir(parents=True)
    (tmp_path / "media/decors").mkdir()
    Image.new("RGB", (8, 8)).save(tmp_path / "media/bordeaux/café.jpg")
    (tmp_path / "media/decors/marche.svg").write_text("<svg/>")
    film(tmp_path / "media/place.mp4", numbered(2))
    media = ProjectMedia(FolderLibrary(tmp_path))
    assert media.likely("bordeaux/cafe.jpeg", "image") == "bordeaux/café.jpg"
    assert media.likely("cafe.jpg", "image") == "bordeaux/café.jpg", "the folder was forgotten"
    assert media.likely("media/plcae.mp4", "video") == "place.mp4"
    assert media.likely("bordeaux/marche.png", "image") == "", "a drawing is no picture of pixels"
    assert media.likely("plcae.mp4", "image") == ""


# --- names


@pytest.mark.parametrize(("disk", "script"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_name_is_found_whatever_its_unicode_form(disk: Form, script: Form, tmp_path: Path) -> None:
    folder = tmp_path / "media" / normalize(disk, "été")
    folder.mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(folder / normalize(disk, "café.jpg"))
    library = FolderLibrary(tmp_path)
    name = normalize(script, "été/café.jpg")
    assert ProjectMedia(library).verdict(name, "image") is None
    assert ProjectMedia(library).spelt(name) == ""
    assert library.asset(f"media/{name}").digest
    assert library.read(f"media/{name}")


def test_a_name_beside_the_script_is_found_in_any_form(tmp_path: Path) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / normalize("NFD", "café.jpg"))
    library = FolderLibrary(tmp_path / "projet", beside=tmp_path)
    assert library.exists("media/café.jpg")
    assert library.asset("media/café.jpg").digest
    assert library.beside["café.jpg"] == library.asset("media/café.jpg").digest


def test_other_capitals_are_found_and_told(tmp_path: Path) -> None:
    (tmp_path / "media/Quartier").mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(tmp_path / "media/Quartier/Cafe.JPG", "JPEG")
    media = ProjectMedia(FolderLibrary(tmp_path))
    assert media.verdict("quartier/cafe.jpg", "image") is None
    assert media.spelt("quartier/cafe.jpg") == "Quartier/Cafe.JPG"
    assert media.spelt("Quartier/Cafe.JPG") == ""
    Image.new("RGB", (8, 8)).save(tmp_path / "media/Quartier/cafe.JPG", "JPEG")
    assert media.spelt("Quartier/cafe.JPG") == "", "the exact one wins"


def test_no_other_spelling_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "projet/media").mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(tmp_path / "Dehors.jpg")
    library = FolderLibrary(tmp_path / "projet")
    assert not library.exists("media/../../dehors.jpg")


# --- what it is instead


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.jpg", b"%PDF-1.7\n%\xe2\xe3", "c'est un PDF"),
        ("a.png", b"PK\x03\x04" + bytes(26) + b"word/document.xml", "c'est un document Word"),
        ("a.png", b"PK\x03\x04" + bytes(26) + b"ppt/slides", "c'est une présentation PowerPoint"),
        ("a.jpg", b"PK\x03\x04" + bytes(26) + b"photos/1.jpg", "c'est une archive"),
        ("a.jpg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "c'est un document de Microsoft Office"),
        ("a.jpg", b"\x4c\x00\x00\x00\x01\x14\x02\x00" + bytes(99), "c'est un raccourci de Windows"),
        ("a.url", b"[InternetShortcut]\r\nURL=https://exemple.fr/", "c'est un raccourci vers une page"),
        ("._a.jpg", b"\x00\x05\x16\x07\x00\x02" + bytes(99), "c'est un fichier d'accompagnement d'un Mac"),
        ("a.jpg", b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "c'est un renvoi vers un fichier"),
        ("a.jpg", b"<!DOCTYPE html><html><body>Connexion</body></html>", "c'est une page web"),
        ("a.svg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "c'est un dessin SVG"),
        (".a.jpg.icloud", b"bplist00" + bytes(99), "c'est un fichier resté dans iCloud"),
        ("a.mp4.part", b"\x00\x00\x00\x18ftypmp42" + bytes(99), "c'est un téléchargement inachevé"),
        ("a.mp4.crdownload", bytes(9000), "c'est un téléchargement inachevé"),
        ("a.jpg", bytes(9000), "il ne contient que des zéros"),
        ("a.psd", b"8BPS\x00\x01" + bytes(99), "c'est un fichier Photoshop"),
    ],
)
@pytest.mark.parametrize("kind", ["image", "video", "sound"])
def test_what_is_no_medium_is_told_for_what_it_is(
    name: str, content: bytes, said: str, kind: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    verdict = ProjectMedia(FolderLibrary(tmp_path / "projet", beside=tmp_path)).verdict(name, kind)
    assert verdict is not None
    assert verdict.startswith(said)
    assert " ; " in verdict or " : " in verdict, "it says what to do"


def test_a_medium_of_another_kind_is_told_with_the_key_it_wants(media: ProjectMedia, tmp_path: Path) -> None:
    assert "« video: … »" in str(media.verdict("bon.mp4", "image"))
    assert "« image: … »" in str(media.verdict("photo.png", "video"))
    assert "« image: … »" in str(media.verdict("photo.png", "sound"))
    sounding(tmp_path / "voix.mp3", 44_100, "mono", 0.5)
    here = ProjectMedia(FolderLibrary(tmp_path / "projet", beside=tmp_path))
    assert "« enregistrement: … »" in str(here.verdict("voix.mp3", "video"))
    assert "« enregistrement: … »" in str(here.verdict("voix.mp3", "image"))


def test_a_protected_film_is_told_as_such(tmp_path: Path) -> None:
    whole = film(tmp_path / "a.mp4", numbered(10)).read_bytes()
    at = whole.index(b"mdat") + 4
    noise = np.random.default_rng(2).bytes(at + 800)
    locked = bytearray(whole.replace(b"avc1", b"encv"))
    locked[at : at + 800] = noise[:800]
    (tmp_path / "b.mp4").write_bytes(bytes(locked))
    verdict = ProjectMedia(FolderLibrary(tmp_path / "projet", beside=tmp_path)).verdict("b.mp4", "video")
    assert verdict is None or "protégé" in verdict or "codage d'image inconnu" in verdict


def test_a_picture_that_moves_is_usable_with_a_warning(tmp_path: Path) -> None:
    still = Image.new("RGB", (8, 8))
    still.save(tmp_path / "a.gif", save_all=True, append_images=[Image.new("RGB", (8, 8), 255)])
    still.save(tmp_path / "b.gif")
    media = ProjectMedia(FolderLibrary(tmp_path / "projet", beside=tmp_path))
    assert media.verdict("a.gif", "image") is None
    assert media.caution("a.gif", "image") == "seule sa première image est montrée"
    assert media.caution("b.gif", "image") is None
    assert media.verdict("a.gif", "video") is None
