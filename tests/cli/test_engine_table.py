"""An engine is added in one place: with a line of the table, every command knows it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.voices import installing
from pipeline.adapters.voices.engines import ENGINES, SpeechEngine, accepted, offered, refuge
from tests.fakes.models import FakePip
from tests.fakes.projects import newsroom_in

Jt = Callable[..., Any]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _diapason(monkeypatch: pytest.MonkeyPatch) -> None:
    told = SpeechEngine(
        adapter="tests.fakes.voices:ToneVoice",
        packages={"jamais_vu": "jamais-vu>=1"},
        also=("la",),
        known_as="un la",
    )
    monkeypatch.setitem(ENGINES, "diapason", told)


def test_it_is_listed(jt: Jt) -> None:
    told = jt("voices")
    assert (told.code, told.err) == (0, "")
    assert "  diapason  " in told.out


@pytest.mark.parametrize("name", ["diapason", "la"])
def test_a_script_may_ask_for_it_by_any_of_its_names(jt: Jt, folder: Path, name: str) -> None:
    script = (folder / "petit.yaml").read_text("utf-8")
    (folder / "chante.yaml").write_text(f"{script}voix: {name}\n", "utf-8")
    told = jt("check", "chante.yaml")
    assert told.code == 0, told


def test_a_command_may_ask_for_it(jt: Jt, folder: Path) -> None:
    told = jt("still", "petit.yaml", "--voix", "diapason", "--at", "1", "-o", "a.png", "--preset", "draft")
    assert told.code == 0, told
    assert (folder / "a.png").exists()
    assert jt("voices", "say", "Bonsoir à tous.", "-o", "a.wav", "--moteur", "diapason").code == 0


def test_a_misspelled_name_is_answered_with_it(jt: Jt) -> None:
    assert "vouliez-vous dire « diapason »" in jt("voices", "install", "--moteur", "diapazon").sentence()
    told = jt("still", "petit.yaml", "--voix", "diapazon", "--at", "1", "-o", "a.png").sentence()
    assert "vouliez-vous dire « diapason »" in told


def test_its_packages_are_installed() -> None:
    pip, told = FakePip(), list[str]()
    installing.install("diapason", "", "", told.append, pip)
    assert pip.asked == [["jamais-vu>=1"]]
    assert told[-1] == "diapason est installé"


def test_help_texts_offer_it() -> None:
    assert offered().endswith("enregistre (vos enregistrements), diapason (un la)")


def test_an_engine_that_needs_nothing_is_a_refuge(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pico", "espeak"):
        monkeypatch.setitem(ENGINES, name, replace(ENGINES[name], refuge=False))
    monkeypatch.setitem(ENGINES, "diapason", SpeechEngine(adapter="tests.fakes.voices:ToneVoice", refuge=True))
    assert refuge() == "diapason"


def test_every_engine_bears_the_name_it_is_listed_under(tmp_path: Path) -> None:
    voices = newsroom_in(tmp_path).voices()
    assert {name: voice.name for name, voice in voices.items()} == {name: name for name in ENGINES}
    assert accepted() >= {*voices, "embarquee"}
