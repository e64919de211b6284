"""What no voice can say is told before anything is spoken: every line of it, where it stands."""

import pytest

from pipeline.errors import Level, Mark
from pipeline.french.letters import foreign
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.sayable import unsayable
from tests.fakes.plans import line
from tests.speak.table import CASES, LEXICON


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


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Le vent souffle à 12 kn.", "« kn »"),
        ("Un pb au 3e, 5 ¥ et √9.", "« pb », « ¥ », « √ »"),
        ("Le moteur fait 5hp.", "« hp »"),
        ("À 10⁶ près.", "« ⁶ »"),
    ],
)
def test_what_no_rule_can_read_is_told(text: str, pieces: str) -> None:
    (found,) = unsayable([line("1", text)], Lexicon())
    assert f"la voix ne sait pas lire {pieces} dans « {text} »" in found.message
    assert "« lexique: {" in found.advice
    assert found.level is Level.WARNING


def test_what_the_lexicon_reads_is_not_told() -> None:
    assert unsayable([line("1", "À 12 kn.")], Lexicon.from_mapping({"kn": "nœuds"})) == ()


def test_a_word_that_a_full_stop_cuts_is_told_with_both_ways_out() -> None:
    (found,) = unsayable([line("1", "La cotis. du club augmente.")], Lexicon())
    assert "« cotis. »" in found.message
    assert "écrire le mot entier" in found.advice
    assert "une majuscule" in found.advice
    assert found.level is Level.NOTE


def test_the_whole_table_is_read_without_a_doubt() -> None:
    lines = [line(str(number), written) for number, (_, written, said) in enumerate(CASES) if said]
    assert [finding for finding in unsayable(lines, LEXICON) if finding.level is not Level.ERROR] == []


@pytest.mark.parametrize("text", ["Pff, dit-il. Brr !", "10 m² à −5 °C, ½ h, CO₂, 1ᵉʳ.", "Les agent⋅e⋅s de Łódź."])
def test_cries_and_usual_signs_raise_no_doubt(text: str) -> None:
    assert unsayable([line("1", text)], Lexicon()) == ()
