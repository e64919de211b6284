"""Twelve documents of different habits are read whole: every sentence that somebody wrote is there, with its place."""

import re
from pathlib import Path

import pytest

from pipeline.adapters.documents.reading import read_document
from pipeline.french.letters import ascii_of
from pipeline.model.notes import NotePicture
from tests.fakes.twelve_notes import TWELVE


def flat(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", ascii_of(text)))


@pytest.mark.parametrize("name", TWELVE)
def test_everything_that_was_written_is_read_with_its_place(name: str, tmp_path: Path) -> None:
    habit = TWELVE[name]
    path = tmp_path / habit.file
    path.write_bytes(habit.make())
    document = read_document(path)
    said = flat("\n".join([block.text for block in document.blocks] + [each.text for each in document.left_out]))
    wanted = habit.expected
    missing = [
        text
        for text in (*wanted.stories, *wanted.sentences, *(words for words, _ in wanted.quotes))
        if flat(text) not in said
    ]
    assert not missing
    assert all(block.place.where for block in document.every_block())


def test_the_photos_of_a_document_come_out_as_they_went_in(tmp_path: Path) -> None:
    path = tmp_path / "photos.odt"
    path.write_bytes(TWELVE["photos inside"].make())
    photos = [block for block in read_document(path).blocks if isinstance(block, NotePicture)]
    assert [(photo.name, photo.caption) for photo in photos] == [
        ("toit.jpg", "Le toit un matin de mai"),
        ("gare.jpg", "La salle d'attente, la nuit"),
    ]
    assert all(photo.content.startswith(b"\xff\xd8\xff") for photo in photos)
