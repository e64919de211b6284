"""OpenDocument spreadsheets (.ods): what cells show, as their file keeps it; no formula is run.

Source: ODF 1.3, part 3.
"""

import xml.etree.ElementTree as ET

from pipeline.adapters.documents.archive import Archive
from pipeline.adapters.documents.composing import Composer
from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.grids import CellsPlaced, add_table, letters
from pipeline.adapters.documents.trees import below
from pipeline.adapters.documents.writer import WriterReader, rows_within, unlocked
from pipeline.adapters.documents.writer_words import bare_text, counted_in
from pipeline.model.notes import Document, LeftOutReason, NoteCell, NotePlace

_MOST = 1_048_576
"""Rows of a sheet, in the largest that LibreOffice makes."""

_UNSEEN = frozenset({"collapse", "filter"})


def read_calc(content: bytes, effort: Effort) -> Document:
    """Return what a spreadsheet says, a table a sheet; raises ScriptError for one that is not to be read."""
    archive = Archive(content, effort)
    unlocked(archive, effort)
    reader = WriterReader(archive, Composer(effort, "LibreOffice Calc"))
    body = below(reader.root, "office:body/office:spreadsheet")
    if body is None:
        raise effort.damaged("il n'a pas de feuille")
    for table in (each for each in body if each.tag == "table:table"):
        _sheet(reader, table)
    return reader.composer.finish(**reader.about())


def _sheet(reader: WriterReader, table: ET.Element) -> None:
    composer = reader.composer
    name = table.get("table:name", "")
    hidden = reader.styles.is_hidden("table", table.get("table:style-name", ""))
    unseen = _hidden_columns(table)
    rows: list[CellsPlaced] = []
    empty = 0
    for row in rows_within(table, "table:table-row"):
        repeated = counted_in(row, "table:number-rows-repeated", _MOST)
        if not any(_says_something(cell) for cell in row):
            empty += repeated
            continue
        rows.extend({} for _ in range(min(empty, composer.effort.limits.cells)))
        composer.effort.cell(empty + repeated)
        empty = 0
        gone = hidden or row.get("table:visibility") in _UNSEEN
        for _ in range(repeated):
            rows.append(_cells(reader, row, (name, len(rows)), unseen, gone=gone))
    add_table(composer, rows, NotePlace(composer.file, f"feuille {name}"), name)


def _cells(
    reader: WriterReader, row: ET.Element, where: tuple[str, int], unseen: frozenset[int], *, gone: bool
) -> CellsPlaced:
    cells: dict[int, NoteCell] = {}
    at = 0
    for cell in row:
        if cell.tag not in {"table:table-cell", "table:covered-table-cell"}:
            continue
        repeated = counted_in(cell, "table:number-columns-repeated", 16_384)
        if cell.tag == "table:covered-table-cell" or not _says_something(cell):
            at += repeated
            continue
        for _ in range(repeated):
            reader.composer.effort.cell()
            said = f"feuille {where[0]}, cellule {letters(at)}{where[1] + 1}"
            if gone or at in unseen:
                reader.composer.leave_out(bare_text(cell), LeftOutReason.HIDDEN, said)
            else:
                cells[at] = reader.cell(cell, said)
            at += 1
    return cells


def _says_something(cell: ET.Element) -> bool:
    return any(each.tag in {"text:p", "draw:frame", "office:annotation"} for each in cell.iter())


def _hidden_columns(table: ET.Element) -> frozenset[int]:
    hidden: set[int] = set()
    at = 0
    for column in table.iter("table:table-column"):
        repeated = counted_in(column, "table:number-columns-repeated", 16_384)
        if column.get("table:visibility") in _UNSEEN:
            hidden.update(range(at, min(at + repeated, 16_384)))
        at += repeated
    return frozenset(hidden)
