"""A table as an Excel workbook: every cell a text, so that nothing is counted, run or taken for a date."""

import datetime as dt
import io

from pipeline.model.text_table import TextRow, TextTable

_MADE = dt.datetime(2050, 1, 1, tzinfo=dt.UTC)
"""The day every workbook says it was made: the same table gives the same bytes."""


def excel(grid: TextTable) -> bytes:
    """Return the bytes of a workbook: its first row stays in sight and is repeated on paper."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - few commands write one

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": grid.title, "created": _MADE.replace(tzinfo=None)})
    sheet = book.add_worksheet("Conducteur")
    looks = {
        (weight, timed): book.add_format(
            {
                "num_format": "@",
                "text_wrap": True,
                "valign": "top",
                "align": "right" if timed else "left",
                "bold": weight != "shot",
                "top": 1 if weight in {"item", "total"} else 0,
                "bottom": 1 if weight in {"head", "total"} else 0,
            }
        )
        for weight in ("head", "item", "shot", "total")
        for timed in (False, True)
    }
    for rank, column in enumerate(grid.columns):
        sheet.set_column(rank, rank, column.width, looks["shot", column.timed])
    rows = (TextRow(tuple(column.title for column in grid.columns), "head"), *grid.rows)
    for number, row in enumerate(rows):
        for rank, cell in enumerate(row.cells):
            sheet.write_string(number, rank, cell, looks[row.weight, grid.columns[rank].timed])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    book.close()
    return stream.getvalue()
