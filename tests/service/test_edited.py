"""Which shot is shown after an edit: the one that was worked on."""

from pathlib import Path

import pytest

from pipeline.model.time import Span
from pipeline.service.edited import changed_lines, edited
from tests.fakes.projects import CONTRACT, planned


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("a\nb\nc\n", "a\nX\nc\n", Span(2, 3)),
        ("a\nb\nc\n", "a\nb\nc\nd\n", Span(4, 5)),
        ("a\nb\nc\n", "a\nc\n", Span(2, 3)),
        ("a\nb\nb\nc\n", "a\nb\nc\n", Span(3, 4)),
        ("a\nb\n", "X\nY\nZ\n", Span(1, 4)),
        ("", "a\n", Span(1, 2)),
    ],
)
def test_the_lines_that_were_edited_are_found(before: str, after: str, lines: Span) -> None:
    assert changed_lines(before, after) == lines


def test_the_same_text_has_no_edited_line() -> None:
    assert changed_lines("a\n", "a\n") is None


def test_the_shot_that_was_written_is_shown_and_not_those_that_only_moved(tmp_path: Path) -> None:
    text = CONTRACT.replace("Deux mille", "Trois millions huit cent mille")
    _, before = planned(CONTRACT, tmp_path)
    rundown, after = planned(text, tmp_path)
    found = edited(before.timeline, after.timeline, rundown, changed_lines(CONTRACT, text))
    assert found is not None
    assert found.shot.item == "un-marche-sans-argent"
    assert all(shot.startswith("un-marche") for shot in found.changed)
    assert after.timeline.shots[-1].span != before.timeline.shots[-1].span  # others did move


def test_a_title_that_is_shown_in_several_places_shows_the_story_it_was_written_in(tmp_path: Path) -> None:
    text = CONTRACT.replace("Un marché sans argent", "Un marché sans sous")
    _, before = planned(CONTRACT, tmp_path)
    rundown, after = planned(text, tmp_path)
    found = edited(before.timeline, after.timeline, rundown, changed_lines(CONTRACT, text))
    assert found is not None
    assert found.shot.item.startswith("un-marche")


def test_nothing_is_shown_of_a_comment(tmp_path: Path) -> None:
    text = f"# à relire\n{CONTRACT}"
    _, before = planned(CONTRACT, tmp_path)
    rundown, after = planned(text, tmp_path)
    assert edited(before.timeline, after.timeline, rundown, changed_lines(CONTRACT, text)) is None
