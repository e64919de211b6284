"""What notes say: their words, in order, however deep they stand."""

from dataclasses import replace

from pipeline.model.notes import (
    Emphasis,
    NoteCell,
    NotePicture,
    NotePlace,
    NoteRun,
    NoteTable,
    NoteText,
    TextKind,
    within,
)

HERE = NotePlace("notes.docx", "paragraphe 3")


def paragraph(*runs: NoteRun) -> NoteText:
    return NoteText(kind=TextKind.PARAGRAPH, runs=runs, place=HERE)


def cell(*texts: str) -> NoteCell:
    return NoteCell(blocks=tuple(paragraph(NoteRun(text)) for text in texts), place=HERE)


def test_a_place_is_said_as_one_finds_it_again() -> None:
    assert str(HERE) == "notes.docx, paragraphe 3"
    assert str(NotePlace("notes.txt", "ligne 7", 7)) == "notes.txt:7"


def test_a_line_is_bold_when_all_its_words_are() -> None:
    spaced = paragraph(NoteRun("Le café", Emphasis.BOLD), NoteRun(" "), NoteRun("relais", Emphasis.BOLD))
    assert spaced.text == "Le café relais"
    assert spaced.all_are(Emphasis.BOLD)
    assert not paragraph(NoteRun("Le café", Emphasis.BOLD), NoteRun(" relais")).all_are(Emphasis.BOLD)
    assert not paragraph(NoteRun(" ")).all_are(Emphasis.BOLD)


def test_a_table_says_its_rows_and_everything_inside_is_met_in_order() -> None:
    inner = NoteTable(rows=((cell("dedans"),),), place=HERE)
    outer = NoteTable(
        rows=((cell("Sujet"), cell("Qui")), (NoteCell(blocks=(inner,), place=HERE), cell("Malo", "Inès"))), place=HERE
    )
    assert outer.text == "Sujet\tQui\ndedans\tMalo\nInès"
    met = [block.text for block in within((outer, paragraph(NoteRun("fin")))) if isinstance(block, NoteText)]
    assert met == ["Sujet", "Qui", "dedans", "Malo", "Inès", "fin"]


def test_a_picture_is_told_once_and_compared_by_its_digest() -> None:
    picture = NotePicture(
        name="photo-1.jpg",
        digest="ab",
        size=3,
        content=b"one",
        place=HERE,
        caption="La place",
        alternative="La place",
    )
    assert picture.text == "La place"
    assert picture == replace(picture, content=b"two")
    assert picture != replace(picture, digest="cd")
    assert "one" not in repr(picture)
