"""Twelve documents, each written in another habit, become the script that a person would make of them."""

from pathlib import Path

import pytest

from pipeline.adapters.documents.reading import read_document
from pipeline.gather.gathering import gathered
from pipeline.gather.writing import ScriptHead
from tests.fakes.note_scores import NoteScore, score_of
from tests.fakes.noted import GIVEN_NAMES, HOUSE_WORDS
from tests.fakes.twelve_notes import TWELVE

LEAST_EACH, LEAST_OF_ALL = 0.9, 0.95


def score(name: str, folder: Path) -> NoteScore:
    habit = TWELVE[name]
    path = folder / habit.file
    path.write_bytes(habit.make())
    head = ScriptHead(sources=(habit.file,))
    whole = gathered([read_document(path)], HOUSE_WORDS, head, name=path.stem, given_names=GIVEN_NAMES)
    return score_of(whole.script.text, habit.expected)


@pytest.mark.parametrize("name", TWELVE)
def test_a_document_finds_its_stories_its_speakers_and_their_words(name: str, tmp_path: Path) -> None:
    found = score(name, tmp_path)
    assert not found.lost
    assert found.share >= LEAST_EACH, "\n".join(found.wrong)


def test_of_all_of_them_next_to_nothing_is_misplaced(tmp_path: Path) -> None:
    scores = [score(name, tmp_path) for name in TWELVE]
    right, wrong = sum(found.right for found in scores), sum(len(found.wrong) for found in scores)
    assert right >= LEAST_OF_ALL * (right + wrong)
