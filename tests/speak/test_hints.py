"""What a recogniser is told to expect."""

from pipeline.speak.hints import hints_of


def test_names_and_acronyms_are_expected_and_what_begins_a_sentence_is_not() -> None:
    assert hints_of(["Ici, à Talence, le CCAS aide Odile. Odile sourit. Demain, rien."]) == ("Odile", "Talence", "CCAS")
