"""Every reader of documents: the same notes, written in any format, are the same blocks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.adapters.documents.composing import tidy
from pipeline.adapters.documents.reading import read_document
from pipeline.model.notes import (
    DocumentPart,
    Emphasis,
    NoteBlock,
    NoteCell,
    NoteComment,
    NotePicture,
    NotePlace,
    NoteRun,
    NoteTable,
    NoteText,
    TextKind,
)
from tests.fakes.written_text import markdown_file, plain_file
from tests.fakes.written_word import word_file
from tests.fakes.written_writer import writer_file

NOWHERE = NotePlace("", "")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
SAID = "À huit heures, Odile a déjà sorti douze chaises devant la maison du temps partagé."


def text(*runs: NoteRun | str, kind: TextKind = TextKind.PARAGRAPH) -> NoteText:
    made = tuple(run if isinstance(run, NoteRun) else NoteRun(run) for run in runs)
    return NoteText(kind=kind, runs=made, place=NOWHERE)


def heading(level: int, said: str, *, styled: bool = True) -> NoteText:
    return replace(text(said, kind=TextKind.HEADING), level=level, styled=styled)


def item(said: str, level: int = 0, marker: str = "") -> NoteText:
    return replace(text(said, kind=TextKind.ITEM), level=level, marker=marker)


def table(*rows: Sequence[str | NoteTable]) -> NoteTable:
    def cell(said: str | NoteTable) -> NoteCell:
        block = said if isinstance(said, NoteTable) else text(said)
        return NoteCell(blocks=() if said == "" else (block,), place=NOWHERE)

    return NoteTable(rows=tuple(tuple(map(cell, row)) for row in rows), place=NOWHERE)


PICTURE = NotePicture(
    name="place.png",
    digest=sha256(PNG).hexdigest(),
    size=len(PNG),
    content=PNG,
    place=NOWHERE,
    caption="La place un soir de marché",
    alternative="Des tables et des lampions",
    shown=(8.0, 4.5),
)

NOTES: Mapping[str, tuple[NoteBlock, ...]] = {
    "a title and its text": (heading(1, "La maison du temps partagé"), text(SAID), heading(2, "Le soir"), text("Fin.")),
    "the title of the whole": (heading(0, "Journal de l'atelier"), heading(1, "Un marché sans argent"), text(SAID)),
    "a line in bold": (text(SAID), heading(1, "Le forum des bonnes santés", styled=False), text("On y entre à pied.")),
    "a dialogue": (text("Inès : Bonjour Malo."), text("Malo : Bonjour ! On t'attendait « depuis l'aube ».")),
    "lines within a paragraph": (text("Premier vers,\nsecond vers,\net la fin."), text(SAID)),
    "a tab": (text("Qui parle\tOdile, 84 ans"), text(SAID)),
    "a list": (text("À filmer :"), item("la place"), item("les chaises", 1), item("le café"), text("Voilà.")),
    "numbers": (item("poser la table", 0, "1."), item("allumer le four", 0, "2."), text("Puis on mange.")),
    "words set apart": (
        text(
            "Un mot ",
            NoteRun("fort", Emphasis.BOLD),
            ", un ",
            NoteRun("penché", Emphasis.ITALIC),
            " et un ",
            NoteRun("rayé", Emphasis.STRUCK),
            ", voir ",
            NoteRun("le plan", link="https://exemple.fr/plan"),
            ".",
        ),
    ),
    "a table": (table(("Sujet", "Qui", "Durée"), ("Le café", "Malo", "2 min"), ("Le bal", "", "1 min")), text(SAID)),
    "a picture": (text(SAID), PICTURE, text("Puis la nuit.")),
    "margins": (
        text("Odile dit que ", NoteRun("deux mille heures"), " ont circulé."),
        NoteComment(
            runs=(NoteRun("À vérifier avec la mairie."),),
            place=NOWHERE,
            about="deux mille heures",
            author="Camille",
            date="2026-11-30",
        ),
        replace(text("Chiffre de la fiction."), part=DocumentPart.FOOTNOTE),
        replace(text("Encadré : le bal du samedi."), part=DocumentPart.BOX),
        text("La suite."),
    ),
    "a table in a table": (table(("Sujet", table(("Qui", "Quoi"), ("Malo", "le café"))), ("Le bal", "Inès")),),
}


@dataclass(frozen=True)
class Written:
    """A way to write notes: what it makes of blocks, its ending, the notes that it has no means for."""

    make: Callable[[Sequence[NoteBlock]], bytes]
    ending: str
    lacks: frozenset[str] = frozenset()
    unsized: bool = False


MARGINS = {"margins", "a table in a table", "the title of the whole"}
WITHOUT_MEANS = {"a line in bold", "words set apart", "a picture", "lines within a paragraph"}
FORMATS = {
    "Word": Written(word_file, ".docx"),
    "LibreOffice": Written(writer_file, ".odt"),
    "Markdown": Written(markdown_file, ".md", frozenset(MARGINS), unsized=True),
    "texte": Written(plain_file, ".txt", frozenset(MARGINS | WITHOUT_MEANS)),
}


def bare(block: NoteBlock, *, unsized: bool = False) -> NoteBlock:
    """Return a block without its place, and without the size of a picture where the format has none."""
    if isinstance(block, NoteTable):
        rows = tuple(
            tuple(NoteCell(blocks=tuple(map(bare, cell.blocks)), place=NOWHERE) for cell in row) for row in block.rows
        )
        return replace(block, rows=rows, place=NOWHERE)
    if isinstance(block, NotePicture) and unsized:
        block = replace(block, shown=(0.0, 0.0))
    return replace(block, place=NOWHERE)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("notes", NOTES)
def test_the_same_notes_are_the_same_blocks(notes: str, format_: str, tmp_path: Path) -> None:
    written = FORMATS[format_]
    if notes in written.lacks:
        return
    path = tmp_path / f"notes{written.ending}"
    path.write_bytes(written.make(NOTES[notes]))
    (tmp_path / PICTURE.name).write_bytes(PNG)
    read = read_document(path)
    assert read.format == format_
    wanted = [bare(block, unsized=written.unsized) for block in _joined(NOTES[notes])]
    assert [bare(block) for block in read.blocks] == wanted
    assert not read.told
    assert not read.left_out


def _joined(blocks: Sequence[NoteBlock]) -> list[NoteBlock]:
    """Return blocks with neighbouring runs that are set alike made one."""
    return [replace(block, runs=tidy(block.runs)) if isinstance(block, NoteText) else block for block in blocks]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_place_says_where_in_french(format_: str, tmp_path: Path) -> None:
    written = FORMATS[format_]
    path = tmp_path / f"notes{written.ending}"
    path.write_bytes(written.make((*NOTES["a list"], *NOTES["a table"])))
    blocks = list(read_document(path).every_block())
    wheres = [block.place.where for block in blocks]
    assert any(where.startswith(("paragraphe", "ligne")) for where in wheres)
    assert "tableau 1, ligne 2, colonne 2" in wheres
    assert all(block.place.file == path.as_posix() for block in blocks)
