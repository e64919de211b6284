"""Fields of a script: a value is a text in its place, whatever it holds, and changes nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.yaml.reading import read_text
from pipeline.check.fields import fields_in, filled, filled_text, obeyed
from pipeline.model.marked import ListNode, MapNode, Node, TextNode, plain

SCRIPT = """\
titre: {ville}
bandeau: [{ville}, "{rue} : on danse", {autre: "{{rue}}"}]
sujets:
  - titre: "{De ville} à {rue}"
    image: media/{ville}.jpg
    texte: >
      Odile vient {de ville}. {pause 2 s} Elle va {à ville}, {inconnu}.
"""
TREE = read_text(SCRIPT, "commune.yaml").tree

VALUES = st.text(max_size=30) | st.sampled_from(
    [
        "{rue}",
        "{{",
        "}",
        "a: b",
        "- a\n- b",
        "[pause]",
        "Malo : oui",
        '"',
        "&x",
        "!!python/object:x",
        "<<",
        "# non",
        "'",
    ]
)


def _shape(node: Node) -> object:
    """Return what a tree is made of, without its texts."""
    match node:
        case TextNode():
            return None
        case ListNode():
            return [_shape(item) for item in node.items]
        case MapNode():
            return {entry.key: _shape(entry.value) for entry in node.entries}


def test_a_script_is_filled_as_french_is_written() -> None:
    read = plain(filled(TREE, {"ville": "Le Mans", "rue": "des Lilas"}))
    assert read["titre"] == "Le Mans"
    assert read["bandeau"] == ["Le Mans", "des Lilas : on danse", {"autre": "{rue}"}]
    story = read["sujets"][0]
    assert (story["titre"], story["image"]) == ("Du Mans à des Lilas", "media/Le Mans.jpg")
    assert story["texte"] == "Odile vient du Mans. {pause 2 s} Elle va au Mans, {inconnu}.\n"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("{ville}", "Évry", "Évry"),
        ("{VILLE}", "Évry", "Évry"),
        ("{ de  ville }", "Évry", "d'Évry"),
        ("{de Ville}", "LE MANS", "du MANS"),
        ("{À ville}", "Les Sables-d'Olonne", "Aux Sables-d'Olonne"),
        ("{à_ville}", "La Rochelle", "à La Rochelle"),
        ("{{ville}}", "Évry", "{ville}"),
        ("{ville}{ville}", "{ville}", "{ville}{ville}"),
        ("{ville}", r"\g<name>\1", r"\g<name>\1"),
    ],
)
def test_a_field_becomes(field: str, value: str, said: str) -> None:
    assert filled_text(field, {"ville": value}) == said


@given(VALUES, VALUES)
def test_no_value_makes_a_key_a_line_or_another_field(ville: str, rue: str) -> None:
    done = filled(TREE, {"ville": ville, "rue": rue})
    neutral = filled(TREE, {"ville": "x", "rue": "y"})
    assert _shape(done) == _shape(neutral)
    assert plain(done)["titre"] == ville
    assert plain(done)["bandeau"][1] == f"{rue} : on danse"


def test_every_field_is_found_with_its_text_and_a_pause_in_braces_is_none() -> None:
    found = [(field.written, field.mark.line) for field in fields_in(TREE)]
    assert found == [
        ("ville", 1), ("ville", 2), ("rue", 2), ("De ville", 4), ("rue", 4), ("ville", 5), ("de ville", 6),
        ("à ville", 6), ("inconnu", 6),
    ]  # fmt: skip
    (key,) = fields_in(read_text('lexique:\n  "{ville}": brest\n', "a.yaml").tree)
    assert key.in_key


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        ("[pause 2 s]", True),
        ("la fête (rires)", True),
        ("<break time='2s'/>", True),
        ("…", True),
        ("Malo : Oui. Lou : Non.", True),
        ("[sic]", False),
        ("Le Puy-en-Velay (Haute-Loire)", False),
        ("Attention : travaux", False),
        ("« Chez Odile »", False),
        ("5 * 4", False),
        ("non", False),
    ],
)
def test_a_value_that_a_script_would_obey_is_known(value: str, *, refused: bool) -> None:
    texts = ("{ville} : le journal", "On danse. {ville} À demain.", "{ville}")
    assert any(obeyed(text, "ville", {"ville": value}) for text in texts) is refused
