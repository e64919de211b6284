"""The check says beforehand what can be used, and of a film that breaks off how much is there."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.adapters.media import verdicts as media_check
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.verdicts import ProjectMedia
from tests.fakes.films import film, flat, numbered, tone


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
    monkeypatch.setattr(media_check, "MOST_BYTES", 50)
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
    for name in ("bordeaux/café.jpg", "place.mp4"):
        (tmp_path / "media" / name).touch()
    media = ProjectMedia(FolderLibrary(tmp_path))
    assert media.likely("bordeaux/cafe.jpeg") == "bordeaux/café.jpg"
    assert media.likely("cafe.jpg") == "bordeaux/café.jpg", "the folder was forgotten"
    assert media.likely("media/plcae.mp4") == "place.mp4"
    assert media.likely("bordeaux/marche.png") == ""
