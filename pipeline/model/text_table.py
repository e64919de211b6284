"""A table to be read on paper, in a terminal or in a spreadsheet: texts in columns."""

from dataclasses import dataclass
from typing import Literal

Weight = Literal["head", "item", "shot", "total"]
"""What a row of a table is: names of columns, an item, a shot of it, the sum of all."""


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column: its title, about how many letters wide it is read well, whether what is in it are lengths or times."""

    title: str
    width: int
    timed: bool = False


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row: as many texts as there are columns."""

    cells: tuple[str, ...]
    weight: Weight = "shot"


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table with its title; no text in it is ever a formula."""

    title: str
    columns: tuple[TextColumn, ...]
    rows: tuple[TextRow, ...]
