"""Pages (.html) and what is pasted as one: headings, lists, tables and words; no script, no style, nothing fetched."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pipeline.adapters.documents.composing import Composer
from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.grids import CellsPlaced, add_table, cell_place
from pipeline.model.notes import Document, Emphasis, NoteBlock, NoteCell, NotePlace, NoteRun, NoteText, TextKind

_SET = {
    "b": Emphasis.BOLD, "strong": Emphasis.BOLD, "i": Emphasis.ITALIC, "em": Emphasis.ITALIC,
    "u": Emphasis.UNDERLINED, "s": Emphasis.STRUCK, "del": Emphasis.STRUCK, "strike": Emphasis.STRUCK,
    "mark": Emphasis.HIGHLIGHTED,
}  # fmt: skip
_UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "title", "svg", "select", "textarea"})
_DATA = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=\s]+")
"""Pictures and fonts written into a page, which can be millions of signs long."""

_UNCLOSED = 500
"""Tags that were never closed, at most: their reader takes the square of them in time. Scripts have a few « < »."""

_PARTS = frozenset({
    "p", "div", "section", "article", "header", "footer", "main", "blockquote", "pre", "ul", "ol", "li", "dl", "dt",
    "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "td", "th", "hr", "figcaption", "body", "form",
})  # fmt: skip


@dataclass(slots=True)
class _OpenTable:
    """A table that is being read, and the cell in it."""

    place: NotePlace
    rows: list[dict[int, NoteCell]] = field(default_factory=list)
    kept: list[NoteBlock] = field(default_factory=list)
    cell: bool = False


def read_page(text: str, effort: Effort) -> Document:
    """Return what a page says."""
    text = _DATA.sub("", _without_comments(text))
    if text.count("<") > text.count(">") + _UNCLOSED:
        raise effort.unsafe("des centaines de ses balises ne sont pas fermées")
    reader = _Reader(Composer(effort, "page"))
    for at in range(0, len(text), 1 << 14):
        reader.feed(text[at : at + (1 << 14)])
        effort.look()
    reader.close()
    reader.end()
    return reader.composer.finish()


def _without_comments(text: str) -> str:
    """Return a page without its comments; one that is never closed goes on to the end, as browsers have it."""
    first, *rest = text.split("<!--")
    return first + "".join(each.partition("-->")[2] for each in rest)


class _Reader(HTMLParser):
    """Walks the tags of one page; cells hold words, and a table in a table adds its words to the cell."""

    def __init__(self, composer: Composer) -> None:
        super().__init__(convert_charrefs=True)
        self.composer = composer
        self.runs: list[NoteRun] = []
        self.look: list[tuple[str, Emphasis]] = []
        self.unseen: list[str] = []
        self.lists: list[int | None] = []
        self.heading = 0
        self.item = False
        self.link = ""
        self.table: _OpenTable | None = None
        self.deep = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag."""
        self.composer.effort.element()
        given = dict(attrs)
        if tag in _UNSEEN:
            self.unseen.append(tag)
        elif tag == "br":
            self.runs.append(NoteRun("\n"))
        elif tag == "a":
            self.link = given.get("href") or ""
        elif tag in _SET:
            self.look.append((tag, _SET[tag]))
        elif tag in _PARTS:
            self.end()
            self._opened(tag, given)

    def _opened(self, tag: str, given: dict[str, str | None]) -> None:
        if tag in {"ul", "ol"}:
            self.lists.append(
                int(given.get("start") or 1) if tag == "ol" and (given.get("start") or "1").isdigit() else None
            )
        elif tag == "li":
            self.item = True
        elif len(tag) == len("h1") and tag[0] == "h" and tag[1].isdigit():
            self.heading = int(tag[1])
        elif tag == "table":
            self.deep += 1
            if self.deep == 1:
                self.table = _OpenTable(self.composer.table_place())
        elif tag == "tr" and self.table is not None and self.deep == 1:
            self._close_cell()
            self.table.rows.append({})
        elif tag in {"td", "th"} and self.table is not None and self.deep == 1:
            self._close_cell()
            self.table.cell = True

    def handle_endtag(self, tag: str) -> None:
        """Close a tag."""
        if self.unseen and tag == self.unseen[-1]:
            self.unseen.pop()
        elif tag == "a":
            self.link = ""
        elif tag in _SET:
            at = next((n for n in reversed(range(len(self.look))) if self.look[n][0] == tag), None)
            if at is not None:
                del self.look[at]
        elif tag in _PARTS:
            self.end(tag)
            if tag in {"td", "th", "tr", "table"} and self.deep == 1:
                self._close_cell()
            self._closed(tag)

    def _closed(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.item = False
        elif tag == "table" and self.deep:
            self.deep -= 1
            if not self.deep and self.table is not None:
                table, self.table = self.table, None
                rows: list[CellsPlaced] = [*table.rows]
                add_table(self.composer, rows, table.place)

    def handle_data(self, data: str) -> None:
        """Take words."""
        if self.unseen:
            return
        emphasis = Emphasis.NONE
        for _, each in self.look:
            emphasis |= each
        spaced = " ".join(data.replace("\u00a0", "\ue000").split()).replace("\ue000", "\u00a0")
        text = f"{' ' if data[:1].isspace() else ''}{spaced}{' ' if data[-1:].isspace() and spaced else ''}"
        if text.strip() or self.runs:
            self.runs.append(NoteRun(text, emphasis, self.link))

    def end(self, tag: str = "") -> None:
        """End what is being read."""
        runs, self.runs = tuple(self.runs), []
        if self.table is not None and self.deep and self.table.rows:
            self._in_cell(runs)
            return
        if any(run.text.strip() for run in runs):
            self.composer.text(self._text(runs, self.composer.place()))
        if tag.startswith("h"):
            self.heading = 0

    def _in_cell(self, runs: tuple[NoteRun, ...]) -> None:
        table = self.table
        if table is None:
            return
        row = table.rows[-1]
        place = NotePlace(self.composer.file, cell_place(table.place, len(table.rows) - 1, len(row)))
        clean = self.composer.cleaned(NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=place))
        if clean is not None:
            table.kept.append(clean)

    def _close_cell(self) -> None:
        """End a cell, whether the page says so or goes on to the next one."""
        table = self.table
        if table is None or not table.cell:
            return
        table.cell = False
        if table.rows:
            row = table.rows[-1]
            where = cell_place(table.place, len(table.rows) - 1, len(row))
            row[len(row)] = NoteCell(blocks=tuple(table.kept), place=NotePlace(self.composer.file, where))
            table.kept.clear()

    def _text(self, runs: tuple[NoteRun, ...], place: NotePlace) -> NoteText:
        if self.heading:
            return NoteText(kind=TextKind.HEADING, runs=runs, place=place, level=self.heading)
        if not (self.item and self.lists):
            return NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=place)
        self.item = False
        number = self.lists[-1]
        if number is not None:
            self.lists[-1] = number + 1
        marker = "" if number is None else f"{number}."
        return NoteText(kind=TextKind.ITEM, runs=runs, place=place, level=len(self.lists) - 1, marker=marker)
