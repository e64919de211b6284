"""The rows of a spreadsheet as texts: Excel, LibreOffice, or text parted by semicolons, commas or tabs; nothing is run.

Of a formula, the value that the spreadsheet kept is read.
"""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

from pipeline.adapters.documents.archive import Archive
from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.encodings import decoded
from pipeline.adapters.documents.kinds import NotesFormat, kind_of, refused
from pipeline.adapters.yaml.contents import WantedFile, read_bytes
from pipeline.errors import Code

_LARGEST = 20_000_000
_ADVICE = "un conducteur tient en quelques pages : repartir de celui que jt écrit"
_PACKED = frozenset({NotesFormat.EXCEL, NotesFormat.CALC})
_BOOKS = _PACKED | {NotesFormat.OLD_EXCEL}
_PARTED = ";\t,"

SheetRows = Sequence[Sequence[str]]


def sheets_of(path: Path) -> tuple[SheetRows, ...]:
    """Return the rows of each sheet of a file; raises ScriptError for what is no table, is damaged, or is too much."""
    content = read_bytes(path, WantedFile(".xlsx", _LARGEST, _ADVICE))
    effort = Effort(file=path.as_posix())
    kind = kind_of(content, effort.file)
    if kind in _BOOKS:
        return _book(content, effort, packed=kind in _PACKED)
    found = decoded(content)
    if kind in {NotesFormat.WORD, NotesFormat.WRITER} or found is None:
        message = "ce n'est pas un tableau"
        raise refused(effort.file, message, "donner un fichier .xlsx, .ods ou .csv", code=Code("tableau-document"))
    return (_parted(found.text, effort),)


def _book(content: bytes, effort: Effort, *, packed: bool) -> tuple[SheetRows, ...]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - few commands read one

    if packed:  # counted as it is unpacked, before anybody believes what it says of itself
        archive = Archive(content, effort)
        for name in archive.names:
            if name.endswith(".xml"):
                archive.text(name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_index(rank).to_python() for rank in range(len(book.sheet_names))]
    except CalamineError as error:
        raise effort.damaged("le tableau ne s'ouvre pas") from error
    for sheet in sheets:
        effort.cell(sum(map(len, sheet)))
    return tuple([[_said(cell) for cell in row] for row in sheet] for sheet in sheets)


def _said(cell: object) -> str:
    """Return what a cell shows: whole numbers without a point, days and hours as ISO 8601 writes them."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(int(cell.total_seconds()), 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M:%S")
    return str(cell)


def _parted(text: str, effort: Effort) -> SheetRows:
    head = text.split("\n", 1)[0]
    sign = max(_PARTED, key=head.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    effort.cell(sum(map(len, rows)))
    # a quote before a sign was put there so that no spreadsheet runs it
    return [[cell[1:] if cell[:1] == "'" and cell[1:2] in set("=+-@") else cell for cell in row] for row in rows]
