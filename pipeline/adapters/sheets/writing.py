"""One table, in each form that a spreadsheet opens; the same table always gives the same bytes."""

import csv
import io
from collections.abc import Callable, Mapping

from pipeline.adapters.sheets.excel import excel
from pipeline.adapters.sheets.open_document import open_document
from pipeline.model.text_table import TextTable

_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a text of a CSV for a formula (OWASP, « CSV Injection »)."""

HARMLESS = tuple(f"'{sign}" for sign in _RISKY)
"""How such a text begins once it is made harmless."""


def _csv(grid: TextTable) -> bytes:
    """Return text parted by semicolons, with the mark that lets Excel see that it is UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.title for column in grid.columns)
    timed = [column.timed for column in grid.columns]
    writer.writerows(
        [cell if ours else _harmless(cell) for cell, ours in zip(row.cells, timed, strict=True)] for row in grid.rows
    )
    return stream.getvalue().encode("utf-8-sig")


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) else text


FORMS: Mapping[str, Callable[[TextTable], bytes]] = {"csv": _csv, "ods": open_document, "xlsx": excel}
"""How a table is written, by the extension of the file."""


def written(grid: TextTable, extension: str) -> bytes:
    """Return a table as the file of an extension, without its dot; raises KeyError for one that is none of ours."""
    return FORMS[extension](grid)
