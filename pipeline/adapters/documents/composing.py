"""What readers make a document with: texts, pictures and tables as they come, each given its place."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.looks import typed_item, with_headings, without_first
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.french.wording import counted, slug
from pipeline.model.notes import (
    Document,
    DocumentPart,
    Emphasis,
    LeftOut,
    LeftOutReason,
    NoteBlock,
    NoteComment,
    NotePicture,
    NotePlace,
    NoteRun,
    NoteText,
    TextKind,
)

_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\ufffc\x00-\x08\x0e-\x1f\x7f]")
_CAPTION_NUMBER = re.compile(r"^(?:figure|illustration|image|photo|img)\s*\d+\s*[:.–—-]\s*", re.IGNORECASE)
_PICTURES = (
    (0, b"\x89PNG\r\n", ".png"),
    (0, b"\xff\xd8\xff", ".jpg"),
    (0, b"GIF8", ".gif"),
    (8, b"WEBP", ".webp"),
    (0, b"BM", ".bmp"),
    (0, b"II*\x00", ".tif"),
    (0, b"MM\x00*", ".tif"),
    (4, b"ftypheic", ".heic"),
    (4, b"ftypheix", ".heic"),
    (4, b"ftypmif1", ".heic"),
    (4, b"ftypavif", ".avif"),
)
"""Where the pictures that are taken sign, and what their files are called; a drawing (SVG, EMF, WMF) is not taken."""

_OF_HEADINGS = Emphasis.BOLD | Emphasis.UNDERLINED
"""What sets headings apart, and says nothing within them."""


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """A picture as a reader met it: its bytes, what the document calls it, what it says of it, its size (cm)."""

    content: bytes
    name: str
    alternative: str = ""
    shown: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class _Frame:
    """Where blocks are being collected: the body, or a cell of a table."""

    prefix: str = ""
    blocks: list[NoteBlock] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    caption: NoteText | None = None
    """A caption whose picture has not come yet."""


class Composer:
    """Collects what a reader finds, in order."""

    def __init__(self, effort: Effort, format_: str) -> None:
        self.effort = effort
        self.file = effort.file
        self.format = format_
        self.margins: list[NoteText] = []
        self.left_out: list[LeftOut] = []
        self.told: list[Finding] = []
        self._frames = [_Frame()]
        self._names: set[str] = set()
        self._pictures = 0

    # places

    def place(self) -> NotePlace:
        """Return the place of the next paragraph."""
        frame = self._frames[-1]
        frame.paragraphs += 1
        return NotePlace(self.file, frame.prefix or f"paragraphe {frame.paragraphs}")

    def table_place(self) -> NotePlace:
        """Return the place of the next table."""
        frame = self._frames[-1]
        frame.tables += 1
        name = f"tableau {frame.tables}"
        return NotePlace(self.file, f"{frame.prefix}, {name}" if frame.prefix else name)

    def here(self) -> str:
        """Return in words where reading is: the last paragraph."""
        frame = self._frames[-1]
        return frame.prefix or f"paragraphe {max(1, frame.paragraphs)}"

    @contextmanager
    def inside(self, where: str) -> Iterator[list[NoteBlock]]:
        """Collect what comes into a list of its own, all of it standing at one place."""
        frame = _Frame(prefix=where)
        self._frames.append(frame)
        try:
            yield frame.blocks
        finally:
            self._without_caption(frame)
            self._frames.pop()

    # blocks

    def add(self, block: NoteBlock) -> None:
        """Add a block."""
        frame = self._frames[-1]
        if frame.caption is not None and isinstance(block, NotePicture):
            block, frame.caption = replace(block, caption=_caption(frame.caption.text)), None
        self._without_caption(frame)
        frame.blocks.append(block)

    def text(self, text: NoteText) -> None:
        """Add a text when it says anything: its runs made one where they are set alike, its ends without spaces."""
        clean = self.cleaned(text)
        if clean is not None:
            self.add(clean)

    def cleaned(self, text: NoteText) -> NoteText | None:
        """Return a text as it is kept, an item where it was typed as one; None when it says nothing."""
        depth = text.level or _indentation(text.text)
        runs = tidy(text.runs)
        if not runs:
            return None
        if text.kind is TextKind.HEADING:
            runs = tidy([replace(run, emphasis=run.emphasis & ~_OF_HEADINGS) for run in runs])
        self.effort.text(text.text)
        text = replace(text, runs=runs)
        if text.kind is TextKind.PARAGRAPH and (item := typed_item(text.text)) is not None:
            return replace(
                text,
                kind=TextKind.ITEM,
                runs=tidy(without_first(runs, item.begins)),
                marker=item.marker,
                ticked=item.ticked,
                level=depth,
            )
        return text

    def caption(self, text: NoteText) -> None:
        """Take a text for the caption of the picture before it, else of the one after it, else for a paragraph."""
        clean = self.cleaned(text)
        if clean is None:
            return
        frame = self._frames[-1]
        last = frame.blocks[-1] if frame.blocks else None
        if isinstance(last, NotePicture) and not last.caption:
            frame.blocks[-1] = replace(last, caption=_caption(clean.text))
            return
        self._without_caption(frame)
        frame.caption = clean

    @staticmethod
    def _without_caption(frame: _Frame) -> None:
        if frame.caption is not None:
            frame.blocks.append(frame.caption)
            frame.caption = None

    def picture(self, found: FoundPicture, place: NotePlace) -> None:
        """Add a picture; one that no newscast can show is told instead."""
        extension = next((end for at, sign, end in _PICTURES if found.content[at : at + len(sign)] == sign), "")
        if not extension:
            kind = PurePosixPath(found.name).suffix.lstrip(".").upper() or "sans nom de format"
            message = f"{place.where} : une image n'est pas reprise ({kind}, qui n'est pas une photo)"
            self.tell(
                message, "l'enregistrer en PNG ou en JPEG, et la donner à part", Level.WARNING, Code("document-image")
            )
            if found.alternative.strip():
                self.text(paragraph(found.alternative, place))
            return
        self._pictures += 1
        stem = slug(PurePosixPath(found.name).stem)[:40] or "image"
        name = f"{stem}{extension}"
        while name in self._names:
            name = f"{stem}-{self._pictures}{extension}"
            stem = f"{stem}-{self._pictures}"
        self._names.add(name)
        self.add(
            NotePicture(
                name=name,
                digest=hashlib.sha256(found.content).hexdigest(),
                size=len(found.content),
                content=found.content,
                place=place,
                alternative=" ".join(found.alternative.split()),
                shown=found.shown,
            )
        )

    def comment(self, comment: NoteComment) -> None:
        """Add a comment when it says anything."""
        runs = tidy(comment.runs)
        if runs:
            self.effort.text(comment.text)
            self.add(replace(comment, runs=runs, about=" ".join(comment.about.split())))

    def margin(self, text: NoteText) -> None:
        """Add a text of a header or a footer, once."""
        clean = self.cleaned(text)
        if clean is None or not any(sign.isalpha() for sign in clean.text):
            return
        if clean.text not in {known.text for known in self.margins}:
            self.margins.append(clean)

    def leave_out(self, text: str, reason: LeftOutReason, where: str = "", author: str = "") -> None:
        """Keep a text that the reader of the document does not see, apart."""
        text = _UNSEEN.sub("", text).strip()
        if text:
            self.effort.text(text)
            self.left_out.append(LeftOut(text, reason, NotePlace(self.file, where or self.here()), author))

    def tell(self, message: str, advice: str, level: Level, code: Code) -> None:
        """Keep what is to be told, once."""
        finding = Finding(Mark(self.file), message, advice, level, code=code)
        if finding not in self.told:
            self.told.append(finding)

    def finish(self, *, title: str = "", author: str = "", date: str = "") -> Document:
        """Return the document."""
        frame = self._frames[0]
        self._without_caption(frame)
        self._tell_left_out()
        return Document(
            file=self.file,
            format=self.format,
            blocks=with_headings(frame.blocks),
            margins=tuple(self.margins),
            left_out=tuple(self.left_out),
            title=" ".join(title.split()),
            author=" ".join(author.split()),
            date=date.strip()[:10],
            told=tuple(self.told),
        )

    def _tell_left_out(self) -> None:
        deleted = [each for each in self.left_out if each.reason is LeftOutReason.DELETED]
        hidden = [each for each in self.left_out if each.reason is LeftOutReason.HIDDEN]
        if deleted:
            said = counted(len(deleted), "passage supprimé", "passages supprimés")
            message = f"{deleted[0].place.where} : {said} dans le suivi des modifications, mis à part"
            advice = "accepter ou refuser les modifications pour en décider"
            self.tell(message, advice, Level.NOTE, Code("document-suivi"))
        if hidden:
            said = counted(len(hidden), "texte masqué", "textes masqués")
            message = f"{hidden[0].place.where} : {said}, mis à part"
            self.tell(message, "l'afficher dans le document s'il compte", Level.NOTE, Code("document-masque"))


def paragraph(text: str, place: NotePlace, part: DocumentPart = DocumentPart.BODY) -> NoteText:
    """Return a paragraph of plain words."""
    return NoteText(kind=TextKind.PARAGRAPH, runs=(NoteRun(text),), place=place, part=part)


def tidy(runs: Sequence[NoteRun]) -> tuple[NoteRun, ...]:
    """Return runs without signs that nobody sees, those set alike made one, spaces set as what is before them."""
    merged: list[NoteRun] = []
    for run in runs:
        text = _UNSEEN.sub("", run.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))
        if not text:
            continue
        last = merged[-1] if merged else None
        if last is not None and last.link == run.link and (last.emphasis == run.emphasis or not text.strip()):
            merged[-1] = replace(last, text=last.text + text)
        elif last is not None and last.link == run.link and not last.text.strip():
            merged[-1] = replace(run, text=last.text + text)
        else:
            merged.append(replace(run, text=text))
    while merged and not merged[0].text.strip():
        merged.pop(0)
    while merged and not merged[-1].text.strip():
        merged.pop()
    if merged:
        merged[0] = replace(merged[0], text=merged[0].text.lstrip())
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip())
    return tuple(merged)


def _indentation(text: str) -> int:
    spaces = text[: len(text) - len(text.lstrip())]
    return min(8, spaces.count("\t") + spaces.count(" ") // 2)


def _caption(text: str) -> str:
    return " ".join((_CAPTION_NUMBER.sub("", text) or text).split())
