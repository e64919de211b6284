"""Notes typed on the spot, without a file: a line a block, a few signs for what a word processor shows."""

import re

import yaml

from pipeline.adapters.yaml.files import load_scene
from pipeline.model.notes import (
    Document,
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
from pipeline.service.script_words import words_of_scenes
from tests.fakes.projects import ROOT

GIVEN_NAMES = tuple(
    name
    for names in yaml.safe_load((ROOT / "media/distribution.yaml").read_text("utf-8"))["prenoms"].values()
    for name in names.split()
)
"""The first names that the library knows."""

HOUSE_WORDS = words_of_scenes({path.parent.name: load_scene(path) for path in sorted(ROOT.glob("scenes/*/scene.yaml"))})
"""What the library's house calls its scenes."""

_SIGNS = (
    (re.compile(r"(?P<level>#+) (?P<text>.*)"), TextKind.HEADING, Emphasis.NONE),
    (re.compile(r"\*\*(?P<text>.*)\*\*"), TextKind.HEADING, Emphasis.BOLD),
    (re.compile(r"- (?P<text>.*)"), TextKind.ITEM, Emphasis.NONE),
    (re.compile(r"~~(?P<text>.*)~~"), TextKind.PARAGRAPH, Emphasis.STRUCK),
    (re.compile(r"_(?P<text>.*)_"), TextKind.PARAGRAPH, Emphasis.ITALIC),
)
_PICTURE = re.compile(r"!\[\]\((?P<name>.*)\)")
_MARGIN = re.compile(r"<!-- (?P<text>.*) -->")


def document_of(text: str, file: str = "notes.docx") -> Document:
    """Return notes as a file would give them: « # », « ** », « - », « ~~ », « | a | b | » say how a line is set."""
    blocks: list[NoteBlock] = []
    rows: list[list[str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            blocks.append(table_of(rows, file))
            rows = []
        if line.strip():
            blocks.append(_block(line.strip(), NotePlace(file, f"paragraphe {number}")))
    if rows:
        blocks.append(table_of(rows, file))
    return Document(file=file, format="Word", blocks=tuple(blocks))


def table_of(rows: list[list[str]], file: str = "notes.docx") -> NoteTable:
    """Return rows of texts as a table."""

    def cell(text: str, row: int, column: int) -> NoteCell:
        place = NotePlace(file, f"tableau 1, ligne {row}, colonne {column}")
        return NoteCell(blocks=tuple(_block(line, place) for line in text.split("<br>") if line), place=place)

    told = tuple(tuple(cell(text, row, at) for at, text in enumerate(each, 1)) for row, each in enumerate(rows, 1))
    return NoteTable(rows=told, place=NotePlace(file, "tableau 1"))


def _block(line: str, place: NotePlace) -> NoteBlock:
    if found := _PICTURE.fullmatch(line):
        return NotePicture(name=found["name"], digest=found["name"], size=0, content=b"", place=place)
    if found := _MARGIN.fullmatch(line):
        return NoteComment(runs=(NoteRun(found["text"]),), place=place)
    for pattern, kind, emphasis in _SIGNS:
        if found := pattern.fullmatch(line):
            level = len(found.groupdict().get("level") or "") or int(kind is TextKind.HEADING)
            runs = (NoteRun(found["text"], emphasis),)
            styled = not (kind is TextKind.HEADING and emphasis is Emphasis.BOLD)
            return NoteText(kind=kind, runs=runs, place=place, level=level, styled=styled)
    return NoteText(kind=TextKind.PARAGRAPH, runs=(NoteRun(line),), place=place)
