"""Lower-thirds of one shot: each long enough to be read, never one over another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.rundown import PlannedThird
from pipeline.model.time import Span
from pipeline.plan.overlays import apart, third_span

LENGTH = 400
SPANS = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 200)).map(
        lambda pair: Span(pair[0], min(LENGTH, pair[0] + pair[1]))
    ),
    max_size=5,
)


@given(SPANS)
def test_no_name_comes_over_another(spans: list[Span]) -> None:
    placed = apart(spans, LENGTH)
    assert len(placed) == len(spans)
    assert all(0 <= span.start <= span.end <= LENGTH for span in placed)
    ordered = sorted(placed, key=lambda span: (span.start, span.end))
    assert not any(one.overlaps(other) for one, other in pairwise(ordered))


@given(SPANS)
def test_names_that_were_apart_stay_where_they_are(spans: list[Span]) -> None:
    placed = apart(spans, LENGTH)
    assert apart(placed, LENGTH) == placed


def test_the_later_name_waits_for_the_earlier_one() -> None:
    assert apart([Span(18, 118), Span(60, 160)], LENGTH) == (Span(18, 118), Span(118, 218))


def test_the_earlier_name_goes_when_time_is_short() -> None:
    assert apart([Span(18, 118), Span(90, 190)], 200) == (Span(18, 90), Span(90, 200))


def test_a_name_stays_four_to_eight_seconds() -> None:
    def lasts(role: str) -> int:
        return third_span(
            PlannedThird(name="Malo Ferrand", role=role, line=0, at_seconds=None, at_word="", duration=None), (), 1000
        ).length

    assert (lasts(""), lasts("x" * 45), lasts("x" * 200)) == (100, 144, 200)
