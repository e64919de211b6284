"""« La journée d'atelier » shows what is there: its notes can be imported, its pictures are made."""

from pathlib import Path

from docs.workshop import HEAVIEST, KEPT, LOOKS, PAGE, commands, notes, word_file_of
from pipeline.service.importing import ImportWish, import_notes

TEXT = PAGE.read_text("utf-8")


def test_every_picture_of_the_page_is_light_and_can_be_made_again() -> None:
    kept = {path.stem: path.stat().st_size for path in KEPT.glob("*.webp")}
    assert set(kept) == {look.name for look in LOOKS} | {"brouillon"}
    assert all(f"images/atelier/{name}.webp)" in TEXT for name in kept)
    assert {name: size for name, size in kept.items() if size > HEAVIEST} == {}


def test_the_page_begins_with_a_folder_and_goes_into_it() -> None:
    assert list(commands(TEXT))[1] == "cd atelier"
    assert all(line.startswith(("jt ", "cd ")) for line in commands(TEXT))


def test_the_notes_of_the_page_become_what_the_page_goes_on_with(tmp_path: Path) -> None:
    file = tmp_path / "notes.docx"
    file.write_bytes(word_file_of(notes(TEXT)))
    done = import_notes(ImportWish(notes=(file,), script=tmp_path / "talence.yaml", cache=tmp_path / "cache"))
    script = done.script.read_text("utf-8")
    assert [line for line in script.splitlines() if line.startswith("  - sujet:")] == [
        "  - sujet: la-maison-qui-parle",
        "  - sujet: un-marche-sans-argent",
    ]
    assert "  odile: {nom: Odile Castaing" in script
    assert not done.whole.unplaced
