"""Each line of the ticker stays long enough to be read; a longer take changes no shot after its own."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.plan.ticker import Pager, first_line, reading

TEXTS = st.lists(st.text("abcdé ", min_size=1, max_size=120), min_size=1, max_size=6)


@given(TEXTS, st.integers(0, 9), st.integers(1, 2000))
def test_lines_fill_the_shot_end_to_end(texts: list[str], first: int, length: int) -> None:
    pages = list(Pager(texts, first).over(length))
    assert pages[0].span.start == 0
    assert pages[-1].span.end == length
    assert all(one.span.end == two.span.start for one, two in pairwise(pages))
    assert [page.fresh for page in pages] == [False] + [True] * (len(pages) - 1)


@given(TEXTS, st.integers(150, 2000))
def test_a_line_that_gives_way_within_a_shot_was_read(texts: list[str], length: int) -> None:
    for page in list(Pager(texts, 0).over(length))[:-1]:
        assert page.span.length >= reading(page.text) >= 125


def test_a_line_cut_short_comes_back_in_the_next_shot() -> None:
    pager = Pager(["un", "deux", "trois"], 0)
    assert [page.text for page in pager.over(40)] == ["un"]
    assert [page.text for page in pager.over(125)] == ["un"]
    assert [page.text for page in pager.over(125)] == ["deux"]


def test_some_frames_more_leave_the_next_shot_as_it_was() -> None:
    def second(first: int) -> list[str]:
        pager = Pager(["un", "deux", "trois"], 0)
        list(pager.over(first))
        return [page.text for page in pager.over(400)]

    assert second(200) == second(207)


@given(TEXTS, st.integers(1, 2000), st.integers(1, 700))
def test_a_shot_that_is_held_changes_no_line_but_how_long_its_first_one_stays(
    texts: list[str], length: int, held: int
) -> None:
    plain, waiting = Pager(texts, 0), Pager(texts, 0)
    usual, longer = list(plain.over(length)), list(waiting.over(length + held, held))
    assert [(page.text, page.fresh) for page in longer] == [(page.text, page.fresh) for page in usual]
    assert [page.span.end - held for page in longer] == [page.span.end for page in usual]
    assert [page.text for page in waiting.over(500)] == [page.text for page in plain.over(500)]


def test_a_hundred_and_twenty_characters_stay_eleven_seconds() -> None:
    assert reading("x" * 120) == 11 * 25


def test_an_item_begins_with_the_same_line_wherever_it_stands() -> None:
    items = [f"sujet-{number}" for number in range(40)]
    lines = {item: first_line(item) % 5 for item in items}
    assert lines == {item: first_line(item) % 5 for item in reversed(items)}
    assert set(lines.values()) == {0, 1, 2, 3, 4}
    pager = Pager(["un", "deux", "trois"], first_line("l-ancre-vagabonde"))
    assert [page.text for page in pager.over(40)] == [["un", "deux", "trois"][first_line("l-ancre-vagabonde") % 3]]
