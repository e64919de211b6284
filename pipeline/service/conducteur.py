"""The rundown as a newsroom's table, planned against what is estimated or measured; and what comes back of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.sheets.writing import FORMS, HARMLESS, written
from pipeline.adapters.whole import write_whole_bytes
from pipeline.adapters.yaml.contents import read_bytes
from pipeline.adapters.yaml.editing import edited_bytes
from pipeline.errors import Code, Mark, ScriptError, UserError
from pipeline.gather.rundown_back import ItemAsWritten, SheetColumns, returned
from pipeline.model.marked import ListNode, MapNode, Node
from pipeline.model.notes import NoteTable
from pipeline.model.script import Item
from pipeline.model.sheet import Sheet
from pipeline.model.task import preset_named
from pipeline.model.text_table import TextTable
from pipeline.pages.rundown import rundown_page
from pipeline.plan.estimate import ESTIMATED
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.film_page import dress
from pipeline.produce.speaking import rehearse
from pipeline.report.rundown_grid import INTENDED, KEY, NOTES, TITLE, rundown_grid
from pipeline.report.sheet import sheet
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import Prepared, prepare
from pipeline.service.source import Source

PAGE = "html"
FILES = (PAGE, *FORMS)
"""What a rundown can be written as, by the extension of the file."""

_COLUMNS = SheetColumns(key=KEY, title=TITLE, intended=INTENDED, notes=NOTES)
_ELSEWHERE = "choisissez un autre dossier"


@dataclass(frozen=True, slots=True)
class RundownView:
    """A rundown with its lengths; `spoken` of `lines` are as long as a voice said them, the others are estimated."""

    sheet: Sheet
    prepared: Prepared
    spoken: int
    lines: int

    def grid(self, *, shots: bool) -> TextTable:
        """Return it as a table, with a row a shot or without."""
        return rundown_grid(self.sheet, shots=shots)


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What came back of a sheet, in French: what changes in the script, what does not; the script's new bytes."""

    changes: tuple[str, ...]
    left: tuple[str, ...]
    content: bytes


def rundown_view(newsroom: Newsroom, source: Source, engine: str = "") -> RundownView:
    """Plan a script with the voices already spoken, estimates for the others; raises ScriptError with every finding."""
    prepared = prepare(newsroom, source, preset_named("draft"))
    context, rundown = prepared.context, prepared.rundown
    with newsroom.store.in_use():
        performance = newsroom.performance(context.script, engine, offline=True, draft=True, lines=rundown.lines)
        takes = rehearse(rundown.lines, performance, newsroom.store, newsroom.library)
    timeline = plan_timeline(context, rundown, takes).timeline
    spoken = sum(take.engine != ESTIMATED for take in takes.values())
    return RundownView(sheet(rundown, timeline, context.script.on_air), prepared, spoken, len(takes))


def write_rundown(view: RundownView, path: Path, *, shots: bool) -> None:
    """Write a rundown as a page to print or a spreadsheet, by the extension of the file; raises UserError."""
    extension = path.suffix.lower().lstrip(".")
    if extension not in FILES:
        raise UserError(f"{path.name} : un conducteur s'écrit en .{', .'.join(FILES)} ; donnez l'une de ces extensions")
    if extension == PAGE:
        context = view.prepared.context
        page = rundown_page(view.sheet, dress(context.house, context.library), context.house.imprint)
        write_whole_bytes(path, page.encode(), _ELSEWHERE)
    else:
        write_whole_bytes(path, written(view.grid(shots=shots), extension), _ELSEWHERE)


def brought_back(newsroom: Newsroom, path: Path, sheet_file: Path) -> BroughtBack:
    """Return what a sheet that went out changes in its script, without writing anything.

    Raises ScriptError when either cannot be read, when the sheet has none of our columns, or when the script would not
    do any more.
    """
    source = Source(path)
    view = rundown_view(newsroom, source)
    rows = _rows(sheet_file)
    try:
        back = returned(rows, tuple(_as_written(view, source.read().tree)), _COLUMNS)
    except ValueError as error:
        raise _no_sheet(sheet_file, f"ce tableau n'a pas la colonne {error}") from error
    content = edited_bytes(read_bytes(path), back.edits, path.as_posix())
    prepare(newsroom, Source(path, text=content.decode("utf-8-sig", "strict")), preset_named("draft"))
    return BroughtBack(tuple(back.changes), tuple(back.left), content)


def write_back(path: Path, back: BroughtBack) -> None:
    """Write a script as it was changed, in one step; raises UserError."""
    write_whole_bytes(path.resolve(), back.content, "vérifiez ses droits")


def _rows(path: Path) -> Sequence[Sequence[str]]:
    """Return the rows of the first table of a file that has our columns, or of its first one."""
    from pipeline.adapters.documents.reading import read_document  # noqa: PLC0415 - most rundowns only go out

    tables = [block for block in read_document(path).every_block() if isinstance(block, NoteTable)]
    sheets = [[[_bare(cell.text) for cell in row] for row in table.rows] for table in tables]
    if not sheets:
        raise _no_sheet(path, "ce fichier n'a pas de tableau")
    return next((each for each in sheets if KEY in each[0]), sheets[0])


def _bare(text: str) -> str:
    """Return the text of a cell without the quote that keeps a spreadsheet from running it."""
    text = text.strip()
    return text[1:] if text.startswith(HARMLESS) else text


def _as_written(view: RundownView, tree: Node) -> Iterator[ItemAsWritten]:
    """Yield the items in the order of the sheet, with the way to each in the script's tree."""
    ways = {
        item.mark: ((entry.key, rank), isinstance(item, MapNode))
        for entry in (tree.entries if isinstance(tree, MapNode) else ())
        if isinstance(entry.value, ListNode)
        for rank, item in enumerate(entry.value.items)
    }
    items: dict[str, Item] = {item.id: item for item in view.prepared.context.script.items}
    for group in view.sheet.groups:
        item = items.get(group.slug)
        way = ways.get(item.mark) if item is not None and item.mark is not None else None
        yield ItemAsWritten(
            slug=group.slug,
            title=group.title,
            at=way[0] if way else None,
            keyed=bool(way and way[1]),
            shown=group.planned,
            intended=group.intended is not None,
            notes=group.notes,
        )


def _no_sheet(path: Path, message: str) -> ScriptError:
    advice = "repartir du tableau que « jt conducteur » écrit"
    return ScriptError.of(Mark(path.as_posix()), message, advice, code=Code("conducteur-colonnes"))
