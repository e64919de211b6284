"""The rundown's sheet in the columns of a newsroom, as texts."""

from collections.abc import Iterator

from pipeline.model.sheet import ItemRows, Row, Sheet, gap
from pipeline.model.text_table import TextColumn, TextRow, TextTable
from pipeline.model.time import clock

KEY = "Repère"
"""The column that says which item of the script a row is of: what comes back from a sheet is found again by it."""

TITLE, INTENDED, NOTES = "Sujet", "Prévu", "Notes"
"""The columns of which something comes back, with the order of the rows; a title does not, and is told."""

COLUMNS = (
    TextColumn("N°", 5),
    TextColumn(TITLE, 28),
    TextColumn("Forme", 13),
    TextColumn("Lancement", 40),
    TextColumn("Image", 30),
    TextColumn("Son", 18),
    TextColumn("Synthés", 24),
    TextColumn(INTENDED, 7, timed=True),
    TextColumn("Réel", 7, timed=True),
    TextColumn("Écart", 7, timed=True),
    TextColumn("Cumul", 7, timed=True),
    TextColumn("Heure", 9, timed=True),
    TextColumn(NOTES, 30),
    TextColumn(KEY, 24),
)

_UNSAID = "–"


def rundown_grid(sheet: Sheet, *, shots: bool = True) -> TextTable:
    """Return the sheet as a table: a row an item, its shots below it when they are wanted, and the sum."""
    return TextTable(f"{sheet.title} – conducteur", COLUMNS, tuple(_rows(sheet, shots=shots)))


def _rows(sheet: Sheet, *, shots: bool) -> Iterator[TextRow]:
    for group in sheet.groups:
        yield TextRow(_item(sheet, group), "item")
        if shots:
            yield from (TextRow(_shot(sheet, row)) for row in group.rows)
    lengths = (_length(sheet.planned), clock(sheet.length), gap(sheet.planned, sheet.length), clock(sheet.length))
    yield TextRow(("", "Total", "", "", "", "", "", *lengths, sheet.on_air(sheet.length), "", ""), "total")


def _item(sheet: Sheet, group: ItemRows) -> tuple[str, ...]:
    return (
        str(group.number),
        group.title,
        group.kind,
        group.lead_in,
        "",
        "",
        "",
        _length(group.planned),
        clock(group.length),
        gap(group.planned, group.length),
        clock(group.rows[-1].elapsed),
        sheet.on_air(group.rows[0].start),
        group.notes,
        group.slug,
    )


def _shot(sheet: Sheet, row: Row) -> tuple[str, ...]:
    return (
        row.number,
        "",
        row.kind,
        "",
        " · ".join(filter(None, (row.picture, row.source))),
        " · ".join(filter(None, (row.speakers, row.sound))),
        " · ".join(row.thirds),
        _length(row.planned),
        clock(row.length),
        gap(row.planned, row.length),
        clock(row.elapsed),
        sheet.on_air(row.start),
        " · ".join(row.notes),
        "",
    )


def _length(length: int | None) -> str:
    return _UNSAID if length is None else clock(length)
