import wave
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import UserError
from pipeline.service.writing import bringing
from pipeline.service.writing.bringing import Bringing, BroughtFile


@pytest.fixture
def into(tmp_path: Path) -> Bringing:
    return Bringing(tmp_path / "media", "journal", tmp_path / ".jt" / "apports")


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("photo") / "a.jpg"
    Image.new("RGB", (64, 36), (200, 80, 40)).save(path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("son") / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((9_000 * np.sin(np.arange(16_000) / 8)).astype("<i2").tobytes())
    return path.read_bytes()


def brought(into: Bringing, name: str, content: bytes, *, voice: bool = False) -> BroughtFile:
    incoming = into.begin(name, len(content), voice=voice)
    for at in range(0, len(content), 1000):
        incoming.take(content[at : at + 1000])
    return incoming.finish()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Été à la plage (1).JPG", "ete-a-la-plage-1.jpg"),
        ("../../../etc/passwd.jpg", "passwd.jpg"),
        ("C:\\Windows\\con.jpg", "con-jt.jpg"),
        ("..jpg", "fichier.jpg"),
        ("\u202egpj.exe\x00.jpg", "gpj-exe.jpg"),
        ("<img src=x onerror=alert(1)>.jpg", "img-src-x-onerror-alert-1.jpg"),
        ("é" * 400 + ".jpg", "e" * 60 + ".jpg"),
    ],
)
def test_whatever_a_file_is_called_it_lies_in_the_folder_of_the_script(
    into: Bringing, tmp_path: Path, photo: bytes, name: str, safe: str
) -> None:
    assert brought(into, name, photo) == BroughtFile(f"journal/{safe}", "image")
    assert [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()] == [
        f"media/journal/{safe}"
    ]


def test_nothing_that_is_there_is_written_over_and_nothing_is_kept_twice(
    into: Bringing, tmp_path: Path, photo: bytes
) -> None:
    folder = tmp_path / "media" / "journal"
    folder.mkdir(parents=True)
    (folder / "place.jpg").write_bytes(b"une autre")
    assert [brought(into, "place.jpg", photo).file for _ in range(2)] == ["journal/place-2.jpg"] * 2
    assert (folder / "place.jpg").read_bytes() == b"une autre"


class Refused(NamedTuple):
    name: str
    content: bytes
    told: str


@pytest.mark.parametrize(
    "refused",
    [
        Refused("faux.jpg", b"<script>alert(1)</script>" * 99, "c'est du texte"),
        Refused("vide.mp4", b"", "vide"),
        Refused("film.mp4", b"MZ\x90" + bytes(5000), "ne peut pas servir"),
        Refused("virus.exe", b"MZ", "« .exe » ne s'apporte pas ici"),
        Refused("page.svg", b"<svg/>", "« .svg » ne s'apporte pas ici"),
        Refused(".htaccess", b"x", "ne s'apporte pas ici"),
        Refused("jt.yaml", b"x", "« .yaml » ne s'apporte pas ici"),
        Refused("", b"x", "ne s'apporte pas ici"),
    ],
    ids=lambda one: one.name,
)
def test_what_is_no_photo_clip_or_sound_by_its_content_leaves_nothing(
    into: Bringing, tmp_path: Path, refused: Refused
) -> None:
    with pytest.raises(UserError, match=refused.told):
        brought(into, refused.name, refused.content)
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_what_is_too_large_is_refused_before_it_is_sent_and_while_it_comes(
    into: Bringing, tmp_path: Path, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "LARGEST", {"image": 100})
    with pytest.raises(UserError, match="trop lourd"):
        into.begin("a.jpg", 101)
    incoming = into.begin("a.jpg", None)
    with pytest.raises(UserError, match="trop lourd"):
        incoming.take(photo)
    incoming.drop()
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_a_full_disk_is_told_before_anything_is_sent(into: Bringing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "SPARED", 10**18)
    with pytest.raises(UserError, match="pas assez de place sur le disque"):
        into.begin("a.jpg", 10)


def test_a_recorded_voice_is_kept_as_wav_at_the_rate_of_the_film(into: Bringing, tmp_path: Path, sound: bytes) -> None:
    assert brought(into, "voix.webm", sound, voice=True) == BroughtFile("journal/voix.wav", "son")
    with wave.open(str(tmp_path / "media" / "journal" / "voix.wav")) as file:
        assert (file.getframerate(), round(file.getnframes() / 48_000, 1)) == (48_000, 1.0)


def test_a_silent_voice_is_told_with_what_to_do(into: Bringing, sound: bytes) -> None:
    with pytest.raises(UserError, match="vérifiez le micro"):
        brought(into, "voix.webm", sound[:44] + bytes(32_000), voice=True)


def test_what_a_crash_left_unfinished_goes(tmp_path: Path, photo: bytes) -> None:
    first = Bringing(tmp_path / "media", "journal", tmp_path / "apports")
    first.begin("a.jpg", len(photo)).take(photo)
    Bringing(tmp_path / "media", "journal", tmp_path / "apports")
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


@pytest.mark.parametrize("file", ["journal/../../jt.yaml", "/etc/passwd", "autre/a.jpg", "journal/A.jpg", "a.jpg", ""])
def test_only_what_was_brought_is_put_into_a_script(into: Bringing, photo: bytes, file: str) -> None:
    brought(into, "a.jpg", photo)
    assert into.found("journal/a.jpg").is_file()
    with pytest.raises(UserError, match="apportez-le de nouveau"):
        into.found(file)
