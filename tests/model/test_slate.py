"""What a slate says is read back, and is of one shot only."""

import string

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.slate import LONGEST_TAG, Slate, slate_for, slate_read

_IDS = st.from_regex(r"[a-z0-9]+(?:[-_][a-z0-9]+){0,6}", fullmatch=True).map(lambda text: text[:80].rstrip("-_"))


@given(script=_IDS, item=_IDS, shot=st.integers(1, 999), take=st.integers(0, 99), words=st.text(max_size=60))
def test_a_slate_is_read_back_as_it_was_written(script: str, item: str, shot: int, take: int, words: str) -> None:
    slate = slate_for(script, f"{item}/{shot:02d}", words, take)
    assert slate_read(slate.text) == slate
    assert slate.is_of(script, item)
    assert set(slate.text) <= set(string.ascii_uppercase + string.digits + "$%*+-./: ")
    assert len(slate.text) <= 2 * LONGEST_TAG + 20


def test_two_long_ids_that_begin_alike_are_two_slates() -> None:
    one = slate_for("journal", "l-espace-universel-de-citoyennete-locale/01", "Bonsoir.")
    other = slate_for("journal", "l-espace-universel-de-citoyennete-lointaine/01", "Bonsoir.")
    assert one.item != other.item
    assert not other.is_of("journal", "l-espace-universel-de-citoyennete-locale")


def test_a_shot_that_says_otherwise_has_other_signs_and_spaces_make_none() -> None:
    assert slate_for("j", "a/01", "Bonsoir.").words != slate_for("j", "a/01", "Bonjour.").words
    assert slate_for("j", "a/01", "Bonsoir à  tous.\n").words == slate_for("j", "a/01", "Bonsoir à tous.").words


def test_other_codes_are_no_slates() -> None:
    for text in (
        "",
        "https://example.org",
        "JT1:A:B:1",
        "JT2:A:B:1:1:ABCD",
        "JT1:A:B:0001:1:ABCD",
        "WIFI:T:WPA;S:jt;;",
    ):
        assert slate_read(text) is None


def test_a_slate_of_another_take_is_of_the_same_shot() -> None:
    slate = slate_for("j", "a/01", "Bonsoir.")
    assert slate.of_take(3) == Slate(script="j", item="a", shot=1, take=3, words=slate.words)
