from hypothesis import given
from hypothesis import strategies as st

from pipeline.service.writing.merging import merged

BASE = "un\ndeux\ntrois\nquatre\ncinq\n"
LINES = st.lists(st.sampled_from(["un\n", "deux\n", "trois\n", "quatre\n"]), max_size=8).map("".join)


def test_changes_in_different_places_are_put_together() -> None:
    mine = BASE.replace("deux", "DEUX")
    theirs = BASE.replace("cinq", "cinq et demi") + "six\n"
    assert merged(BASE, mine, theirs) == "un\nDEUX\ntrois\nquatre\ncinq et demi\nsix\n"


def test_two_changes_of_one_line_are_asked_about() -> None:
    assert merged(BASE, BASE.replace("trois", "3"), BASE.replace("trois", "III")) is None


def test_the_same_change_made_twice_is_no_conflict() -> None:
    other = BASE.replace("trois", "3")
    assert merged(BASE, other, other) == other


@given(LINES, LINES)
def test_who_changes_nothing_is_never_in_the_way(base: str, other: str) -> None:
    assert merged(base, base, other) == other
    assert merged(base, other, base) == other


@given(LINES, LINES, LINES)
def test_it_does_not_matter_who_came_first(base: str, one: str, other: str) -> None:
    assert merged(base, one, other) == merged(base, other, one)
