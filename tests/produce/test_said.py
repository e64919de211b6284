"""What was said counts as said when it is worded a little otherwise."""

import pytest

from pipeline.produce.said import Said

SPEECH = (
    "En 2019, l'Insee comptait plus de six millions de Français isolés.",
    "Vers 2020, les CCAS géraient 57 % des logements-foyers publics.",
    "Nous sommes le samedi 12 mars 2050, et il pleut sur Talence.",
    "Malo pose sa valise ; les négociateurs éthiques attendent.",
)


@pytest.mark.parametrize(
    "shown",
    [
        "6 millions",
        "Source : Insee, 2019",
        "57 %",
        "cinquante-sept pour cent",
        "des logements-foyers publics gérés par les CCAS",
        "Talence, samedi 12 mars 2050",
        "négociateur éthique",
        "Il pleut",
        "",
        "…",
    ],
)
def test_numbers_plurals_and_endings_do_not_matter(shown: str) -> None:
    assert Said(SPEECH).says(shown)


@pytest.mark.parametrize(
    "shown", ["7 millions", "58 %", "Talence, hier soir", "Insee, 2018", "négociatrice éthique, 40 ans", "Odile"]
)
def test_another_number_day_or_word_is_not_said(shown: str) -> None:
    assert not Said(SPEECH).says(shown)


def test_a_first_name_names_somebody() -> None:
    said = Said(SPEECH)
    assert said.names("Malo Ferrand")
    assert not said.names("Inès Delcourt")
    assert not said.names("")
