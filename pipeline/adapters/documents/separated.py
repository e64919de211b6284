"""Tables as text (CSV): parted by semicolons, tabs or commas, in any encoding; a cell that is a formula is text."""

import csv
import io

from pipeline.adapters.documents.composing import Composer, paragraph
from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.grids import CellsPlaced, add_table, letters
from pipeline.adapters.tables import delimiter_of
from pipeline.model.notes import Document, NoteCell, NotePlace


def read_separated(text: str, effort: Effort) -> Document:
    """Return what a table as text says; raises ScriptError for one that cannot be read."""
    composer = Composer(effort, "tableau CSV")
    lines = list(io.StringIO(text, newline=""))
    first, delimiter = 0, ""
    if lines and lines[0].strip().lower().startswith("sep=") and len(lines[0].strip()) <= len("sep=;"):
        delimiter, first = lines[0].strip("\r\n")[4:5] or "\t", 1
    reader = csv.reader(lines[first:], delimiter=delimiter or delimiter_of(lines))
    rows: list[CellsPlaced] = []
    begun = first
    try:
        for record in reader:
            composer.effort.cell(len(record))
            cells: dict[int, NoteCell] = {}
            for at, said in enumerate(record):
                where = f"ligne {begun + 1}, cellule {letters(at)}{len(rows) + 1}"
                place = NotePlace(composer.file, where, begun + 1)
                with composer.inside(where) as blocks:
                    composer.text(paragraph(said, place))
                cells[at] = NoteCell(blocks=tuple(blocks), place=place)
            rows.append(cells)
            begun = first + reader.line_num
    except csv.Error as error:
        raise effort.damaged(f"la ligne {begun + 1} du tableau ne se lit pas") from error
    add_table(composer, rows, NotePlace(composer.file, "tableau", first + 1))
    return composer.finish()
