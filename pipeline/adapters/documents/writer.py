"""OpenDocument texts (.odt), as LibreOffice, Word and Google Docs write them: nothing run, nothing followed.

Source: ODF 1.3, parts 2 (packages) and 3 (schema).
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.adapters.documents.archive import Archive, locked
from pipeline.adapters.documents.composing import Composer, FoundPicture
from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.grids import CellsPlaced, add_table, cell_place
from pipeline.adapters.documents.trees import below
from pipeline.adapters.documents.word_package import numeral
from pipeline.adapters.documents.writer_styles import WriterLevel, WriterStyles
from pipeline.adapters.documents.writer_words import UNSAID, WriterParagraph, WriterWords, bare_text, counted_in
from pipeline.errors import Code, Level
from pipeline.model.notes import (
    Document,
    DocumentPart,
    LeftOutReason,
    NoteCell,
    NoteComment,
    NotePlace,
    NoteRun,
    NoteText,
    TextKind,
)

_CONTENTS = frozenset({
    "text:table-of-content", "text:illustration-index", "text:table-index", "text:alphabetical-index",
    "text:user-index", "text:object-index",
})  # fmt: skip
"""Lists of what stands elsewhere in the document."""

_BLOCKS = frozenset({
    "text:p", "text:h", "text:list", "table:table", "text:section", "text:numbered-paragraph", "table:table-group",
})  # fmt: skip
_UNITS = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6, "px": 2.54 / 96}


@dataclass(frozen=True, slots=True)
class _Written:
    """How a paragraph is to be taken: as what, how deep, in which part."""

    kind: TextKind = TextKind.PARAGRAPH
    level: int = 0
    marker: str = ""
    part: DocumentPart = DocumentPart.BODY


@dataclass(slots=True)
class _Counted:
    """A list that is open: how its items are written, how many were."""

    style: str
    depth: int
    level: WriterLevel | None
    count: int


def read_writer(content: bytes, effort: Effort) -> Document:
    """Return what an OpenDocument text says; raises ScriptError for one that cannot be read, or not safely."""
    archive = Archive(content, effort)
    unlocked(archive, effort)
    return WriterReader(archive, Composer(effort, "LibreOffice")).read()


def unlocked(archive: Archive, effort: Effort) -> None:
    """Raise ScriptError for an OpenDocument file that a password protects."""
    manifest = archive.tree_if_any("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("manifest:encryption-data"), None) is not None:
        raise locked(effort.file)


class WriterReader:
    """Walks one document; `styles` and `composer` are its own."""

    def __init__(self, archive: Archive, composer: Composer) -> None:
        self.archive = archive
        self.composer = composer
        self.root = archive.tree("content.xml")
        shared = archive.tree_if_any("styles.xml")
        self.shared = shared
        self.styles = WriterStyles((self.root,) if shared is None else (shared, self.root))
        self.words = WriterWords(self.styles, composer)
        self.counts: dict[str, int] = {}

    def read(self) -> Document:
        """Read everything."""
        body = below(self.root, "office:body/office:text")
        if body is None:
            raise self.composer.effort.damaged("il n'a pas de texte")
        for region in self.root.iter("text:changed-region"):
            gone = below(region, "text:deletion")
            if gone is not None:
                text = "\n".join(bare_text(each) for each in gone if each.tag in {"text:p", "text:h", "text:list"})
                author = next((each.text or "" for each in region.iter("dc:creator")), "")
                self.words.deleted[region.get("text:id", "")] = (text, author)
        self._told()
        self._ranges(body)
        self._margins()
        self._blocks(body)
        return self.composer.finish(**self.about())

    def about(self) -> dict[str, str]:
        """Return what the file says of itself."""
        root = self.archive.tree_if_any("meta.xml")
        if root is None:
            return {}
        told = {"title": "dc:title", "author": "meta:initial-creator", "date": "meta:creation-date"}
        return {key: next((each.text or "" for each in root.iter(tag)), "") for key, tag in told.items()}

    def _told(self) -> None:
        if any(name.startswith(("Basic/", "Scripts/")) for name in self.archive.names):
            message = "ce document contient des macros ; elles ne sont ni lues ni exécutées"
            self.composer.tell(message, "rien : seul le texte compte", Level.NOTE, Code("document-macro"))

    def _ranges(self, body: ET.Element) -> None:
        """Note which comments end somewhere else than where they begin: they are about what is between."""
        for each in body.iter("office:annotation-end"):
            self.words.about[each.get("office:name", "")] = ""

    def _margins(self) -> None:
        for master in self.shared.iter("style:master-page") if self.shared is not None else ():
            for area in master:
                name = area.tag.removeprefix("style:").partition("-")[0]
                part = {"header": DocumentPart.HEADER, "footer": DocumentPart.FOOTER}.get(name)
                if part is None:
                    continue
                where = "en-tête" if part is DocumentPart.HEADER else "pied de page"
                for element in (each for each in area.iter() if each.tag in {"text:p", "text:h"}):
                    runs, place = tuple(self.words.met(element).runs), NotePlace(self.composer.file, where)
                    self.composer.margin(NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=place, part=part))

    # blocks

    def _blocks(self, parent: ET.Element, written: _Written = _Written()) -> None:
        for element in parent:
            self.composer.effort.step()
            if element.tag in {"text:p", "text:h"}:
                self._paragraph(element, written)
            elif element.tag == "text:list":
                self._list(element, written, None)
            elif element.tag == "table:table":
                self._table(element)
            elif element.tag == "office:annotation":
                self._comment(element, self.composer.place())
            elif element.tag == "text:change":
                self._gone(element, self.composer.here())
            elif element.tag.startswith("draw:"):
                self._drawn(element, self.composer.place(), written)
            elif element.tag in UNSAID or element.tag in _CONTENTS:
                continue
            elif element.tag == "text:section" and element.get("text:display") == "none":
                self.composer.leave_out(bare_text(element), LeftOutReason.HIDDEN)
            else:
                self._blocks(element, written)

    def _paragraph(self, element: ET.Element, written: _Written) -> None:
        met = self.words.met(element)
        if not met.said:
            self._aside(met, self.composer.here())
            return
        place = self.composer.place()
        self._aside(met, place.where)
        style = element.get("text:style-name", "")
        runs = tuple(met.runs)
        text = NoteText(
            kind=written.kind, runs=runs, place=place, level=written.level, marker=written.marker, part=written.part
        )
        heading = self._heading(element, style)
        if self.styles.is_caption(style):
            self.composer.caption(text)
        elif heading is not None and written.part is DocumentPart.BODY:
            self.composer.text(replace(text, kind=TextKind.HEADING, level=heading))
        else:
            self.composer.text(text)
        for each in met.after:
            self._beside(each, place, written)

    def _heading(self, element: ET.Element, style: str) -> int | None:
        level = element.get("text:outline-level", "")
        if element.tag == "text:h":
            return int(level) if re.fullmatch(r"\d{1,2}", level) else 1
        return self.styles.heading_of(style)

    def _beside(self, element: ET.Element, place: NotePlace, written: _Written) -> None:
        """Add what belongs to a paragraph and is not of its words."""
        if element.tag == "text:note":
            self._note(element, place)
        elif element.tag == "office:annotation":
            self._comment(element, place)
        else:
            self._drawn(element, place, written)

    def _list(self, element: ET.Element, written: _Written, outer: _Counted | None) -> None:
        style = element.get("text:style-name", "") or (outer.style if outer else "")
        depth = outer.depth + 1 if outer else 0
        level = self.styles.list_level(style, depth)
        begun = level.start - 1 if level else 0
        goes_on = element.get("text:continue-numbering") == "true" or element.get("text:continue-list")
        key = f"{style} {depth}"
        here = _Counted(style, depth, level, self.counts.get(key, begun) if goes_on else begun)
        for item in element:
            if item.tag not in {"text:list-item", "text:list-header"}:
                continue
            self._item(item, here, written)
        self.counts[key] = here.count

    def _item(self, item: ET.Element, here: _Counted, written: _Written) -> None:
        start = item.get("text:start-value", "")
        first = item.tag == "text:list-item"
        for each in item:
            if each.tag == "text:list":
                self._list(each, written, here)
            elif each.tag == "text:h":
                self._paragraph(each, written)
            elif each.tag == "text:p" and first and self.words.met(each).said:
                first = False
                here.count = int(start) if re.fullmatch(r"\d{1,6}", start) else here.count + 1
                marker = ""
                if here.level is not None and here.level.form:
                    marker = f"{here.level.before}{numeral(here.count, here.level.form)}{here.level.after}".strip()
                self._paragraph(each, _Written(TextKind.ITEM, min(8, here.depth), marker, written.part))
            elif each.tag == "text:p":
                self._paragraph(each, written)

    def _note(self, element: ET.Element, place: NotePlace) -> None:
        body = below(element, "text:note-body")
        end = element.get("text:note-class") == "endnote"
        name = "note de fin" if end else "note de bas de page"
        where = f"{name} du {place.where}" if place.where.startswith("paragraphe") else f"{name}, {place.where}"
        for each in body if body is not None else ():
            spot, runs = NotePlace(place.file, where), tuple(self.words.met(each).runs)
            self.composer.text(NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=spot, part=DocumentPart.FOOTNOTE))

    def _comment(self, element: ET.Element, place: NotePlace) -> None:
        name = element.get("office:name", "")
        runs: list[NoteRun] = []
        for each in (part for part in element.iter() if part.tag in {"text:p", "text:h"}):
            runs.extend([NoteRun("\n"), *self.words.met(each).runs] if runs else self.words.met(each).runs)
        self.composer.comment(
            NoteComment(
                runs=tuple(runs),
                place=NotePlace(place.file, f"commentaire, {place.where}"),
                about=self.words.about.get(name, "") or "".join(self.words.open_comments.get(name, [])),
                author=next((each.text or "" for each in element.iter("dc:creator")), ""),
                date=next((each.text or "" for each in element.iter("dc:date")), "")[:10],
                settled=element.get("loext:resolved") == "true",
            )
        )

    def _aside(self, met: WriterParagraph, where: str) -> None:
        for text, author in met.deleted:
            self.composer.leave_out(text, LeftOutReason.DELETED, where, author)
        self.composer.leave_out("".join(met.hidden), LeftOutReason.HIDDEN, where)

    def _gone(self, element: ET.Element, where: str) -> None:
        text, author = self.words.deleted.pop(element.get("text:change-id", ""), ("", ""))
        self.composer.leave_out(text, LeftOutReason.DELETED, where, author)

    # tables

    def _table(self, table: ET.Element) -> None:
        place = self.composer.table_place()
        rows: list[CellsPlaced] = []
        for row in rows_within(table, "table:table-row"):
            cells: dict[int, NoteCell] = {}
            at = 0
            for cell in row:
                if cell.tag not in {"table:table-cell", "table:covered-table-cell"}:
                    continue
                repeated = counted_in(cell, "table:number-columns-repeated", 64)
                self.composer.effort.cell(repeated)
                if cell.tag == "table:table-cell":
                    for _ in range(repeated):
                        cells[at] = self.cell(cell, cell_place(place, len(rows), at))
                        at += 1
                else:
                    at += repeated
            rows.append(cells)
        add_table(self.composer, rows, place)

    def cell(self, cell: ET.Element, where: str) -> NoteCell:
        """Return what a cell of a table holds."""
        with self.composer.inside(where) as blocks:
            self._blocks(cell)
        spans = (counted_in(cell, f"table:number-{each}-spanned", 1000) for each in ("rows", "columns"))
        covers = next(spans), next(spans)
        return NoteCell(blocks=tuple(blocks), place=NotePlace(self.composer.file, where), covers=covers)

    # pictures and boxes

    def _drawn(self, element: ET.Element, place: NotePlace, written: _Written) -> None:
        """Add the pictures, the boxes and the other objects of a frame or a drawing."""
        if element.tag == "office:annotation":
            self._comment(element, place)
            return
        images = [each for each in element if each.tag == "draw:image"]
        box = below(element, "draw:text-box")
        if box is not None:
            self._box(box, written)
        elif images:
            self._picture(element, images, place)
        elif next((each for each in element if each.tag in {"draw:object", "draw:object-ole"}), None) is not None:
            message = f"{place.where} : un graphique ou un objet d'un autre logiciel n'est pas lu"
            advice = "en faire une image, ou en écrire les chiffres"
            self.composer.tell(message, advice, Level.WARNING, Code("document-objet"))
        else:
            for each in element:
                if each.tag in _BLOCKS:
                    self._blocks([each], replace(written, part=DocumentPart.BOX))  # type: ignore[arg-type]
                elif each.tag.startswith("draw:"):
                    self._drawn(each, place, written)

    def _box(self, box: ET.Element, written: _Written) -> None:
        """Add a box: the words beside a picture in it are its caption."""
        pictured = next((each for each in box.iter("draw:image")), None) is not None
        if not pictured:
            self._blocks(box, replace(written, part=DocumentPart.BOX))
            return
        for each in box:
            if each.tag not in {"text:p", "text:h"}:
                self._blocks([each], replace(written, part=DocumentPart.BOX))  # type: ignore[arg-type]
                continue
            met, place = self.words.met(each), self.composer.place()
            for frame in met.after:
                self._beside(frame, place, written)
            self.composer.caption(
                NoteText(kind=TextKind.PARAGRAPH, runs=tuple(met.runs), place=place, part=DocumentPart.BOX)
            )

    def _picture(self, frame: ET.Element, images: list[ET.Element], place: NotePlace) -> None:
        inside = [each for each in images if each.get("xlink:href", "").removeprefix("./") in self.archive]
        told = {each.tag: " ".join("".join(each.itertext()).split()) for each in frame if each.tag in _TOLD}
        alternative = told.get("svg:desc") or told.get("svg:title") or ""
        if not inside:
            message = f"{place.where} : une image est liée et n'est pas dans le document ; elle n'est pas suivie"
            advice = "l'insérer dans le document, ou la donner à part"
            self.composer.tell(message, advice, Level.WARNING, Code("document-externe"))
            if alternative:
                runs = (NoteRun(alternative),)
                self.composer.text(NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=place))
            return
        name = inside[0].get("xlink:href", "").removeprefix("./")
        shown = _cm(frame.get("svg:width", "")), _cm(frame.get("svg:height", ""))
        self.composer.picture(FoundPicture(self.archive.picture(name), name, alternative, shown), place)


_TOLD = frozenset({"svg:title", "svg:desc"})


def _cm(text: str) -> float:
    found = re.fullmatch(r"(\d{1,5}(?:\.\d{1,6})?)([a-z]{2})", text)
    return round(float(found[1]) * _UNITS.get(found[2], 0), 2) if found else 0.0


def rows_within(parent: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Yield the rows of a table, in groups too."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in {"table:table-header-rows", "table:table-rows", "table:table-row-group"}:
            yield from rows_within(element, tag)
