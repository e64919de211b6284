"""One table in each form of a spreadsheet: read back by a reader of spreadsheets, nothing in it is run."""

import csv
import io
from pathlib import Path

import pytest

from pipeline.adapters.documents.reading import read_document
from pipeline.adapters.sheets.writing import FORMS, written
from pipeline.model.notes import NoteTable
from pipeline.model.text_table import TextColumn, TextRow, TextTable

GRID = TextTable(
    "Essai",
    (TextColumn("N°", 5), TextColumn("Sujet", 30), TextColumn("Prévu", 7, timed=True)),
    (
        TextRow(("1", "L’hôtel & la « vie » <b>", "1:30"), "item"),
        TextRow(("1.1", '=HYPERLINK("http://exemple.fr")', "–")),
        TextRow(("", "@SOMME(A1)", "+0:05"), "total"),
    ),
)


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_a_spreadsheet_reads_back_as_the_same_texts(tmp_path: Path, extension: str) -> None:
    """Every cell is a text: neither a formula nor a time."""
    path = tmp_path / f"essai.{extension}"
    path.write_bytes(written(GRID, extension))
    (table,) = (block for block in read_document(path).blocks if isinstance(block, NoteTable))
    rows = [[cell.text for cell in row] for row in table.rows]
    assert rows == [[column.title for column in GRID.columns], *(list(row.cells) for row in GRID.rows)]


def test_a_csv_opens_in_a_french_spreadsheet_and_holds_no_formula() -> None:
    content = written(GRID, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["1", "L’hôtel & la « vie » <b>", "1:30"]
    assert rows[2][1].startswith("'=HYPERLINK")
    assert rows[3][1:] == ["'@SOMME(A1)", "+0:05"]


@pytest.mark.parametrize("extension", sorted(FORMS))
def test_the_same_table_gives_the_same_bytes(extension: str) -> None:
    assert written(GRID, extension) == written(GRID, extension)
