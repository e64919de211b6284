"""The lexicon: whole words, exact case, one value for one content."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.speak import Lexicon, spoken


def test_only_whole_words_of_the_same_case_are_said() -> None:
    lexicon = Lexicon.from_mapping({"CAF": "cafe"})
    assert lexicon.apply("CAF, la CAF, l’CAF-x") == "cafe, la cafe, l’cafe-x"
    assert lexicon.apply("CAFÉ, Caf, caf, CAF2, XCAF") == "CAFÉ, Caf, caf, CAF2, XCAF"


def test_the_longer_form_wins() -> None:
    lexicon = Lexicon.from_mapping({"Le Mans": "le Mant", "Mans": "mant", "Le": "le"})
    assert lexicon.apply("Le Mans") == "le Mant"


@pytest.mark.parametrize("written", ["CASS'BAR", "CASS’BAR"])
def test_both_apostrophes_are_one(written: str) -> None:
    lexicon = Lexicon.from_mapping({written: "casse-bar"})
    assert lexicon.apply("CASS'BAR CASS’BAR") == "casse-bar casse-bar"
    assert lexicon.get("CASS’BAR") == "casse-bar"


def test_an_addition_wins() -> None:
    house = Lexicon.from_mapping({"ULUX": "uluxe", "CAF": "cafe"})
    script = house.with_additions({"ULUX": "u-lux", "Yan": "Yane"})
    assert script.apply("ULUX CAF Yan") == "u-lux cafe Yane"
    assert house.apply("ULUX") == "uluxe"


def test_same_content_same_value() -> None:
    one = Lexicon.from_mapping({"A1": "a un", "B2": "bé deux"})
    two = Lexicon.from_mapping({"B2": "bé deux"}).with_additions({"A1": "a un"})
    assert one == two
    assert hash(one) == hash(two)
    assert one != one.with_additions({"B2": "autre"})


def test_a_lexicon_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Lexicon().entries = ()  # type: ignore[misc]


@pytest.mark.parametrize("blank", ["", "  ", "\u00a0"])
def test_a_blank_form_is_refused(blank: str) -> None:
    with pytest.raises(ValueError, match="blank"):
        Lexicon.from_mapping({blank: "rien"})


def test_a_form_may_be_made_of_signs() -> None:
    lexicon = Lexicon.from_mapping({"(?)": "question", "100 %-LOCAL": "cent pour cent local"})
    assert lexicon.apply("(?) 100\u202f%-LOCAL") == "question cent pour cent local"


def test_an_empty_lexicon_says_nothing() -> None:
    assert Lexicon().apply("CCAS") == "CCAS"
    assert Lexicon().get("CCAS") is None


def test_the_lexicon_wins_over_spelling() -> None:
    assert spoken("le TPUT", Lexicon.from_mapping({"TPUT": "tépute"})) == "le tépute"
