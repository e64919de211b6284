"""Tables of any format as rows that are all as long: merged cells padded, empty edges left out."""

from collections.abc import Mapping, Sequence

from pipeline.adapters.documents.composing import Composer
from pipeline.model.notes import NoteCell, NotePlace, NoteTable

CellsPlaced = Mapping[int, NoteCell]
"""The cells of a row by their columns, counted from 0; what a merged cell covers is left out."""


def cell_place(table: NotePlace, row: int, column: int) -> str:
    """Return in words where a cell of a document's table is; row and column count from 0."""
    return f"{table.where}, ligne {row + 1}, colonne {column + 1}"


def letters(column: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    made = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        made = chr(ord("A") + rest) + made
    return made


def add_table(composer: Composer, rows: Sequence[CellsPlaced], place: NotePlace, name: str = "") -> None:
    """Add a table, unless it says nothing."""
    worded = [[at for at, cell in row.items() if cell.blocks] for row in rows]
    width = max((max(found) + 1 for found in worded if found), default=0)
    height = max((number + 1 for number, found in enumerate(worded) if found), default=0)
    if not width:
        return
    composer.effort.cell(width * height)
    square = tuple(
        tuple(
            row.get(at) or NoteCell(blocks=(), place=NotePlace(place.file, _empty_place(place, name, number, at)))
            for at in range(width)
        )
        for number, row in enumerate(rows[:height])
    )
    composer.add(NoteTable(rows=square, place=place, name=name))


def _empty_place(table: NotePlace, sheet: str, row: int, column: int) -> str:
    return f"{table.where}, cellule {letters(column)}{row + 1}" if sheet else cell_place(table, row, column)
