"""French words as phonemes: said together, told apart, with the marks that make pauses."""

import pytest

pytest.importorskip("espeakng_loader", reason="espeakng-loader is not installed here")

from pipeline.adapters.voices.phonemes import phonemes


def _said(text: str) -> list[str]:
    return [word.phonemes for word in phonemes(text)]


def _marks(text: str) -> str:
    return "".join(word.mark or "_" for word in phonemes(text))


@pytest.mark.parametrize(
    "text",
    [
        "Bonsoir à tous, voici le journal.",
        "Qu’est-ce que c’est ? Un week-end de meeting !",
        "Les hommes ont-ils un ami, aujourd'hui ?",
        "Parce que je ne l'ai pas vu.",
    ],
)
def test_every_word_is_there_as_written_and_in_order(text: str) -> None:
    assert [word.text for word in phonemes(text)] == [word for word in text.split() if any(map(str.isalnum, word))]


def test_liaisons_are_heard_within_a_clause() -> None:
    assert _said("Les amis")[0].endswith("z")
    assert not _said("Prends-les, amis")[0].endswith("z")


def test_words_run_together_are_said_with_the_first() -> None:
    words = phonemes("Parce que je viens.")
    assert [bool(word.phonemes) for word in words] == [True, False, True, True]


def test_the_name_of_a_language_is_not_said() -> None:
    assert not any("(" in said for said in _said("Un week-end de meeting demain."))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Oui, non.", ",."),
        ("Vraiment ?", "?"),
        ("« Viens ! », dit-elle.", "!."),
        ("Attends...", "…"),
        ("Il vient – peut-être.", "_—."),
        ("Elle note : rien ; puis, tout", "_:;,_"),
        ("(Rires.) Oui", "._"),
    ],
)
def test_marks_make_the_pauses(text: str, marks: str) -> None:
    assert _marks(text) == marks


def test_what_was_said_before_changes_nothing() -> None:
    text = "Bonsoir à tous, les hommes sont là."
    before = phonemes(text)
    phonemes("Un meeting, un week-end, et 12 Überraschungen !")
    assert phonemes(text) == before


def test_a_text_of_signs_has_no_words() -> None:
    assert phonemes("… « » — !") == ()
