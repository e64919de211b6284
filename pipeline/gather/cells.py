"""The lines that a cell of a table holds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from pipeline.gather.values import LineKind, NoteLine
from pipeline.model.notes import NoteBlock, NoteCell

Unfold = Callable[[NoteBlock], Iterator[NoteLine]]
"""What gives the lines of a block."""


def cell_lines(cell: NoteCell, unfold: Unfold) -> Iterator[NoteLine]:
    """Yield the lines of a cell, those that narrow cells cut amid a sentence joined again."""
    held: NoteLine | None = None
    for line in (replace(line, tabular=True) for block in cell.blocks for line in unfold(block)):
        if held is not None and _goes_on(held, line):
            held = replace(held, text=f"{held.text} {line.text}")
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _goes_on(line: NoteLine, after: NoteLine) -> bool:
    """Tell whether a line of a cell was cut amid its sentence, as narrow cells cut it."""
    plain = line.kind is after.kind is LineKind.PARAGRAPH
    return plain and after.text[:1].islower() and not re.search(r"[.!?…:;»”\")\]]$", line.text)
