"""What somebody's notes say, whatever they were written with: blocks in reading order, each with its place.

Readers (`adapters/documents/`) make these values of a file; `gather` makes a script of them. Text is as the person
typed it: a soft line break is a line feed, a tab a tab, spaces and quotes are theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, Flag

from pipeline.errors import Finding


class TextKind(Enum):
    """What a piece of text is among its neighbours."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


class DocumentPart(Enum):
    """Which part of a document holds a text."""

    BODY = "body"
    FOOTNOTE = "footnote"
    BOX = "box"
    HEADER = "header"
    FOOTER = "footer"


class Emphasis(Flag):
    """How words are set apart from those around them."""

    NONE = 0
    BOLD = 1
    ITALIC = 2
    UNDERLINED = 4
    STRUCK = 8
    HIGHLIGHTED = 16


class LeftOutReason(Enum):
    """Why a text of the file is no block of the document: its reader does not see it."""

    DELETED = "deleted"
    """Struck out in tracked changes."""
    HIDDEN = "hidden"
    """Hidden characters, rows, columns or sheets."""


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A place in a document.

    `where` is in French as one finds it again (« paragraphe 12 », « tableau 2, ligne 3, colonne 1 », « feuille Sujets,
    cellule B4 », « ligne 7 »); `line` counts from 1 in a text file, 0 in what has no lines.
    """

    file: str
    where: str
    line: int = 0

    def __str__(self) -> str:
        """Give the file and the place in it, in French; a line in the form that editors make clickable."""
        return f"{self.file}:{self.line}" if self.line else f"{self.file}, {self.where}"


@dataclass(frozen=True, slots=True)
class NoteRun:
    """Words set alike; `link` is what they point to, never followed."""

    text: str
    emphasis: Emphasis = Emphasis.NONE
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteText:
    """A heading, a paragraph or an item of a list.

    `level` is a heading's (0 for the title of the whole, 1 and more below it), an item's depth (0 and more), 0 for a
    paragraph. `marker` is what an item begins with as it is seen (« 2. », « b) »), empty for a bullet; `ticked` what a
    box before it says, None without one. `styled` is false for a heading that is one by its look only (a short line in
    bold): its level is then 1 below the last styled heading. No run is empty.
    """

    kind: TextKind
    runs: tuple[NoteRun, ...]
    place: NotePlace
    level: int = 0
    marker: str = ""
    ticked: bool | None = None
    styled: bool = True
    part: DocumentPart = DocumentPart.BODY

    @property
    def text(self) -> str:
        """Return the words, without how they are set."""
        return "".join(run.text for run in self.runs)

    def all_are(self, emphasis: Emphasis) -> bool:
        """Tell whether every word is set apart in this way."""
        worded = [run for run in self.runs if run.text.strip()]
        return bool(worded) and all(emphasis in run.emphasis for run in worded)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePicture:
    """A picture inside a document, never opened by its reader.

    `name` is a plain file name that no other picture of the document has, with the extension its bytes ask for;
    `digest` (SHA-256) and `size` (bytes) are those of `content`, which is left out of what compares. `caption` is the
    text beside it that the document says to be so, `alternative` the text for who does not see it; `shown` its width
    and height on the page, in centimetres, 0 when nothing says them.
    """

    name: str
    digest: str
    size: int
    content: bytes = field(repr=False, compare=False)
    place: NotePlace
    caption: str = ""
    alternative: str = ""
    shown: tuple[float, float] = (0.0, 0.0)

    @property
    def text(self) -> str:
        """Return what the document says of it in words."""
        return "\n".join(dict.fromkeys(filter(None, (self.caption, self.alternative))))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteComment:
    """What somebody wrote in the margin: about which words, by whom, when (as an ISO date), each empty when unknown.

    It follows the block it is about.
    """

    runs: tuple[NoteRun, ...]
    place: NotePlace
    about: str = ""
    author: str = ""
    date: str = ""
    settled: bool = False

    @property
    def text(self) -> str:
        """Return the words, without how they are set."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCell:
    """A cell of a table; a merged one is written at its first place, and the others that it covers are empty.

    `field` is the name that a form gave to what is written here, which outlives another label.
    """

    blocks: "tuple[NoteBlock, ...]"
    place: NotePlace
    covers: tuple[int, int] = (1, 1)
    """Rows and columns."""
    field: str = ""

    @property
    def text(self) -> str:
        """Return everything it says, a line a block."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTable:
    """A table, or a sheet of a spreadsheet (`name`); every row has as many cells as the others."""

    rows: tuple[tuple[NoteCell, ...], ...]
    place: NotePlace
    name: str = ""
    part: DocumentPart = DocumentPart.BODY

    @property
    def text(self) -> str:
        """Return everything it says, a line a row, its cells parted by tabs."""
        return "\n".join("\t".join(cell.text for cell in row) for row in self.rows)


NoteBlock = NoteText | NoteTable | NotePicture | NoteComment


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text that the file holds and its reader does not see: never lost, never taken for what is meant."""

    text: str
    reason: LeftOutReason
    place: NotePlace
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file says, in reading order.

    Footnotes, text boxes and comments follow the block that they belong to; headers and footers stand apart, each
    once. `title`, `author` and `date` (ISO) are what the file says of itself, often not the person's own words. `told`
    is what was guessed, left out or could not be read, and where.
    """

    file: str
    format: str
    """What it was written as, in words a person knows (« Word », « LibreOffice », « texte »…)."""
    blocks: tuple[NoteBlock, ...]
    margins: tuple[NoteText, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    title: str = ""
    author: str = ""
    date: str = ""
    told: tuple[Finding, ...] = ()

    def every_block(self) -> Iterator[NoteBlock]:
        """Yield every block and, after a table, what its cells hold, in reading order."""
        yield from within(self.blocks)


def within(blocks: tuple[NoteBlock, ...]) -> Iterator[NoteBlock]:
    """Yield blocks and, after each table, what its cells hold, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, NoteTable):
            for row in block.rows:
                for cell in row:
                    yield from within(cell.blocks)
