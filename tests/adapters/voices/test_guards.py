"""The way out a message names is one that this machine has."""

import pytest

from pipeline.adapters.voices.engines import refuge
from pipeline.adapters.voices.gtts_voice import GttsVoice
from pipeline.adapters.voices.guards import way_out
from pipeline.adapters.voices.pico import PicoVoice


def _only(monkeypatch: pytest.MonkeyPatch, *installed: str) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: name if name in installed else None)


def test_the_embedded_voice_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    _only(monkeypatch, "py_nanotts", "espeakng_loader")
    assert (refuge(), way_out()) == ("pico", "--voix pico")


def test_macos_is_never_sent_to_the_embedded_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    _only(monkeypatch, "espeakng_loader")
    assert (refuge(), way_out()) == ("espeak", "--voix espeak")
    assert "--voix espeak" in PicoVoice().unavailable()
    assert "pico" not in GttsVoice().unavailable()


def test_what_is_not_there_yet_is_installed_first(monkeypatch: pytest.MonkeyPatch) -> None:
    _only(monkeypatch)
    assert way_out() == "« jt voices install --moteur espeak » puis --voix espeak"
