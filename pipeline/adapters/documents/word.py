"""Word documents (.docx), as Word, LibreOffice, Google Docs and Pages write them: nothing run, nothing followed.

Source: ECMA-376 part 1 (WordprocessingML), [MS-DOCX] for comments that are settled and boxes to tick.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from pipeline.adapters.documents.archive import Archive
from pipeline.adapters.documents.composing import Composer, FoundPicture
from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.grids import CellsPlaced, add_table, cell_place
from pipeline.adapters.documents.trees import below, deep, inner
from pipeline.adapters.documents.word_package import WordPackage, value, whole
from pipeline.adapters.documents.word_words import GONE, NOTE_PARTS, WordBeside, WordParagraph, WordsReader, bare_words
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

_EMU = 360_000
"""English Metric Units in a centimetre."""

_POINTS = 72 / 2.54
_BLOCKS_WITHIN = frozenset({"w:sdtContent", "w:ins", "w:moveTo", "w:customXml"})


def read_word(content: bytes, effort: Effort) -> Document:
    """Return what a Word document says; raises ScriptError for one that cannot be read, or not safely."""
    return _Reader(WordPackage(Archive(content, effort)), Composer(effort, "Word")).read()


class _Reader:
    """Walks the parts of one document."""

    def __init__(self, package: WordPackage, composer: Composer) -> None:
        self.package = package
        self.composer = composer
        self.words = WordsReader(package, composer)
        self.kept: list[NoteRun] = []
        self.comments: dict[str, ET.Element] = {}
        self.settled: frozenset[str] = frozenset()
        self.notes: dict[str, dict[str, ET.Element]] = {}

    def read(self) -> Document:
        """Read everything."""
        root = self.package.archive.tree(self.package.main)
        body = below(root, "w:body")
        if root.tag != "w:document" or body is None:
            raise self.composer.effort.damaged("il n'a pas de texte")
        self._load_comments()
        for kind in NOTE_PARTS.values():
            self.notes[kind] = self._by_id(kind, f"w:{kind[:-1]}")
        self._told()
        self._margins(body)
        self._blocks(body)
        return self.composer.finish(**self._about())

    def _about(self) -> dict[str, str]:
        name = next((n for n in self.package.archive.names if n.lower().endswith("docprops/core.xml")), "")
        root = self.package.archive.tree_if_any(name)
        if root is None:
            return {}
        told = {"title": "dc:title", "author": "dc:creator", "date": "dcterms:created"}
        return {key: getattr(below(root, tag), "text", "") or "" for key, tag in told.items()}

    def _told(self) -> None:
        names = [name.lower() for name in self.package.archive.names]
        if any(name.endswith("vbaproject.bin") for name in names):
            message = "ce document contient des macros ; elles ne sont ni lues ni exécutées"
            self.composer.tell(message, "l'enregistrer en .docx", Level.NOTE, Code("document-macro"))

    # what stands in other parts

    def _by_id(self, kind: str, tag: str) -> dict[str, ET.Element]:
        root = self.package.archive.tree_if_any(self.package.of_kind(kind))
        return {each.get("w:id", ""): each for each in root.iter(tag)} if root is not None else {}

    def _load_comments(self) -> None:
        self.comments = self._by_id("comments", "w:comment")
        root = self.package.archive.tree_if_any(self.package.of_kind("commentsExtended"))
        if root is not None:
            done = {each.get("w15:paraId") for each in root if each.get("w15:done") in {"1", "true"}}
            self.settled = frozenset(
                name
                for name, each in self.comments.items()
                if any(p.get("w14:paraId") in done for p in each.iter("w:p"))
            )

    def _margins(self, body: ET.Element) -> None:
        for tag, part in (("w:headerReference", DocumentPart.HEADER), ("w:footerReference", DocumentPart.FOOTER)):
            where = "en-tête" if part is DocumentPart.HEADER else "pied de page"
            names = dict.fromkeys(each.get("r:id", "") for each in body.iter(tag))
            for relation in filter(None, map(self.package.relations(self.package.main).get, names)):
                if relation.outside or relation.target not in self.package.archive:
                    continue
                root = self.package.archive.tree(relation.target)
                with self.words.of_part(relation.target):
                    for element in root.iter("w:p"):
                        runs, place = tuple(self.words.met(element).runs), NotePlace(self.composer.file, where)
                        self.composer.margin(NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=place, part=part))

    # blocks

    def _blocks(self, parent: ET.Element, part: DocumentPart = DocumentPart.BODY) -> None:
        for element in inner(parent):
            self.composer.effort.step()
            if element.tag == "w:p":
                self._paragraph(element, part)
            elif element.tag == "w:tbl":
                self._table(element)
            elif element.tag == "w:sdt":
                self._control(element, part)
            elif element.tag in _BLOCKS_WITHIN:
                self._blocks(element, part)
            elif element.tag in GONE:
                gone = "\n".join(bare_words(each) for each in element.iter("w:p"))
                self.composer.leave_out(gone, LeftOutReason.DELETED, author=element.get("w:author", ""))
            elif element.tag == "w:altChunk":
                message = f"{self.composer.here()} : un autre document est glissé ici et n'est pas lu"
                self.composer.tell(
                    message, "l'ouvrir et l'enregistrer dans Word", Level.WARNING, Code("document-objet")
                )

    def _control(self, element: ET.Element, part: DocumentPart) -> None:
        """Read a content control: the table of contents is left out, a field that still shows its hint is empty."""
        gallery = value(element, "w:sdtPr/w:docPartObj/w:docPartGallery")
        content = below(element, "w:sdtContent")
        if content is None or "Table of Contents" in gallery or below(element, "w:sdtPr/w:showingPlcHdr") is not None:
            return
        self._blocks(content, part)

    def _paragraph(self, element: ET.Element, part: DocumentPart) -> None:
        met = self.words.met(element)
        if self._merged_into_next(element):
            self.kept = [*self.kept, *met.runs]
            self._aside(met, self.composer.here())
            return
        if self.kept:
            met.runs[:0] = self.kept
            self.kept = []
        if not met.said:
            self._aside(met, self.composer.here())
            return
        place = self.composer.place()
        self._aside(met, place.where)
        self._written(element, met, place, part)
        for each in met.after:
            self._beside(each, place)

    def _beside(self, each: WordBeside, place: NotePlace) -> None:
        """Add what belongs to a paragraph and is not of its words."""
        if each.element is not None and each.kind == "box":
            self._blocks(each.element, DocumentPart.BOX)
        elif each.element is not None:
            self._picture(each.element, place)
        elif each.name in self.notes.get(each.kind, {}):
            self._note(self.notes[each.kind][each.name], each.kind, place)
        elif each.kind == "comment" and each.name in self.comments:
            self._comment(each.name, place)

    def _written(self, element: ET.Element, met: WordParagraph, place: NotePlace, part: DocumentPart) -> None:
        """Add the words of a paragraph as what its style makes of them."""
        package = self.package
        style = value(element, "w:pPr/w:pStyle")
        if package.is_contents(style):
            return
        text = NoteText(kind=TextKind.PARAGRAPH, runs=tuple(met.runs), place=place, part=part, ticked=met.ticked)
        if package.is_caption(style):
            self.composer.caption(text)
            return
        outline = whole(value(element, "w:pPr/w:outlineLvl"))
        heading = package.heading_of(style)
        if outline is not None and outline < 9:
            heading = outline + 1
        list_id, level = self._list_of(element, style)
        marker = package.lists.marker(list_id, level) if list_id and any(r.text.strip() for r in met.runs) else ""
        if heading is not None:
            text = _like(text, TextKind.HEADING, heading, marker)
        elif list_id:
            text = _like(text, TextKind.ITEM, level, marker)
        self.composer.text(text)

    def _list_of(self, element: ET.Element, style: str) -> tuple[str, int]:
        """Return the list that a paragraph is an item of, and how deep; the list is empty for none."""
        own, depth = value(element, "w:pPr/w:numPr/w:numId"), whole(value(element, "w:pPr/w:numPr/w:ilvl"))
        line = self.package.line_of(style)
        list_id = own or next((each.list_id for each in line if each.list_id), "")
        styled = next((each.list_level for each in line if each.list_level is not None), 0)
        return ("", 0) if list_id == "0" else (list_id, min(8, max(0, styled if depth is None else depth)))

    def _aside(self, met: WordParagraph, where: str) -> None:
        authors = dict.fromkeys(author for _, author in met.deleted)
        for author in authors:
            text = "".join(each for each, by in met.deleted if by == author)
            self.composer.leave_out(text, LeftOutReason.DELETED, where, author)
        self.composer.leave_out("".join(met.hidden), LeftOutReason.HIDDEN, where)

    @staticmethod
    def _merged_into_next(element: ET.Element) -> bool:
        """Tell whether the end of a paragraph was deleted: it goes on in the next one."""
        mark = below(element, "w:pPr/w:rPr")
        return mark is not None and (below(mark, "w:del") is not None or below(mark, "w:moveFrom") is not None)

    def _note(self, note: ET.Element, kind: str, place: NotePlace) -> None:
        if note.get("w:type") in {"separator", "continuationSeparator", "continuationNotice"}:
            return
        name = "note de bas de page" if kind == "footnotes" else "note de fin"
        where = f"{name} du {place.where}" if place.where.startswith("paragraphe") else f"{name}, {place.where}"
        for each in note.iter("w:p"):
            with self.words.of_part(self.package.of_kind(kind)):
                met = self.words.met(each)
            self._aside(met, where)
            runs, spot = tuple(met.runs), NotePlace(place.file, where)
            self.composer.text(NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=spot, part=DocumentPart.FOOTNOTE))

    def _comment(self, name: str, place: NotePlace) -> None:
        comment = self.comments.pop(name)
        runs: list[NoteRun] = []
        with self.words.of_part(self.package.of_kind("comments")):
            for each in comment.iter("w:p"):
                runs.extend([NoteRun("\n"), *self.words.met(each).runs] if runs else self.words.met(each).runs)
        self.composer.comment(
            NoteComment(
                runs=tuple(runs),
                place=NotePlace(place.file, f"commentaire, {place.where}"),
                about=self.words.about.pop(name, "") or "".join(self.words.open_comments.pop(name, [])),
                author=comment.get("w:author", ""),
                date=comment.get("w:date", "")[:10],
                settled=name in self.settled,
            )
        )

    # tables

    def _table(self, table: ET.Element) -> None:
        place = self.composer.table_place()
        rows: list[CellsPlaced] = []
        above: dict[int, tuple[int, int]] = {}
        for row in _within(table, "w:tr"):
            if below(row, "w:trPr/w:del") is not None:
                gone = "\t".join(bare_words(each) for each in _within(row, "w:tc"))
                self.composer.leave_out(gone, LeftOutReason.DELETED, place.where)
                continue
            cells: dict[int, NoteCell] = {}
            at = whole(value(row, "w:trPr/w:gridBefore"), 0) or 0
            for cell in _within(row, "w:tc"):
                self.composer.effort.cell()
                span = min(100, max(1, whole(value(cell, "w:tcPr/w:gridSpan"), 1) or 1))
                merge = below(cell, "w:tcPr/w:vMerge")
                if merge is not None and merge.get("w:val", "continue") == "continue" and at in above:
                    number, column = above[at]
                    rows[number] = {**rows[number], column: _taller(rows[number][column])}
                else:
                    cells[at] = self._cell(cell, cell_place(place, len(rows), at), span)
                    above[at] = (len(rows), at)
                at += span
            rows.append(cells)
        add_table(self.composer, rows, place)

    def _cell(self, cell: ET.Element, where: str, span: int) -> NoteCell:
        with self.composer.inside(where) as blocks:
            self._blocks(cell)
        names = [each.get("w:val", "") for each in cell.iter("w:tag")]
        place = NotePlace(self.composer.file, where)
        return NoteCell(blocks=tuple(blocks), place=place, covers=(1, span), field=names[0] if len(names) == 1 else "")

    def _picture(self, element: ET.Element, place: NotePlace) -> None:
        about = next(deep(element, "wp:docPr"), None)
        extent = next(deep(element, "wp:extent"), None)
        shown = (0.0, 0.0) if extent is None else (_cm(extent.get("cx", ""), _EMU), _cm(extent.get("cy", ""), _EMU))
        alternative = (about.get("descr", "") or about.get("title", "")) if about is not None else ""
        for each in deep(element, "a:blip", "v:imagedata"):
            name = each.get("r:embed") or each.get("r:id") or each.get("r:link") or ""
            relation = self.package.relations(self.words.part).get(name)
            if relation is None or relation.outside or relation.target not in self.package.archive:
                message = f"{place.where} : une image est liée et n'est pas dans le document ; elle n'est pas suivie"
                advice = "l'insérer dans le document, ou la donner à part"
                self.composer.tell(message, advice, Level.WARNING, Code("document-externe"))
                continue
            if each.tag == "v:imagedata":
                shape = next((s for s in element.iter("v:shape") if each in s), None)
                alternative = (shape.get("alt", "") if shape is not None else "") or each.get("o:title", "")
                shown = _vml_size(shape.get("style", "") if shape is not None else "")
            self.composer.picture(
                FoundPicture(self.package.archive.picture(relation.target), relation.target, alternative, shown), place
            )


def _like(text: NoteText, kind: TextKind, level: int, marker: str) -> NoteText:
    return NoteText(
        kind=kind, runs=text.runs, place=text.place, level=level, marker=marker, ticked=text.ticked, part=text.part
    )


def _taller(cell: NoteCell) -> NoteCell:
    rows, columns = cell.covers
    return NoteCell(blocks=cell.blocks, place=cell.place, covers=(rows + 1, columns), field=cell.field)


def _within(parent: ET.Element, tag: str) -> Iterator[ET.Element]:
    """Yield the rows of a table or the cells of a row, in content controls too."""
    for element in inner(parent):
        if element.tag == tag:
            yield element
        elif element.tag in {"w:sdt", "w:sdtContent", "w:ins", "w:customXml"}:
            yield from _within(element, tag)


def _cm(text: str, unit: float) -> float:
    return round((whole(text, 0) or 0) / unit, 2)


def _vml_size(style: str) -> tuple[float, float]:
    found = {name: float(size) for name, size in re.findall(r"(width|height):\s*(\d{1,5}(?:\.\d{1,4})?)pt", style)}
    return (round(found.get("width", 0) / _POINTS, 2), round(found.get("height", 0) / _POINTS, 2))
