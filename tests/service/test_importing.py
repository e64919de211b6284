"""Notes become a script that passes the check and is kept whole; what a hand has edited stays."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import ScriptError, UserError
from pipeline.gather.renewing import ChangeFate
from pipeline.model.notes import NotePicture, NotePlace
from pipeline.service.importing import Imported, ImportWish, import_notes, notes_in
from tests.fakes.noted import document_of
from tests.fakes.written_word import word_file

NOTES = """\
# Le journal de Talence
Participants :
- Inès Delcourt, présentatrice

## La maison qui parle
Rue des Lilas, une maison donne l'heure. Trente habitants s'y relaient. La cantine sert 240 repas par jour.
« On ne se perd plus », sourit Odile, 84 ans.

## Un marché sans argent
On paie en heures. Deux mille heures ont changé de mains.
"""


def _import(folder: Path, notes: str = NOTES, *, apply: bool = False) -> Imported:
    (folder / "notes.md").write_text(notes, "utf-8")
    wish = ImportWish(notes=(folder / "notes.md",), script=folder / "journal.yaml", apply=apply, cache=folder / "cache")
    return import_notes(wish)


def test_notes_become_a_script_that_passes_the_check(tmp_path: Path) -> None:
    done = _import(tmp_path)
    assert done.fresh
    assert not done.answer.errors
    assert done.answer.script is not None
    said = [
        (line.speaker, line.text) for item in done.answer.script.items for shot in item.shots for line in shot.lines
    ]
    assert ("odile", "On ne se perd plus.") in said
    assert "Ce que j’ai compris" in done.page.read_text("utf-8")


def test_notes_that_did_not_change_change_nothing(tmp_path: Path) -> None:
    written = _import(tmp_path).script.read_bytes()
    again = _import(tmp_path, apply=True)
    assert not again.changes
    assert again.script.read_bytes() == written


def test_what_changed_is_told_and_waits_to_be_asked_for(tmp_path: Path) -> None:
    before = _import(tmp_path).script.read_text("utf-8")
    changed = NOTES.replace("Deux mille heures", "Trois mille heures")
    told = _import(tmp_path, changed)
    assert [change.fate for change in told.changes] == [ChangeFate.READY]
    assert told.script.read_text("utf-8") == before
    applied = _import(tmp_path, changed, apply=True)
    assert applied.script.read_text("utf-8") == before.replace("Deux mille heures", "Trois mille heures")
    assert not _import(tmp_path, changed).changes


def test_what_a_hand_has_edited_stays(tmp_path: Path) -> None:
    script = _import(tmp_path).script
    edited = script.read_text("utf-8").replace(
        "Deux mille heures ont changé de mains.", "Des milliers d'heures circulent."
    )
    edited = edited.replace("conducteur:\n", "conducteur:  # relu par le groupe\n")
    script.write_text(edited, "utf-8")
    changed = NOTES.replace("Deux mille heures", "Trois mille heures").replace("On ne se perd plus", "On se retrouve")
    done = _import(tmp_path, changed, apply=True)
    now = script.read_text("utf-8")
    assert "Des milliers d'heures circulent." in now
    assert "Trois mille" not in now
    assert "On se retrouve." in now
    assert "conducteur:  # relu par le groupe\n" in now
    assert {change.fate for change in done.changes} == {ChangeFate.READY, ChangeFate.EDITED}


def test_a_script_that_no_import_made_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "journal.yaml").write_text("titre: Le mien\n", "utf-8")
    with pytest.raises(UserError, match="rien n'a été touché"):
        _import(tmp_path)
    assert (tmp_path / "journal.yaml").read_text("utf-8") == "titre: Le mien\n"


def test_notes_that_cannot_be_read_leave_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_bytes(b"PK\x03\x04 no document at all")
    wish = ImportWish(notes=(tmp_path / "notes.docx",), script=tmp_path / "journal.yaml", cache=tmp_path / "cache")
    with pytest.raises(ScriptError):
        import_notes(wish)
    assert [file.name for file in tmp_path.iterdir()] == ["notes.docx"]


def test_a_table_that_says_nothing_of_itself_is_told(tmp_path: Path) -> None:
    done = _import(tmp_path, "| Prix | Poids |\n| --- | --- |\n| 12 | 3 |\n")
    assert [finding.code for finding in done.told if finding.code.startswith("notes-")] == [
        "notes-colonnes",
        "notes-sans-sujet",
    ]
    assert "12" in done.script.read_text("utf-8")


def test_a_folder_stands_for_its_notes(tmp_path: Path) -> None:
    for name in ("groupe-2.txt", "groupe-1.md", "~$groupe-1.docx", "photo.jpg"):
        (tmp_path / name).write_text("x", "utf-8")
    assert [file.name for file in notes_in([tmp_path])] == ["groupe-1.md", "groupe-2.txt"]


def test_several_documents_make_one_newscast(tmp_path: Path) -> None:
    for number, title in enumerate(("La serre", "Le bal"), 1):
        (tmp_path / f"groupe-{number}.md").write_text(
            f"# {title}\n\nOn y vient le soir. On y reste la nuit.\n", "utf-8"
        )
    files = (tmp_path / "groupe-1.md", tmp_path / "groupe-2.md")
    done = import_notes(ImportWish(notes=files, script=tmp_path / "bal.yaml", cache=tmp_path / "cache"))
    assert [story.title for story in done.whole.draft.stories] == ["La serre", "Le bal"]
    assert not done.answer.errors


def test_a_pdf_in_a_folder_of_notes_is_told_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "affiche.pdf").write_bytes(b"%PDF-1.7\n")
    wish = ImportWish(notes=(folder,), script=tmp_path / "journal.yaml", cache=tmp_path / "cache")
    with pytest.raises(ScriptError, match="PDF"):
        import_notes(wish)
    (folder / "groupe.md").write_text(NOTES, "utf-8")
    done = import_notes(wish)
    assert [finding.mark.file for finding in done.told] == [(folder / "affiche.pdf").as_posix()]
    assert not done.answer.errors


def test_a_story_that_moved_and_was_edited_by_hand_is_neither_lost_nor_said_twice(tmp_path: Path) -> None:
    notes = f"{NOTES}\n## La forêt des écoles\nChaque classe plante un arbre. Les enfants le soignent six ans.\n"
    script = _import(tmp_path, notes).script
    edited = script.read_text("utf-8").replace("plante un arbre", "plante deux arbres")
    script.write_text(edited, "utf-8")
    forest = notes[notes.index("## La forêt") :]
    moved = notes.replace(f"\n{forest}", "").replace("## La maison", f"{forest}\n## La maison")
    done = _import(tmp_path, moved, apply=True)
    assert script.read_text("utf-8") == edited
    assert {change.fate for change in done.changes} == {ChangeFate.EDITED, ChangeFate.BOUND}
    assert _import(tmp_path, moved).changes == done.changes  # what was left is told until the script says it


def test_a_difference_that_a_hand_took_over_is_told_no_more(tmp_path: Path) -> None:
    script = _import(tmp_path).script
    edited = script.read_text("utf-8").replace("Deux mille heures", "Des milliers d'heures")
    script.write_text(edited, "utf-8")
    changed = NOTES.replace("Deux mille heures", "Trois mille heures")
    assert _import(tmp_path, changed, apply=True).changes
    script.write_text(edited.replace("Des milliers d'heures", "Trois mille heures"), "utf-8")
    assert not _import(tmp_path, changed).changes
    gone = NOTES[: NOTES.index("## Un marché")]
    script.write_text(_import(tmp_path, gone).whole.script.text, "utf-8")
    assert not _import(tmp_path, gone).changes


def test_the_notes_of_another_newscast_do_not_replace_a_script(tmp_path: Path) -> None:
    script = _import(tmp_path).script
    before = script.read_bytes()
    other = tmp_path / "begles.md"
    other.write_text("# Le journal de Bègles\n\n## Les jardins\nOn cultive sur l'eau. On livre le matin.\n", "utf-8")
    wish = ImportWish(notes=(other,), script=script, apply=True, cache=tmp_path / "cache")
    with pytest.raises(UserError, match=r"vient de notes\.md"):
        import_notes(wish)
    assert script.read_bytes() == before
    other.write_text(NOTES, "utf-8")  # the same notes by another name are the same newscast
    assert import_notes(wish).applied


def test_notes_that_are_not_given_again_are_named(tmp_path: Path) -> None:
    files = (tmp_path / "groupe-1.md", tmp_path / "groupe-2.md")
    for file, title in zip(files, ("La serre", "Le bal"), strict=True):
        file.write_text(f"# {title}\n\nOn y vient le soir. On y reste la nuit.\n", "utf-8")
    script = tmp_path / "bal.yaml"
    import_notes(ImportWish(notes=files, script=script, cache=tmp_path / "cache"))
    done = import_notes(ImportWish(notes=files[:1], script=script, cache=tmp_path / "cache"))
    assert "groupe-2.md" in next(found.message for found in done.told if found.code == "notes-document-absent")


def test_a_script_keeps_its_encoding_and_its_ends_of_lines(tmp_path: Path) -> None:
    script = _import(tmp_path).script
    kept = b"\xef\xbb\xbf" + script.read_bytes().replace(b"\n", b"\r\n")
    script.write_bytes(kept)
    _import(tmp_path, NOTES.replace("Deux mille heures", "Trois mille heures"), apply=True)
    assert script.read_bytes() == kept.replace(b"Deux mille heures", b"Trois mille heures")


def test_a_photo_that_does_not_open_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    picture = NotePicture(
        name="image1.png", digest="", size=0, content=b"\x89PNG\r\n\x1a\ncut off", place=NotePlace("notes.docx", "1")
    )
    (tmp_path / "notes.docx").write_bytes(word_file((*document_of("# La serre\nOn y vient le soir.").blocks, picture)))
    wish = ImportWish(notes=(tmp_path / "notes.docx",), script=tmp_path / "journal.yaml", cache=tmp_path / "cache")
    done = import_notes(wish)
    assert "image1.png" in next(found.message for found in done.told if found.code == "notes-photo")
    assert "image1.png" in done.script.read_text("utf-8")


DIALOGUE = """\
# Le journal du quartier

## La rue

Malo (livreur) : Je sors les chaises à six heures.

Inès (habitante) : Et moi le café.

Malo : On ne se connaissait pas, on se connaît.

Inès : On recommence demain.
"""


def test_a_renamed_speaker_is_taken_over_but_where_a_hand_has_been(tmp_path: Path) -> None:
    script = _import(tmp_path, DIALOGUE).script
    written = script.read_text("utf-8")
    script.write_text(written.replace("à six heures", "à sept heures"), "utf-8")
    done = _import(tmp_path, DIALOGUE.replace("Malo", "Basile"), apply=True)
    now = script.read_text("utf-8")
    assert not done.answer.errors
    assert "Je sors les chaises à sept heures." in now
    assert [now.count(f"sonore: {who}\n") for who in ("malo", "basile")] == [1, 1]


def test_photos_wait_until_what_changed_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wish = ImportWish(notes=(tmp_path / "notes.docx",), script=tmp_path / "journal.yaml", cache=tmp_path / "cache")
    blocks = document_of("# La serre\nOn y vient le soir.").blocks
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    place = NotePlace("notes.docx", "1")
    picture = NotePicture(name="image1.png", digest="", size=0, content=drawn.getvalue(), place=place)
    (tmp_path / "notes.docx").write_bytes(word_file(blocks))
    import_notes(wish)
    (tmp_path / "notes.docx").write_bytes(word_file((*blocks, picture)))
    assert import_notes(wish).changes
    assert not list(tmp_path.glob("media/**/*.png"))
    import_notes(replace(wish, apply=True))
    assert list(tmp_path.glob("media/**/*.png"))
