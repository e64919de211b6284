"""`jt voices install --moteur piper`: a voice that somebody chose and fetched, pinned to what it was."""

import hashlib
import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.voices import piper_files, piper_install
from pipeline.errors import VoiceError
from tests.fakes import piper_model
from tests.fakes.models import FakePip, running_on


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where voices are to be: nothing there yet, piper-tts present."""
    running_on(monkeypatch, "piper", {"json": "json"})
    monkeypatch.setenv("JT_MODELES", str(tmp_path / "modeles"))
    return tmp_path / "modeles" / "piper"


@pytest.fixture
def voice(tmp_path: Path) -> Path:
    """A voice in a folder, as somebody fetched it."""
    return piper_model.downloaded(tmp_path / "telecharge")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The folder of that voice on the web, on this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    handler = partial(Quiet, directory=str(tmp_path / "telecharge"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _install(source: str = "", digest: str = "", pip: FakePip | None = None) -> list[str]:
    told: list[str] = []
    piper_install.install(source, digest, told.append, pip or FakePip(problem="pas d'internet"))
    return told


def _stands(home: Path, model: Path) -> bool:
    names = [f"fr_FR-essai-medium{ending}" for ending in (".onnx", ".onnx.json", ".sha256")]
    return (
        sorted(path.name for path in home.iterdir()) == names and (home / names[0]).read_bytes() == model.read_bytes()
    )


def test_a_file_that_is_given_is_taken_pinned_and_named(home: Path, voice: Path) -> None:
    (told,) = _install(str(voice))
    assert _stands(home, voice)
    digest = hashlib.sha256(voice.read_bytes()).hexdigest()
    assert f"la voix fr_FR-essai-medium est installée : {home / voice.name} (empreinte SHA-256 {digest})" == told
    assert [found.name for found in piper_files.installed()] == ["fr_FR-essai-medium"]
    assert _install() == ["piper est déjà installé, avec fr_FR-essai-medium"]


def test_a_folder_that_holds_one_is_taken(home: Path, voice: Path) -> None:
    _install(str(voice.parent))
    assert _stands(home, voice)
    piper_model.downloaded(voice.parent, "fr_FR-autre-low")
    with pytest.raises(VoiceError, match=r"ici : fr_FR-autre-low.onnx, fr_FR-essai-medium.onnx.*le fichier lui-même"):
        _install(str(voice.parent))


def test_an_address_that_is_given_is_fetched_with_its_settings(home: Path, voice: Path, site: str) -> None:
    told = _install(f"{site}/{voice.name}?download=true")
    assert _stands(home, voice)
    assert [line for line in told if line.startswith("téléchargement")] == [
        f"téléchargement de {site}/{voice.name}?download=true…",
        f"téléchargement de {site}/{voice.name}.json?download=true…",
    ]


def test_the_digest_that_is_given_decides(home: Path, voice: Path) -> None:
    digest = hashlib.sha256(voice.read_bytes()).hexdigest()
    with pytest.raises(VoiceError, match=rf"n'est pas la voix attendue.*{digest} et non {'0' * 64}.*de nouveau"):
        _install(str(voice), "0" * 64)
    assert not home.exists()
    (told,) = _install(str(voice), digest.upper())
    assert "empreinte vérifiée" in told
    assert _stands(home, voice)


def test_nothing_is_fetched_that_nobody_named(home: Path) -> None:
    pip = FakePip()
    with pytest.raises(VoiceError, match=r"piper n'a pas de voix.*fr_FR-siwis-medium.*--depuis FICHIER.onnx"):
        _install(pip=pip)
    assert pip.asked == []
    assert not home.exists()


def test_another_language_is_refused(home: Path, tmp_path: Path) -> None:
    path = piper_model.downloaded(tmp_path, "en_US-essai-low", "en-us")
    with pytest.raises(VoiceError, match=r"en_US-essai-low ne parle pas français.*« en-us ».*commence par fr_"):
        _install(str(path))
    assert not home.exists()


def test_a_voice_without_its_settings_is_told(home: Path, voice: Path) -> None:
    settings = piper_files.beside(voice, piper_files.SETTINGS)
    settings.write_text("{}")
    with pytest.raises(VoiceError, match=r"fr_FR-essai-medium.onnx.json ne se lit pas ; reprenez"):
        _install(str(voice))
    settings.unlink()
    with pytest.raises(VoiceError, match=r"fr_FR-essai-medium.onnx.json manque.*tous les deux"):
        _install(str(voice))
    assert not home.exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("absent.onnx", "n'existe pas ; donnez le fichier .onnx"),
        ("voix.wav", "n'est pas une voix de Piper ; donnez le fichier .onnx"),
        ("vide", r"ici : aucun"),
    ],
)
def test_what_is_no_voice_is_told(tmp_path: Path, name: str, told: str) -> None:
    (tmp_path / "voix.wav").touch()
    (tmp_path / "vide").mkdir()
    with pytest.raises(VoiceError, match=told):
        _install(str(tmp_path / name))


@pytest.mark.usefixtures("voice")
def test_an_address_that_gives_nothing_is_told(site: str) -> None:
    with pytest.raises(
        VoiceError, match=r"absente.onnx ne répond pas \(erreur 404\) ; téléchargez ce fichier autrement"
    ):
        _install(f"{site}/absente.onnx")
    with pytest.raises(VoiceError, match="ne nomme pas une voix de Piper"):
        _install(f"{site}/")
    with pytest.raises(VoiceError, match=r"ne répond pas \(connexion impossible\)"):
        _install("http://127.0.0.1:9/x.onnx")


def test_an_address_that_gives_too_much_is_left(voice: Path, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piper_install, "_MOST", 1_000)
    with pytest.raises(VoiceError, match="donne plus que les 0 Mo attendus"):
        _install(f"{site}/{voice.name}")


def test_its_package_comes_first(voice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    running_on(monkeypatch, "piper", {"jamais_vu": "jamais-vu>=1"})
    pip = FakePip()
    _install(str(voice), pip=pip)
    assert pip.asked == [["jamais-vu>=1"]]
    with pytest.raises(VoiceError, match=r"pas d'internet ; vérifiez la connexion, ou rendez avec --voix pico"):
        _install(str(voice))


def test_a_voice_laid_by_hand_is_no_voice_until_it_is_installed(home: Path) -> None:
    piper_model.downloaded(home)
    assert piper_files.installed() == ()
