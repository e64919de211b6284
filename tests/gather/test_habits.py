"""Notes as many people write them: nothing lost, nine in ten stories, speakers and quotes placed right in each."""

import re
from pathlib import Path

import pytest
import yaml

from pipeline.gather.gathering import gathered
from pipeline.gather.writing import ScriptHead
from tests.fakes.note_scores import ExpectedNotes, score_of
from tests.fakes.noted import GIVEN_NAMES, HOUSE_WORDS, document_of
from tests.fakes.projects import ROOT

CASES = sorted((ROOT / "tests/cases/notes").glob("*.yaml"))
LEAST = 0.9


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_habit_is_understood(case: Path) -> None:
    told = yaml.safe_load(case.read_text("utf-8"))
    notes = str(told["notes"])
    expected = ExpectedNotes(
        stories=tuple(told["sujets"]), people=tuple(told["personnes"]), quotes=tuple(map(tuple, told["paroles"])),
        sentences=tuple(_sentences(notes)),
    )  # fmt: skip
    document = document_of(notes, "notes.docx")
    whole = gathered(
        [document], HOUSE_WORDS, ScriptHead(sources=("notes.docx",)), name="notes", given_names=GIVEN_NAMES
    )
    score = score_of(whole.script.text, expected)
    assert not score.lost
    assert score.share >= LEAST, "\n".join(score.wrong)
    assert not whole.unplaced


def _sentences(notes: str) -> list[str]:
    """Return what a person calls the sentences of notes: those of the lines, and of the cells of tables."""
    lines = [line.strip("#*_- >") for line in notes.split("\n") if line.strip() and not line.startswith("|")]
    cells = [cell.strip() for line in notes.split("\n") if line.startswith("|") for cell in line.strip("|").split("|")]
    told = [one for line in (*lines, *cells) for one in re.split(r"(?<=[.!?])\s+(?=(?:[«—] ?)?[A-ZÀ-Ý])", line)]
    bare = [re.sub(r"^(?:[Ss]ujet )?\d+ ?[-.)] ?", "", sentence) for sentence in told]
    return [sentence for sentence in bare if len(sentence.split()) > 3]
