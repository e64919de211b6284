"""Whole time: nothing drifts, nothing is lost at an edge."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.time import (
    SAMPLE_RATE,
    Span,
    clock,
    frame_of,
    frames,
    frames_covering,
    sample_at,
    samples,
    seconds,
    timestamp,
)

HOUR = 3600
RATES = st.sampled_from([Fraction(25), Fraction(24), Fraction(30), Fraction(50), Fraction(30_000, 1001)])
HOUR_FRAMES = st.integers(0, HOUR * 60)
SPANS = st.tuples(st.integers(-5000, 5000), st.integers(0, 5000)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


def test_an_hour_of_frames_is_an_hour_of_samples() -> None:
    assert sample_at(HOUR * 25) == HOUR * SAMPLE_RATE
    assert sum(sample_at(n + 1) - sample_at(n) for n in range(HOUR * 25)) == HOUR * SAMPLE_RATE
    assert {sample_at(n + 1) - sample_at(n) for n in range(1000)} == {1920}


@given(HOUR_FRAMES, RATES)
def test_frames_and_samples_never_drift(frame: int, rate: Fraction) -> None:
    exact = Fraction(frame) * SAMPLE_RATE / rate
    assert 0 <= exact - sample_at(frame, rate) < 1
    assert frames_covering(sample_at(frame, rate), rate) == frame
    assert frames(Fraction(frame) / rate, rate) == frame


@given(st.integers(0, HOUR * SAMPLE_RATE), RATES)
def test_a_sample_is_heard_in_its_frame(sample: int, rate: Fraction) -> None:
    frame = frame_of(sample, rate)
    assert sample_at(frame, rate) <= sample < sample_at(frame + 1, rate) + 1
    assert frames_covering(sample, rate) - frame in {0, 1}


@given(st.integers(0, HOUR * SAMPLE_RATE), RATES)
def test_covering_frames_are_enough_and_no_more(count: int, rate: Fraction) -> None:
    needed = frames_covering(count, rate)
    assert Fraction(needed) / rate >= Fraction(count, SAMPLE_RATE)
    assert needed == 0 or Fraction(needed - 1) / rate < Fraction(count, SAMPLE_RATE)


@given(st.fractions(0, HOUR))
def test_rounding_is_to_the_nearest(length: Fraction) -> None:
    assert abs(frames(length) - length * 25) <= Fraction(1, 2)
    assert abs(samples(length) - length * SAMPLE_RATE) <= Fraction(1, 2)


@given(HOUR_FRAMES)
def test_seconds_come_back_as_frames(frame: int) -> None:
    assert frames(seconds(frame)) == frame


def test_halves_go_up() -> None:
    assert frames(Fraction(1, 50)) == 1
    assert samples(Fraction(1, 2 * SAMPLE_RATE)) == 1


def test_a_span_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end before"):
        Span(4, 3)


@given(SPANS, st.integers(-9000, 9000))
def test_shifting_keeps_length_and_comes_back(span: Span, by: int) -> None:
    assert span.shifted(by).length == span.length
    assert span.shifted(by).shifted(-by) == span


@given(SPANS, SPANS)
def test_overlap_is_a_shared_frame(one: Span, other: Span) -> None:
    shared = max(0, min(one.end, other.end) - max(one.start, other.start))
    empty = one.length == 0 or other.length == 0
    assert one.overlaps(other) == other.overlaps(one)
    assert empty or one.overlaps(other) == (shared > 0)


@given(SPANS, SPANS)
def test_clipping_keeps_what_is_shared(one: Span, other: Span) -> None:
    kept = one.clipped(other)
    assert other.start <= kept.start <= kept.end <= other.end
    assert kept.length == max(0, min(one.end, other.end) - max(one.start, other.start))
    assert kept.clipped(other) == kept
    assert one.clipped(one) == one


@pytest.mark.parametrize(
    ("frame", "shown"), [(0, "0:00"), (24, "0:00"), (25, "0:01"), (1500, "1:00"), (25 * 3600, "1:00:00")]
)
def test_clock_reads_as_a_person_does(frame: int, shown: str) -> None:
    assert clock(frame) == shown


@given(st.integers(0, 99 * HOUR * 1000))
def test_timestamps_read_back(milliseconds: int) -> None:
    hours, minutes, rest = timestamp(milliseconds, ",").split(":")
    whole, milli = rest.split(",")
    assert (len(hours), len(minutes), len(whole), len(milli)) == (2, 2, 2, 3)
    assert ((int(hours) * 60 + int(minutes)) * 60 + int(whole)) * 1000 + int(milli) == milliseconds
