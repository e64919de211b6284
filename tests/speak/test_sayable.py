"""What no voice can say is told before anything is spoken: every line of it, where it stands."""

import pytest

from pipeline.errors import Level, Mark
from pipeline.french.letters import foreign
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.sayable import unsayable
from tests.fakes.plans import line


def test_lines_that_can_be_said_are_passed_over() -> None:
    lines = [line("1", "Bonsoir à tous, dès 14h30 : 3,5 % de 1 200 € à Łódź, π ≈ 3,14 !"), line("2", "Œuvre, Noël, ñ.")]
    assert unsayable(lines, Lexicon()) == ()


@pytest.mark.parametrize("text", ["😀", "… !", "", "— « » —", "***"])
def test_a_line_of_signs_is_told(text: str) -> None:
    (found,) = unsayable([line("1", text)], Lexicon())
    assert "il n'y a rien à dire dans" in found.message
    assert "écrire une phrase" in found.advice
    assert found.level is Level.ERROR


def test_every_line_of_other_letters_is_told_with_what_to_write() -> None:
    lines = [line("1", "Voici 日本 et « мир »."), line("2", "Bonsoir."), line("3", "مرحبا")]
    one, three = unsayable(lines, Lexicon())
    assert "pas « 日本 », « мир » dans « Voici 日本 et « мир ». »" in one.message
    assert "« lexique: {日本: …} »" in one.advice
    assert one.mark == Mark("1")
    assert three.mark == Mark("3")


def test_a_word_whose_pronunciation_is_given_is_passed_over() -> None:
    assert unsayable([line("1", "Voici 日本.")], Lexicon.from_mapping({"日本": "nippone"})) == ()


def test_a_recording_can_hold_anything() -> None:
    assert unsayable([line("1", "日本", recording="voix.wav")], Lexicon()) == ()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("abc é œ ß ñ ł ª º ʼ 10 µg", ()),
        ("мир и 日本語", ("мир", "и", "日本語")),
        ("aλb", ("λ",)),
        ("١٢", ()),
    ],
)
def test_letters_of_others(text: str, runs: tuple[str, ...]) -> None:
    assert foreign(text) == runs
