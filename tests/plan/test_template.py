"""`{slot}` and `{group.part}` are filled; what is unknown is empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.plan.template import fill, holds

_VALUES = {"titre": "Le journal", "vide": "", "personne": {"nom": "Odile"}, "nombre": 0, "accolade": "{titre}"}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{titre}", "Le journal"),
        ("« {titre} »", "« Le journal »"),
        ("{personne.nom}", "Odile"),
        ("{personne.age}", ""),
        ("{titre.nom}", ""),
        ("{absent}", ""),
        ("{titre} {absent}", "Le journal"),
        ("{nombre}", "0"),
        ("{accolade}", "{titre}"),
        ("{Titre} 100 %", "{Titre} 100 %"),
    ],
)
def test_fills_what_it_knows_once(template: str, filled: str) -> None:
    assert fill(template, _VALUES) == filled


@pytest.mark.parametrize(
    ("condition", "true"),
    [
        ("", True),
        ("titre", True),
        ("vide", False),
        ("!vide", True),
        ("!titre", False),
        ("titre, !vide", True),
        ("titre, vide", False),
        ("personne.nom", True),
        ("absent", False),
        ("titre=autre", False),
        ("!titre=autre", True),
        (" , titre", True),
    ],
)
def test_conditions(condition: str, true: bool) -> None:
    assert holds(condition, _VALUES) is true


@given(st.text(alphabet=st.characters(exclude_characters="{")))
def test_a_text_without_braces_is_left_as_it_is(text: str) -> None:
    assert fill(text, _VALUES) == text


@given(st.text())
def test_values_are_never_read_as_templates(value: str) -> None:
    assert fill("{a}", {"a": value}) == value.strip()
