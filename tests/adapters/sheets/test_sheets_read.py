"""Spreadsheets as people save them, read as texts; what is none, or too much, is told."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from pipeline.adapters.sheets.reading import sheets_of
from pipeline.errors import ScriptError


def _book(path: Path, *cells: object) -> Path:
    book = Workbook(path)
    sheet = book.add_worksheet()
    hours = book.add_format({"num_format": "hh:mm:ss"})
    for rank, cell in enumerate(cells):
        if isinstance(cell, dt.time):
            sheet.write_datetime(0, rank, cell, hours)
        else:
            sheet.write(0, rank, cell)
    book.close()
    return path


def test_numbers_hours_and_formulas_are_what_they_show(tmp_path: Path) -> None:
    """1:30 typed into Excel is half past one; a formula is the value that it left."""
    path = _book(tmp_path / "a.xlsx", 3, 2.5, dt.time(1, 30), "Odile", "=1+1")
    ((row, *_),) = sheets_of(path)
    assert list(row[:4]) == ["3", "2.5", "01:30:00", "Odile"]
    assert row[4] in {"0", "2"}


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("N°;Sujet\r\n1;« Été »\r\n".encode("cp1252"), ["1", "« Été »"]),
        (b'\xef\xbb\xbfN\xc2\xb0,Sujet\n1,"a, b"\n', ["1", "a, b"]),
        ("N°\tSujet\n1\tdeux\nlignes".encode("utf-16"), ["1", "deux"]),
    ],
    ids=["cp1252", "utf-8-sig", "utf-16"],
)
def test_text_is_parted_as_it_was_saved(tmp_path: Path, content: bytes, row: list[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert list(sheets_of(path)[0][1]) == row


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (_bomb(), "dépasse 24 Mo"),
        (b"PK\x03\x04" + b"xl/workbook.xml" * 9, "[a-z]"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "[a-z]"),
    ],
    ids=["bomb", "cut", "picture"],
)
def test_what_is_no_table_or_too_much_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ScriptError, match=told):
        sheets_of(path)
