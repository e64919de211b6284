"""A table of rows under named columns, with the place of every cell: what scripts are filled from."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import Mark


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its name as fields call it (folded), its title as it is written, where that stands."""

    name: str
    title: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: the text of each cell by the name of its column, and the row as it stands in the file.

    `line` is the one it begins on, `order` says which cell of the row is of which column.
    """

    file: str
    line: int
    cells: Mapping[str, str]
    raw: str
    delimiter: str
    order: Mapping[str, int]

    def mark(self, column: str) -> Mark:
        """Return where the cell of a column begins; the row itself for a cell that is not written."""
        return self.mark_at(self.order.get(column, -1))

    def mark_at(self, number: int) -> Mark:
        """Return where a cell begins, counted from 0; the row itself for one that is not written."""
        at = _cell_starts(self.raw, self.delimiter).get(number)
        if at is None:
            return Mark(self.file, self.line, 1)
        before = self.raw[:at].replace("\r\n", "\n").replace("\r", "\n")
        return Mark(self.file, self.line + before.count("\n"), len(before) - before.rfind("\n"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: its file as it was typed, its columns and its rows, in order."""

    file: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]

    def column(self, *names: str) -> str:
        """Return the first of these names that a column has, empty when none has."""
        known = {column.name for column in self.columns}
        return next((name for name in names if name in known), "")


def _cell_starts(raw: str, delimiter: str) -> dict[int, int]:
    """Return the offset at which each cell of a row begins; what is between quotes parts nothing."""
    starts = {0: 0}
    quoted = False
    for at, sign in enumerate(raw):
        if sign == '"':
            quoted = not quoted
        elif sign == delimiter and not quoted:
            starts[len(starts)] = at + 1
    return starts
