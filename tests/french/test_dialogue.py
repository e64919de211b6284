"""A dialogue in one text is told from prose with colons."""

import pytest

from pipeline.french.dialogue import Turn, dashed, strangers, turns

KNOWN = {"Malo", "Odile Le Goff", "Lou"}.__contains__


@pytest.mark.parametrize(
    "text",
    [
        "Malo : On danse.\nLou : Moi non.",
        "- Malo : On danse.\n- Lou : Moi non.",
        "Malo: On danse.\n\nLou: Moi non.\n",
        "Malo (87 ans) : On danse.\nLou\u00a0: Moi non.",
        "Malo : On danse. Lou : Moi non.",
    ],
)
def test_each_turn_is_that_of_who_is_named(text: str) -> None:
    assert turns(text, KNOWN) == (Turn("Malo", "On danse."), Turn("Lou", "Moi non."))


def test_what_stands_before_and_the_lines_that_go_on_are_kept() -> None:
    text = "Ce soir :\nMalo : On danse.\nEt on chante.\nAttention : demain aussi.\nOdile Le Goff : Moi non."
    assert turns(text, KNOWN) == (
        Turn("", "Ce soir :"),
        Turn("Malo", "On danse.\nEt on chante.\nAttention : demain aussi."),
        Turn("Odile Le Goff", "Moi non."),
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Paul : On danse ce soir.\nLucie : Moi non.", ("Paul", "Lucie")),
        ("M. Durand : Oui.\nMme Roy : Non !", ("M. Durand", "Mme Roy")),
        ("Paul : Oui. Lucie : Non. Paul : Si.", ("Paul", "Lucie")),
        ("Attention : travaux.\nRappel : casque.", ()),
        ("Attention : travaux. Résultat : rien.", ()),
        ("Lundi : pizza.\nMardi : frites.", ()),
        ("Talence : douze degrés\nBordeaux : treize degrés", ()),
        ("On part à 20 h : soyez là.\nBonsoir : c'est fini.", ()),
        ("Paul : On danse.", ()),
    ],
)
def test_people_nobody_knows_are_told_from_labels(text: str, names: tuple[str, ...]) -> None:
    assert strangers(text) == names


def test_lines_that_begin_with_a_dash_are_seen() -> None:
    assert dashed("— Bonjour.\n— Bonsoir.")
    assert not dashed("Bonjour — dit-il — à tous.\n— Fin.")
