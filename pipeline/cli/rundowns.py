"""`jt conducteur`: a rundown on the terminal, as a page or a spreadsheet, and back into its script."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.telling import show_line, tell_findings, tell_line
from pipeline.errors import UserError
from pipeline.french.wording import counted
from pipeline.model.text_table import TextRow, TextTable
from pipeline.service.conducteur import brought_back, rundown_view, write_back, write_rundown
from pipeline.service.newsroom import Newsroom
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.settings import settings_for
from pipeline.service.source import Source

_ON_TERMINAL = ("N°", "Sujet", "Forme", "Image", "Prévu", "Réel", "Écart", "Cumul", "Heure", "Notes")
_ELASTIC = ("Sujet", "Image", "Notes")
"""Columns whose texts go on below when the terminal is narrow."""

_LEAST = 12
_BETWEEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RundownWish:
    """What the command line asks of a rundown."""

    script: Path
    to: Path | None
    back: Path | None
    shots: bool
    rehearsal: bool
    engine: str
    cache: Path | None


def show_rundown(wish: RundownWish) -> None:
    """Show a rundown, write it, or take back what was changed in a sheet of it."""
    if wish.back and wish.to:
        raise UserError("--vers écrit un tableau, --reprendre en lit un ; lancez la commande deux fois")
    if wish.rehearsal and not wish.back:
        raise UserError("--essai va avec --reprendre FICHIER")
    newsroom = Newsrooms().of(settings_for(wish.script, wish.cache))
    if wish.back:
        _bring_back(newsroom, wish.script, wish.back, rehearsal=wish.rehearsal)
        return
    view = rundown_view(newsroom, Source(wish.script), wish.engine)
    tell_findings(view.prepared.findings)
    if wish.to is not None:
        write_rundown(view, wish.to, shots=wish.shots)
        show_line(wish.to)
    else:
        for line in _table(view.grid(shots=wish.shots), shutil.get_terminal_size((120, 40)).columns):
            show_line(line)
    tell_line(_how_long(view.spoken, view.lines))


def _how_long(spoken: int, lines: int) -> str:
    if spoken == lines:
        return "durées mesurées sur les voix"
    if not spoken:
        return "durées estimées à la longueur des textes ; rendez un brouillon pour les mesurer"
    return f"durées mesurées pour {counted(spoken, 'réplique')} sur {lines}, estimées pour les autres"


def _bring_back(newsroom: Newsroom, script: Path, sheet: Path, *, rehearsal: bool) -> None:
    back = brought_back(newsroom, script, sheet)
    for told in back.left:
        tell_line(f"laissé de côté : {told}")
    for change in back.changes:
        show_line(change)
    if not back.changes:
        show_line("le tableau ne change rien au script")
    elif rehearsal:
        tell_line("rien n'est écrit : relancez sans --essai")
    else:
        write_back(script, back)
        show_line(script)


def _table(grid: TextTable, width: int) -> Iterator[str]:
    """Yield a table's lines, no wider than the terminal where its columns allow."""
    titles = [column.title for column in grid.columns]
    ranks = [titles.index(title) for title in _ON_TERMINAL]
    rows = [TextRow(tuple(titles), "head"), *grid.rows]
    shown = [[row.cells[rank] for rank in ranks] for row in rows]
    kept = [at for at in range(len(ranks)) if any(cells[at] for cells in shown[1:])]
    shown = [[cells[at] for at in kept] for cells in shown]
    elastic = [at for at, column in enumerate(kept) if _ON_TERMINAL[column] in _ELASTIC]
    right = [at for at, column in enumerate(kept) if grid.columns[ranks[column]].timed]
    widths = _widths(shown, elastic, width)
    for row, cells in zip(rows, shown, strict=True):
        if row.weight == "total":
            yield "─" * (sum(widths) + _BETWEEN * (len(widths) - 1))
        yield from _lines(cells, widths, right)
        if row.weight == "head":
            yield "─" * (sum(widths) + _BETWEEN * (len(widths) - 1))


def _widths(shown: Sequence[Sequence[str]], elastic: Sequence[int], width: int) -> list[int]:
    """Return how many signs each column takes: those that may wrap share what the others leave, by what they need."""
    widths = [max(len(cells[at]) for cells in shown) for at in range(len(shown[0]))]
    over = sum(widths) + _BETWEEN * (len(widths) - 1) - width
    while over > 0 and (widest := max(elastic, key=lambda at: widths[at], default=-1)) >= 0 and widths[widest] > _LEAST:
        widths[widest] -= 1
        over -= 1
    return widths


def _lines(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> Iterator[str]:
    parts = [textwrap.wrap(cell, wide) or [""] for cell, wide in zip(cells, widths, strict=True)]
    for number in range(max(map(len, parts))):
        texts = [part[number] if number < len(part) else "" for part in parts]
        padded = [
            text.rjust(wide) if at in right else text.ljust(wide)
            for at, (text, wide) in enumerate(zip(texts, widths, strict=True))
        ]
        yield (" " * _BETWEEN).join(padded).rstrip()
