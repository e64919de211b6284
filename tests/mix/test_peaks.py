"""Quiet places are left out, and nothing is lost by it."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mix.peaks import STEP, TruePeak, interpolator, peaks
from pipeline.ports import Samples

_INTER = interpolator(12)


def _speech(seed: int, count: int) -> Samples:
    """Return planar noise in bursts: loud, then nearly silent."""
    random = np.random.default_rng(seed)
    sound = random.uniform(-1, 1, (2, count)) * np.abs(np.sin(np.arange(count) / 700)) ** 6
    result: Samples = sound.astype(np.float32)
    return result


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 99), st.floats(0.01, 2))
def test_above_the_floor_every_peak_is_the_one_of_a_full_search(seed: int, floor: float) -> None:
    sound = _speech(seed, 200 * STEP)
    full, quick = peaks(sound, _INTER, 0.0), peaks(sound, _INTER, floor)
    above = full > floor
    assert np.array_equal(quick[above], full[above])
    assert (quick[~above] <= floor).all()


def test_the_worst_sound_there_is_does_not_outgrow_the_bound() -> None:
    sound = np.zeros((2, 5 * STEP), np.float32)
    worst = np.sign(_INTER.taps[1])
    sound[0, 2 * STEP : 2 * STEP + worst.size] = worst
    between = peaks(sound, _INTER, 0.0).max()
    assert 2 < between <= _INTER.growth
    # Seen from just under what it reaches, it is still found; its samples alone stand 6 dB lower.
    assert peaks(sound, _INTER, between * 0.999).max() == between


def test_a_tone_between_samples_is_found() -> None:
    # At a quarter of the rate, an eighth of a turn late, every sample is 3 dB under the wave.
    tone = np.sin(np.pi / 2 * np.arange(4800) + np.pi / 4) * np.hanning(4800)
    peak = TruePeak()
    peak.hear(np.repeat(tone.astype(np.float32)[None], 2, axis=0))
    assert 20 * np.log10(peak.highest()) == pytest.approx(0, abs=0.05)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 99), st.lists(st.integers(0, 9000), max_size=8))
def test_the_peak_is_the_same_however_the_sound_is_cut(seed: int, cuts: list[int]) -> None:
    sound = _speech(seed, 9000)
    whole, cut = TruePeak(), TruePeak()
    whole.hear(sound)
    for one, two in pairwise([0, *sorted(cuts), 9000]):
        cut.hear(sound[:, one:two])
    assert cut.highest() == whole.highest()


@pytest.mark.parametrize("at", [0, 1, 4799])
def test_the_first_and_the_last_sample_count(at: int) -> None:
    sound = np.zeros((2, 4800), np.float32)
    sound[1, at] = -0.5
    peak = TruePeak()
    peak.hear(sound)
    assert peak.highest() == pytest.approx(0.5)


def test_silence_has_no_peak() -> None:
    peak = TruePeak()
    peak.hear(np.zeros((2, 9_600), np.float32))
    assert peak.highest() == 0
