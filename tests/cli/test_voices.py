"""`jt voices`: what can speak here, who is cast, and a text said into a file."""

import re
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.adapters.voices.pico import PicoVoice
from pipeline.adapters.yaml.files import read_plain
from pipeline.cli.voicing import described
from pipeline.model.time import SAMPLE_RATE
from tests.fakes.models import BYTES, running_on, small
from tests.fakes.voices import ToneVoice

Jt = Callable[..., Any]
ROOT = Path(__file__).parents[2]
CAST = read_plain(ROOT / "media" / "voix.yaml")
_BONSOIR = "Bonsoir à tous, il est 14h30."

needs_pico = pytest.mark.skipif(bool(PicoVoice().unavailable()), reason="the embedded voice is not installed here")


def test_every_engine_and_every_voice_of_the_cast_is_listed(jt: Jt) -> None:
    told = jt("voices")
    assert (told.code, told.err) == (0, "")
    for name in ("kokoro", "pico", "piper", "espeak", "edge", "gtts", "enregistre", *CAST):
        assert re.search(rf"^  {name} +\S", told.out, re.MULTILINE), name
    assert re.search(r"^  gtts .* oui +MIT", told.out, re.MULTILINE)
    assert re.search(r"^  ainee_1 +aînée 1 +oui +oui +oui +\S.* +même voix$", told.out, re.MULTILINE)


def test_an_engine_that_is_not_there_says_why_and_what_to_type() -> None:
    engines = {
        "une": ToneVoice(),
        "autre": ToneVoice(problem="le paquet x n'est pas installé ; tapez « pip install x »"),
    }
    lines = list(described(engines, {"reporter_1": {"une": {}}}))
    assert re.match(r"  une +prête +16\u202f000 Hz +fr +1 +phrases +oui +non", lines[2])
    assert re.match(r"  autre +absente ", lines[3])
    assert lines[4] == "  autre : le paquet x n'est pas installé ; tapez « pip install x »"
    assert "  reporter_1  reporter 1  oui  même voix" in lines


@needs_pico
def test_a_text_is_said_as_in_the_newscast(jt: Jt, folder: Path) -> None:
    told = jt("voices", "say", _BONSOIR, "--voix", "reporter_1", "-o", "x.wav")
    assert (told.code, told.err) == (0, "")
    with wave.open(str(folder / "x.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, SAMPLE_RATE)
        pcm = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    seconds = pcm.size / SAMPLE_RATE
    assert 1.5 < seconds < 5
    assert 2_000 < np.abs(pcm).max() < 32_767
    found = re.fullmatch(r"x\.wav : ([\d,]+) s, 6 mots, (\d+) mots à la minute \(reporter_1, pico\)\n", told.out)
    assert found
    assert float(found[1].replace(",", ".")) == pytest.approx(seconds, abs=0.05)
    assert int(found[2]) == pytest.approx(6 * 60 / seconds, abs=1)
    assert sorted(path.name for path in folder.iterdir()) == ["faux.yaml", "petit.yaml", "x.wav"]


@needs_pico
def test_another_voice_says_it_otherwise_the_same_voice_the_same(jt: Jt, folder: Path) -> None:
    for name, option, cast in (("a", "--voix", "aine_1"), ("b", "--voice", "aine_1"), ("c", "--voix", "habitante_1")):
        assert jt("voices", "say", _BONSOIR, option, cast, "-o", f"{name}.wav").code == 0
    one, two, three = ((folder / f"{name}.wav").read_bytes() for name in "abc")
    assert one == two != three


@needs_pico
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((_BONSOIR, "--voix", "reporte_1"), "vouliez-vous dire « reporter_1 » ? choisissez parmi presentatrice_1, "),
        ((_BONSOIR, "--voix", "zzz"), "voix inconnue : « zzz » ; choisissez parmi presentatrice_1, "),
        ((_BONSOIR, "--voix", "pico"), "« pico » est un moteur, pas une voix ; tapez --moteur pico"),
        (
            (_BONSOIR, "--moteur", "picot"),
            "vouliez-vous dire « pico » ? choisissez parmi kokoro, pico, piper, espeak, edge, gtts",
        ),
        (("",), "le texte est vide ; écrivez une phrase"),
        (("… !",), "rien à dire dans « … ! » ; écrivez une phrase"),
        (("日本語",), "ne lisent que l'alphabet latin, et pas « 日本語 »"),
        ((_BONSOIR, "--moteur", "enregistre"), "--moteur pico fait dire ce qui manque"),
    ],
)
def test_what_cannot_be_said_is_told_and_writes_nothing(
    jt: Jt, folder: Path, words: tuple[str, ...], told: str
) -> None:
    before = sorted(folder.rglob("*"))
    assert told in jt("voices", "say", *words, "-o", "x.wav").sentence()
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("nulle/part/x.wav", "créez-le, ou choisissez un autre dossier"),
        ("dossier", "dossier est un dossier ; donnez le nom du fichier WAV"),
        ("x.mp3", "x.mp3 n'est pas un nom de fichier WAV ; donnez-en un : -o x.wav"),
    ],
)
def test_a_place_that_takes_no_wav_is_told(jt: Jt, folder: Path, output: str, told: str) -> None:
    (folder / "dossier").mkdir()
    assert told in jt("voices", "say", _BONSOIR, "-o", output).sentence()


def test_a_command_of_voices_that_is_none_is_told(jt: Jt) -> None:
    assert "commande inconnue : jt voices dire" in jt("voices", "dire", "x").sentence(2)


class TestInstall:
    @pytest.fixture(autouse=True)
    def _a_small_model(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        running_on(monkeypatch, "kokoro", {"json": "json"})
        self.target = small(monkeypatch, tmp_path / "modeles")

    def test_from_a_file_then_nothing_more_to_do(self, jt: Jt, folder: Path) -> None:
        (folder / "modele.onnx").write_bytes(BYTES)
        told = jt("voices", "install", "--depuis", "modele.onnx")
        assert (told.code, told.err) == (0, "")
        assert f"le modèle est installé : {self.target}" in told.out
        assert self.target.read_bytes() == BYTES
        assert jt("voices", "install").out == f"le modèle est déjà installé : {self.target}\n"

    def test_another_file_is_refused_in_one_french_line(self, jt: Jt, folder: Path) -> None:
        (folder / "autre.onnx").write_bytes(BYTES[::-1])
        told = jt("voices", "install", "--from", "autre.onnx")
        assert told.code == 1
        assert re.fullmatch(r"jt : autre\.onnx n'est pas le modèle attendu : .*SHA-256.*\n", told.err)
        assert not self.target.exists()
