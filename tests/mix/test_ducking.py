"""The bed steps back before each word and returns after, without pumping."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mix.ducking import Ducking, envelope
from pipeline.model.time import SAMPLE_RATE, samples

_HOUSE = Ducking(14.0, 0.15, 0.6)
_DEEP = 10 ** (-14 / 20)


def _gain(speech: tuple[tuple[int, int], ...], at: int, ducking: Ducking = _HOUSE) -> float:
    return float(envelope(speech, ducking).gain(at, 1)[0, 0])


def _seconds(*spans: tuple[float, float]) -> tuple[tuple[int, int], ...]:
    return tuple((samples(start), samples(end)) for start, end in spans)


def test_without_speech_the_bed_is_whole() -> None:
    assert (envelope((), _HOUSE).gain(0, 10) == 1).all()


@pytest.mark.parametrize("at", [2.0, 2.5, 3.0])
def test_under_speech_it_is_down_by_its_depth(at: float) -> None:
    assert _gain(_seconds((2, 3)), samples(at)) == pytest.approx(_DEEP, rel=1e-4)


def test_it_goes_down_in_its_attack_and_comes_back_in_its_release() -> None:
    speech = _seconds((2, 3))
    assert _gain(speech, samples(2 - 0.15)) == pytest.approx(1, abs=1e-4)
    assert 20 * np.log10(_gain(speech, samples(2 - 0.075))) == pytest.approx(-7, abs=0.1)
    assert 20 * np.log10(_gain(speech, samples(3 + 0.3))) == pytest.approx(-7, abs=0.1)
    assert _gain(speech, samples(3.6)) == pytest.approx(1, abs=1e-4)


def test_sentences_close_to_one_another_keep_it_down() -> None:
    speech = _seconds((1, 2), (2.7, 3))
    gains = envelope(speech, _HOUSE).gain(samples(1), samples(2))
    assert np.allclose(gains, _DEEP, rtol=1e-4)


def test_sentences_far_apart_let_it_back() -> None:
    assert _gain(_seconds((1, 2), (4, 5)), samples(3)) == pytest.approx(1)


def test_speech_from_the_first_sample() -> None:
    assert _gain(_seconds((0, 1)), 0) == pytest.approx(_DEEP, rel=1e-4)


_SPANS = st.lists(
    st.tuples(st.integers(0, 20 * SAMPLE_RATE), st.integers(1, 4 * SAMPLE_RATE)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=6,
).map(tuple)


@given(_SPANS, st.integers(0, 24 * SAMPLE_RATE))
def test_every_spoken_sample_is_ducked_and_no_gain_leaves_its_range(
    speech: tuple[tuple[int, int], ...], at: int
) -> None:
    gain = _gain(speech, at)
    assert _DEEP * 0.999 <= gain <= 1.0
    if any(start <= at < end for start, end in speech):
        assert gain == pytest.approx(_DEEP, rel=1e-4)


@given(_SPANS, st.integers(0, 20 * SAMPLE_RATE), st.integers(1, 500), st.integers(1, 500))
def test_a_block_is_the_same_however_it_is_cut(
    speech: tuple[tuple[int, int], ...], at: int, one: int, two: int
) -> None:
    bed = envelope(speech, _HOUSE)
    assert np.array_equal(bed.gain(at, one + two), np.concatenate([bed.gain(at, one), bed.gain(at + one, two)]))
