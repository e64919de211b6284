"""A file that somebody wrote, edited: what was asked changes, every other byte stays."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.adapters.yaml.editing import edited, edited_bytes
from pipeline.adapters.yaml.reading import read_text
from pipeline.errors import ScriptError
from pipeline.model.edits import InsertItem, MoveItem, RemoveAt, SetEntry, SetScalar, Steps
from pipeline.model.marked import plain

SCRIPT = """\
# Un petit script
titre: Le journal du quartier   # le titre
ville: Talence
intervenants:
  ines: {nom: Inès Delcourt, role: présentatrice}
  malo: {nom: "Malo Ferrand", role: 'habitant de Talence'}
sujets:
  # la maison
  - titre: La maison qui parle
    texte: >
      Rue des Lilas, une maison donne l'heure.
      « On ne se perd plus », sourit Odile.

  # le marché
  # (à relire)
  - titre: Un marché sans argent
    texte: Ici, on paie en heures.
    plans:
    - sonore: malo
      texte: |
        Bonjour.
        Au revoir.
    - chiffre: {valeur: 10, unite: jours par an}

  - titre: Fin
    texte:
# fini
"""
LOOSE = "titre: Le soir : déjà\nsujets:\n\t– titre: Un\n\t  texte: Il dit : « oui »\n\t– titre: Deux\n\t  texte: Non\n"


def _read(text: str) -> Any:
    return plain(read_text(text, "essai.yaml").tree)


def _nodes(tree: Any, at: Steps = ()) -> Iterator[tuple[Steps, Any]]:
    yield at, tree
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _nodes(value, (*at, key))
    elif isinstance(tree, list):
        for rank, value in enumerate(tree):
            yield from _nodes(value, (*at, rank))


TEXTS = [at for at, node in _nodes(_read(SCRIPT)) if isinstance(node, str)]
LISTS = [(at, len(node)) for at, node in _nodes(_read(SCRIPT)) if isinstance(node, list)]


def _at(tree: Any, steps: Steps) -> Any:
    for step in steps:
        tree = tree[step]
    return tree


def _kept(before: str, after: str) -> int:
    """Return how many lines of a text are in another, in order, at its start and its end."""
    one, other = before.splitlines(), after.splitlines()
    head = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    return head + tail


@given(
    st.sampled_from(TEXTS),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs", "Sm")), min_size=1, max_size=160).filter(
        str.strip
    ),
)
def test_a_text_is_replaced_by_any_other_and_reads_back(at: Steps, text: str) -> None:
    """Whatever signs it has; the lines of the others stay."""
    meant = _read(edited("v: x\n", [SetScalar(("v",), text)], "e.yaml"))["v"].strip()
    made = edited(SCRIPT, [SetScalar(at, text)], "essai.yaml")
    assert _at(_read(made), at).strip() == meant
    was = str(_at(_read(SCRIPT), at))
    assert _kept(SCRIPT, made) >= len(SCRIPT.splitlines()) - max(1, was.count("\n") + 2)
    assert edited(made, [SetScalar(at, meant)], "essai.yaml") == made


@given(st.sampled_from(LISTS), st.data())
def test_an_item_moved_there_and_back_leaves_every_byte(of: tuple[Steps, int], data: st.DataObject) -> None:
    at, count = of
    rank, to = (data.draw(st.integers(0, count - 1)) for _ in range(2))
    made = edited(SCRIPT, [MoveItem(at, rank, to)], "essai.yaml")
    assert _at(_read(made), at)[to] == _at(_read(SCRIPT), at)[rank]
    assert edited(made, [MoveItem(at, to, rank)], "essai.yaml") == SCRIPT


@pytest.mark.parametrize("at", TEXTS, ids=str)
def test_a_text_set_to_what_it_says_changes_nothing(at: Steps) -> None:
    assert edited(SCRIPT, [SetScalar(at, _at(_read(SCRIPT), at))], "essai.yaml") == SCRIPT


def test_a_text_keeps_the_form_that_its_writer_gave_it() -> None:
    made = edited(
        SCRIPT,
        [
            SetScalar(("sujets", 0, "texte"), "Une phrase courte."),
            SetScalar(("intervenants", "malo", "role"), "l'ami"),
            SetScalar(("sujets", 1, "plans", 0, "texte"), "Un.\nDeux."),
        ],
        "essai.yaml",
    )
    assert "texte: >\n      Une phrase courte.\n\n  # le marché" in made
    assert "nom: \"Malo Ferrand\", role: 'l''ami'}" in made
    assert "texte: |\n        Un.\n        Deux.\n    - chiffre" in made


def test_comments_above_an_item_go_with_it_and_blank_lines_stay() -> None:
    made = edited(SCRIPT, [MoveItem(("sujets",), 1, 0)], "essai.yaml")
    assert made.index("# (à relire)\n  - titre: Un marché") < made.index("\n\n  # la maison\n  - titre: La maison")
    assert made.endswith("  - titre: Fin\n    texte:\n# fini\n")
    gone = edited(SCRIPT, [RemoveAt(("sujets", 1))], "essai.yaml")
    assert "relire" not in gone
    assert "sourit Odile.\n\n  - titre: Fin" in gone


def test_entries_and_items_are_put_where_they_are_read() -> None:
    made = edited(
        SCRIPT,
        [
            SetEntry(("sujets", 0), "duree", "12"),
            SetEntry(("intervenants", "ines"), "age", "30"),
            InsertItem(
                ("sujets",), 1, {"titre": "Neuf : deux", "plans": [{"sonore": "malo", "texte": "Long # texte. " * 12}]}
            ),
            InsertItem(("sujets",), 9, {"titre": "Dernier"}),
            SetEntry((), "date_fiction", "2050-03-12"),
        ],
        "essai.yaml",
    )
    tree = _read(made)
    assert [story["titre"] for story in tree["sujets"]] == [
        "La maison qui parle", "Neuf : deux", "Un marché sans argent", "Fin", "Dernier",
    ]  # fmt: skip
    assert tree["sujets"][0]["duree"] == "12"
    assert tree["intervenants"]["ines"]["age"] == "30"
    assert tree["date_fiction"] == "2050-03-12"
    assert max(map(len, made.splitlines())) <= 115


@pytest.mark.parametrize(
    "edit",
    [SetScalar(("rien",), "a"), SetScalar(("sujets",), "a"), RemoveAt(("sujets", 9)), MoveItem(("titre",), 0, 1)],
    ids=str,
)
def test_what_is_not_there_is_refused_at_its_place(edit: SetScalar | RemoveAt | MoveItem) -> None:
    with pytest.raises(ScriptError, match="modification-impossible"):
        edited(SCRIPT, [edit], "essai.yaml")


def test_what_an_anchor_repeats_is_changed_for_nobody_else() -> None:
    """Either only the place that was asked changes, or nothing does."""
    text = "un: &a Bonjour\ndeux: *a\n"
    with pytest.raises(ScriptError, match="ne peut pas être changé"):
        edited(text, [SetScalar(("un",), "Bonsoir")], "essai.yaml")


def test_a_file_keeps_its_line_ends_its_encoding_and_its_mark() -> None:
    dos = SCRIPT.replace("\n", "\r\n")
    edit = SetScalar(("sujets", 1, "texte"), "Ici, on paie : en heures. " * 9)
    made = edited_bytes(b"\xef\xbb\xbf" + dos.encode(), [edit], "essai.yaml")
    assert made.startswith(b"\xef\xbb\xbf# Un petit")
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert made[3:].decode() == edited(SCRIPT, [edit], "essai.yaml").replace("\n", "\r\n")
    wide = edited_bytes(b"\xff\xfe" + SCRIPT.encode("utf-16-le"), [edit], "essai.yaml")
    assert wide[2:].decode("utf-16-le") == edited(SCRIPT, [edit], "essai.yaml")


def test_a_file_that_is_read_with_notes_is_edited_as_it_was_typed() -> None:
    """Tabs, Word's dashes and colons in texts stay where they are not edited."""
    made = edited(LOOSE, [SetScalar(("sujets", 1, "texte"), "Si")], "essai.yaml")
    assert made == LOOSE.replace("texte: Non", "texte: Si")
