"""Every text of a file is cleaned where the tree is made, and each remark stands where the sign does."""

from pathlib import Path

import pytest

from pipeline.adapters.yaml.files import load_scene
from pipeline.adapters.yaml.reading import read_text
from pipeline.errors import Level, Mark, ScriptError
from pipeline.model.marked import Entry, MapNode, TextNode, plain
from pipeline.service.source import Source

SCENES = Path(__file__).parents[3] / "scenes"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('titre: "a\\x1bb"', "1:8"),
        ("titre: a\x1bb", "1:9"),
        ("titre: |\n  une\n  deux\x07\n", "3:7"),
        ("titre: >\n  une\n  f&ecirc;te\nville: l&eacute;", "3:4"),
        ("a: x\n\x07b: y", "2:1"),
        ('plans:\n  - image: "a\\u0000.jpg"', "2:12"),
        ("a: {b: 1, c: Ã©t}", "1:14"),
        ("a: 1\r\nb: x 🎉 y\r\n", "2:6"),
        ("a: x\u2028y\nb: Ã©", "2:4"),
        ("a: \x91", "1:4"),
        ("lignes: [ok, caf\ufffd]", "1:17"),
        ("lone: a\ud800b", "1:8"),
    ],
)
def test_a_remark_stands_where_its_sign_does(text: str, place: str) -> None:
    found = read_text(text, "f").findings[0]
    assert f"{found.mark.line}:{found.mark.column}" == place


def test_a_nul_in_a_file_is_told_at_its_place() -> None:
    with pytest.raises(ScriptError, match=r"f:2:4: « \\x00 » est un caractère interdit"):
        read_text("a: 1\nb: \0", "f")


def test_keys_are_cleaned_as_texts_are_and_two_that_become_one_are_told() -> None:
    reading = read_text("ti\u00adtre: ﬁn\n\u200bville: Nı\u0302mes", "f")
    assert list(plain(reading.tree)) == ["titre", "ville"]
    assert plain(reading.tree)["titre"] == "fin"
    twice = read_text("titre: a\nti\u00adtre: b", "f")
    assert [(each.code, each.mark.line) for each in twice.findings] == [("cle-double", 2)]


def test_a_line_end_of_unicode_neither_breaks_a_text_nor_shifts_a_place() -> None:
    reading = read_text("a: un\u2028deux\nb: trois", "f")
    assert plain(reading.tree) == {"a": "un deux", "b": "trois"}


def test_a_tree_that_is_given_is_cleaned_as_a_file_is() -> None:
    here = Mark("f", 1, 1)
    tree = MapNode(here, (Entry("titre", here, TextNode(here, "ﬁn\x1b 🎉")),))
    read = Source(Path("f.yaml"), tree=tree).read()
    assert plain(read.tree) == {"titre": "fin"}
    assert [each.level for each in read.findings] == [Level.ERROR, Level.NOTE]


def test_half_a_character_in_a_text_that_is_given_is_a_finding() -> None:
    read = Source(Path("f.yaml"), text="titre: A\ud800").read()
    assert [each.code for each in read.findings] == ["caractere-interdit"]


def test_a_scene_is_cleaned_as_a_script_is(tmp_path: Path) -> None:
    folder = tmp_path / "essai"
    folder.mkdir()
    scene = folder / "scene.yaml"
    scene.write_text("extends: chiffre\nlibelle: Aﬃche\n", "utf-8")
    assert load_scene(scene, [SCENES]).label == "Affiche"


@pytest.mark.parametrize("name", ["fête🎉.jpg", "cafe\u0301.JPG", "ﬁn 1⁄2.mp4", "a\u00adb.wav", "a &amp; b.png"])
def test_the_name_of_a_file_stays_as_it_is_on_the_disk(name: str) -> None:
    reading = read_text(f'image: "{name}"', "f")
    assert plain(reading.tree) == {"image": name}
    assert not reading.findings
    assert read_text('image: "a\\u0000.jpg"', "f").findings[0].code == "caractere-interdit"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("titre: A\ntexte: « Il vient, dit Yvonne. Le bus passe.", "2:8"),
        ("texte: |\n  Le bus passe.\n  « Il vient, dit Yvonne.\n", "3:3"),
        ("texte: >\n  Le bus passe, dit\n  Yvonne »\nville: B", "3:10"),
        ("a: [Un « deux », (trois]", "1:18"),
        ("a: |\n  « Un »\n  « deux\nb: « trois »", "3:3"),
    ],
)
def test_a_quote_that_stands_alone_is_told_where_it_does(text: str, place: str) -> None:
    (found,) = Source(Path("f.yaml"), text=text).read().findings
    assert (found.code, found.level) == ("signe-seul", Level.WARNING)
    assert f"{found.mark.line}:{found.mark.column}" == place


def test_a_quotation_may_go_on_over_texts() -> None:
    assert not Source(Path("f.yaml"), text="a: « Un\nb: [deux, trois »]\nc: |\n  « Un\n  « deux »\n").read().findings
