"""A sheet that comes back: order, planned lengths and notes are taken, the rest is told."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from pipeline.gather.rundown_back import ItemAsWritten, Returned, SheetColumns, length_of, returned
from pipeline.model.edits import MoveItem, RemoveAt, SetEntry
from pipeline.model.time import frames

COLUMNS = SheetColumns(key="Repère", title="Sujet", intended="Prévu", notes="Notes")
HEAD = ("N°", "Sujet", "Prévu", "Notes", "Repère")


def _item(slug: str, rank: int, *, shown: int | None = None, notes: str = "", keyed: bool = True) -> ItemAsWritten:
    return ItemAsWritten(
        slug=slug,
        title=slug.capitalize(),
        at=("conducteur", rank),
        keyed=keyed,
        shown=None if shown is None else frames(shown),
        intended=shown is not None,
        notes=notes,
    )


ITEMS = (_item("un", 0, shown=90), _item("deux", 1, notes="à revoir"), _item("trois", 2, keyed=False))
ROWS = (("1", "Un", "1:30", "", "un"), ("2", "Deux", "–", "à revoir", "deux"), ("3", "Trois", "–", "", "trois"))


def _back(*rows: Sequence[str]) -> Returned:
    return returned((HEAD, *rows), ITEMS, COLUMNS)


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("1:30", 90), ("01:30:00", 90), ("0:01:30", 90), ("1:02:03", 3723), ("90", 90), ("90.0", 90), ("1 min 30", 90),
        ("1'30", 90), ("2 min", 120), ("45 s", 45), ("–", None), ("", None),
    ],
)  # fmt: skip
def test_a_length_is_read_as_it_was_meant(cell: str, seconds: int | None) -> None:
    """A spreadsheet turns 1:30 into half past one."""
    assert length_of(cell) == seconds


@pytest.mark.parametrize("cell", ["bientôt", "1:30 environ", "une minute", "=A1"])
def test_what_is_no_length_is_no_length(cell: str) -> None:
    with pytest.raises(ValueError, match=cell):
        length_of(cell)


def test_an_unedited_sheet_changes_nothing() -> None:
    """Whatever a spreadsheet makes of lengths, spaces and dashes."""
    back = _back(("1", "Un", "01:30:00", " ", "un"), ("2", "Deux", "-", "à\u00a0revoir", "deux"), ROWS[2])
    assert (back.edits, back.changes, back.left) == ([], [], [])


def test_planned_lengths_and_notes_come_back() -> None:
    back = _back(("1", "Un", "", "avec Odile", "un"), ("2", "Deux", "2:00", "", "deux"), ROWS[2])
    assert back.edits == [
        RemoveAt(("conducteur", 0, "prevu")),
        SetEntry(("conducteur", 0), "notes", "avec Odile"),
        SetEntry(("conducteur", 1), "prevu", "2:00"),
        RemoveAt(("conducteur", 1, "notes")),
    ]
    assert back.changes == [
        "« Un » : plus de durée prévue",
        "« Un » : notes",
        "« Deux » : prévu 2:00",
        "« Deux » : plus de notes",
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_any_order_of_the_rows_becomes_that_of_the_script(order: tuple[int, ...]) -> None:
    back = _back(*(ROWS[rank] for rank in order))
    names = [item.slug for item in ITEMS]
    for edit in back.edits:
        assert isinstance(edit, MoveItem)
        names.insert(edit.to, names.pop(edit.rank))
    assert names == [ITEMS[rank].slug for rank in order]


def test_a_row_that_is_gone_takes_nothing_away() -> None:
    back = _back(ROWS[2], ROWS[0])
    assert back.left == ["1 élément sans ligne : « Deux » ; rien n'est retiré du script"]
    names = [item.slug for item in ITEMS]
    for edit in back.edits:
        assert isinstance(edit, MoveItem)
        names.insert(edit.to, names.pop(edit.rank))
    assert names == ["trois", "un", "deux"]


def test_what_does_not_come_back_is_told() -> None:
    back = _back(
        ("1", "Autrement", "bientôt", "", "un"),
        ROWS[1],
        ("3", "Trois", "1:00", "", "trois"),
        ("4", "Nouveau", "", "", ""),
        ("", "Total", "6:00", "", ""),
        ("5", "Parti", "", "", "parti"),
        ("6", "Un", "", "", "un"),
    )
    assert not back.edits
    assert [told.split(" ;", maxsplit=1)[0] for told in back.left] == [
        "le titre de « Un » se change dans le script, à sa place",
        "« Un » : « bientôt » n'est pas une durée",
        "« Trois » : prévu 1:00 : cet élément n'a pas de clés dans le script",
        "« Nouveau » n'a pas de repère",
        "« parti » n'est plus dans le script",
        "« un » a deux lignes",
    ]


def test_a_table_that_is_no_rundown_is_refused_with_what_it_lacks() -> None:
    with pytest.raises(ValueError, match="« Repère »"):
        returned((("Nom", "Sujet"), ("a", "b")), ITEMS, COLUMNS)
    with pytest.raises(ValueError, match="« Repère » et « Sujet »"):
        returned((), ITEMS, COLUMNS)
