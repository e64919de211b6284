"""Excel workbooks (.xlsx), as Excel, LibreOffice and Google Sheets write them: what cells show; no formula is run.

Source: ECMA-376 part 1 (SpreadsheetML).
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from pipeline.adapters.documents.archive import Archive
from pipeline.adapters.documents.composing import Composer, FoundPicture, paragraph
from pipeline.adapters.documents.effort import Effort
from pipeline.adapters.documents.grids import CellsPlaced, add_table, letters
from pipeline.adapters.documents.number_formats import BUILT_IN, shown
from pipeline.adapters.documents.trees import below, deep
from pipeline.adapters.documents.word_package import Relation, relations_in
from pipeline.errors import Code, Level
from pipeline.model.notes import Document, LeftOutReason, NoteCell, NoteComment, NotePlace, NoteRun

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def read_excel(content: bytes, effort: Effort) -> Document:
    """Return what a workbook says, a table a sheet; raises ScriptError for one that cannot be read, or not safely."""
    return _Reader(Archive(content, effort), Composer(effort, "Excel")).read()


class _Reader:
    """Walks one workbook."""

    def __init__(self, archive: Archive, composer: Composer) -> None:
        self.archive = archive
        self.composer = composer
        self.texts: list[str] = []
        self.forms: list[str] = []

    def read(self) -> Document:
        """Read everything."""
        name = next((n for n in self.archive.names if n.endswith("workbook.xml")), "xl/workbook.xml")
        root = self.archive.tree(name)
        relations = relations_in(self.archive, name)
        if any(each.lower().endswith("vbaproject.bin") for each in self.archive.names):
            message = "ce classeur contient des macros ; elles ne sont ni lues ni exécutées"
            self.composer.tell(message, "l'enregistrer en .xlsx", Level.NOTE, Code("document-macro"))
        self._load(relations)
        for sheet in root.iter("x:sheet"):
            target = relations.get(sheet.get("r:id", ""))
            if target is not None and not target.outside and target.target in self.archive:
                hidden = sheet.get("state", "visible") != "visible"
                self._sheet(target.target, sheet.get("name", ""), hidden=hidden)
        return self.composer.finish()

    def _load(self, relations: Mapping[str, Relation]) -> None:
        by_kind = {each.kind: each.target for each in relations.values() if each.target in self.archive}
        if "sharedStrings" in by_kind:
            self.texts = [_text(each) for each in self.archive.tree(by_kind["sharedStrings"]).iter("x:si")]
        if "styles" in by_kind:
            root = self.archive.tree(by_kind["styles"])
            own = {each.get("numFmtId", ""): each.get("formatCode", "General") for each in root.iter("x:numFmt")}
            cells = below(root, "x:cellXfs")
            for each in cells if cells is not None else ():
                number = each.get("numFmtId", "0")
                built = BUILT_IN.get(int(number), "General") if number.isdigit() else "General"
                self.forms.append(own.get(number, built))

    def _sheet(self, part: str, name: str, *, hidden: bool) -> None:
        root = self.archive.tree(part)
        relations = relations_in(self.archive, part)
        if next(root.iter("x:sheetData"), None) is None:
            message = f"la feuille « {name} » est un graphique et n'est pas lue"
            self.composer.tell(message, "en écrire les chiffres", Level.WARNING, Code("document-objet"))
            return
        comments = self._comments(relations)
        covers = _covers(root)
        unseen = {
            at
            for each in root.iter("x:col")
            if each.get("hidden") in {"1", "true"}
            for at in range(_number(each.get("min", "")) - 1, min(_number(each.get("max", "")), 16_384))
        }
        rows: dict[int, dict[int, NoteCell]] = {}
        for number, row in enumerate(root.iter("x:row")):
            at = _number(row.get("r", "")) - 1 if row.get("r") else number
            gone = hidden or row.get("hidden") in {"1", "true"}
            for place, cell in enumerate(row):
                self.composer.effort.cell()
                line, column = _where(cell.get("r", ""), (at, place))
                where = f"feuille {name}, cellule {letters(column)}{line + 1}"
                text = self._shown(cell, where)
                if gone or column in unseen:
                    self.composer.leave_out(text, LeftOutReason.HIDDEN, where)
                    continue
                made = self._cell(text, where, comments.get((line, column)), covers.get((line, column), (1, 1)))
                rows.setdefault(line, {})[column] = made
        height = max((line + 1 for line, cells in rows.items() if any(c.blocks for c in cells.values())), default=0)
        self.composer.effort.cell(height)
        every: list[CellsPlaced] = [rows.get(line, {}) for line in range(height)]
        add_table(self.composer, every, NotePlace(self.composer.file, f"feuille {name}"), name)
        self._pictures(relations, name)

    def _cell(self, text: str, where: str, comment: ET.Element | None, covers: tuple[int, int]) -> NoteCell:
        place = NotePlace(self.composer.file, where)
        with self.composer.inside(where) as blocks:
            self.composer.text(paragraph(text, place))
            if comment is not None:
                spot = NotePlace(self.composer.file, f"commentaire, {where}")
                self.composer.comment(NoteComment(runs=(NoteRun(_text(comment)),), place=spot, about=text))
        return NoteCell(blocks=tuple(blocks), place=place, covers=covers)

    def _shown(self, cell: ET.Element, where: str) -> str:
        """Return what a cell shows; a formula by the value that its file keeps of it, never worked out."""
        kind, stored = cell.get("t", "n"), below(cell, "x:v")
        value = (stored.text or "") if stored is not None else ""
        if kind == "s":
            return self.texts[int(value)] if value.isdigit() and int(value) < len(self.texts) else ""
        if kind == "inlineStr":
            return _text(cell)
        formula = below(cell, "x:f") is not None
        if kind == "e" or (formula and stored is None):
            message = f"{where} : une formule n'a pas de valeur ({value or 'jamais calculée'})"
            advice = "l'ouvrir dans le tableur et l'enregistrer, ou y écrire la valeur"
            self.composer.tell(message, advice, Level.WARNING, Code("document-formule"))
            return ""
        if kind == "b":
            return "VRAI" if value == "1" else "FAUX"
        if kind != "n":
            return value
        style = cell.get("s", "")
        form = self.forms[int(style)] if style.isdigit() and int(style) < len(self.forms) else "General"
        return shown(value, form)

    def _comments(self, relations: Mapping[str, Relation]) -> dict[tuple[int, int], ET.Element]:
        found: dict[tuple[int, int], ET.Element] = {}
        for each in relations.values():
            if each.kind == "comments" and each.target in self.archive:
                for comment in self.archive.tree(each.target).iter("x:comment"):
                    found[_where(comment.get("ref", ""), (0, 0))] = comment
        return found

    def _pictures(self, relations: Mapping[str, Relation], name: str) -> None:
        for drawing in (each.target for each in relations.values() if each.kind == "drawing"):
            if drawing not in self.archive:
                continue
            targets = relations_in(self.archive, drawing)
            for picture in self.archive.tree(drawing).iter("xdr:pic"):
                blip, about = next(deep(picture, "a:blip"), None), next(deep(picture, "xdr:cNvPr"), None)
                target = targets.get(blip.get("r:embed", "")) if blip is not None else None
                if target is None or target.outside or target.target not in self.archive:
                    continue
                told = about.get("descr", "") if about is not None else ""
                content = self.archive.picture(target.target)
                place = NotePlace(self.composer.file, f"feuille {name}")
                self.composer.picture(FoundPicture(content, target.target, told), place)


def _where(reference: str, otherwise: tuple[int, int]) -> tuple[int, int]:
    """Return the row and the column of « B4 », counted from 0."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return otherwise
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _covers(root: ET.Element) -> dict[tuple[int, int], tuple[int, int]]:
    covers = {}
    for each in root.iter("x:mergeCell"):
        first, _, last = each.get("ref", "").partition(":")
        (top, left), (bottom, right) = _where(first, (0, 0)), _where(last, (0, 0))
        covers[top, left] = (max(1, bottom - top + 1), max(1, right - left + 1))
    return covers


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,7}", text) else 1


def _text(element: ET.Element) -> str:
    """Return the words of a text, without how Japanese readings say them."""
    spoken = {id(each) for ruby in element.iter("x:rPh") for each in ruby.iter("x:t")}
    return "".join(each.text or "" for each in element.iter("x:t") if id(each) not in spoken)
