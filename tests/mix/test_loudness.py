"""One gain, then a limiter that never lets a peak through, leaves quiet sound alone and keeps every sample."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mix.loudness import finished, gain_for, limited
from pipeline.model.programme import BROADCAST_LOUDNESS, WEB_LOUDNESS, Loudness
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

_CEILING = 0.7


def _noise(seed: int, count: int, loud: float) -> Samples:
    random = np.random.default_rng(seed)
    sound = random.uniform(-1, 1, (count, 2)) * loud * (1 + np.sin(np.arange(count) / 3000))[:, None]
    result: Samples = sound.astype(np.float32)
    return result


def _cut(sound: Samples, cuts: list[int]) -> list[Samples]:
    edges = [0, *sorted(min(cut, len(sound)) for cut in cuts), len(sound)]
    return [sound[one:two] for one, two in pairwise(edges)]


def _held(sound: Samples, cuts: list[int] | None = None, ceiling: float = _CEILING) -> Samples:
    blocks = list(limited(iter(_cut(sound, cuts or [])), ceiling))
    return np.concatenate(blocks) if blocks else np.zeros((0, 2), np.float32)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 99), st.integers(1, 6000), st.floats(0.1, 8), st.lists(st.integers(0, 6000), max_size=5))
def test_never_above_the_ceiling_and_never_longer(seed: int, count: int, loud: float, cuts: list[int]) -> None:
    held = _held(_noise(seed, count, loud), cuts)
    assert held.shape == (count, 2)
    assert np.abs(held).max() <= _CEILING * (1 + 1e-6)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 99), st.lists(st.integers(0, 9000), max_size=6))
def test_the_size_of_a_block_changes_nothing_that_is_heard(seed: int, cuts: list[int]) -> None:
    sound = _noise(seed, 9000, 1.5)
    assert np.allclose(_held(sound, cuts), _held(sound), atol=1e-6)


def test_quiet_sound_is_untouched() -> None:
    sound = _noise(1, 20_000, 0.2)
    assert np.array_equal(_held(sound, [7000, 7001]), sound)


def test_a_lone_peak_is_held_by_a_gain_that_starts_before_it() -> None:
    sound = np.full((9600, 2), 0.3, np.float32)
    sound[4800] = 1.4
    held = _held(sound)
    assert np.abs(held).max() <= _CEILING
    assert held[4800 - 96, 0] < 0.3
    assert held[0, 0] == pytest.approx(0.3)
    assert held[-1, 0] == pytest.approx(0.3)


def test_both_channels_share_one_gain() -> None:
    sound = np.zeros((4800, 2), np.float32)
    sound[:, 0], sound[:, 1] = 0.1, 0.2
    sound[2400, 0] = 2.0
    held = _held(sound)
    quiet = np.delete(np.arange(4800), 2400)
    assert np.allclose(held[quiet, 1], 2 * held[quiet, 0], atol=1e-6)


def test_between_samples_too() -> None:
    at = np.arange(SAMPLE_RATE // 4)
    tone = 1.2 * np.hanning(at.size) * np.sin(2 * np.pi * (SAMPLE_RATE / 4) * at / SAMPLE_RATE + np.pi / 4)
    held = _held(np.repeat(tone.astype(np.float32)[:, None], 2, axis=1))
    from pipeline.adapters.codecs.meter import Ebur128Meter

    peak = Ebur128Meter().measure(iter([held])).true_peak
    assert peak <= 20 * np.log10(_CEILING) + 0.3


def test_no_block_gives_no_block() -> None:
    assert list(limited(iter(()), _CEILING)) == []
    assert _held(np.zeros((0, 2), np.float32)).shape == (0, 2)


@pytest.mark.parametrize(
    ("integrated", "gain"), [(-23.0, 7.0), (-16.0, 0.0), (-10.45, -5.5), (-70.0, 0.0), (-60.0, 0.0)]
)
def test_the_gain_brings_the_programme_to_its_target(integrated: float, gain: float) -> None:
    assert gain_for(integrated, WEB_LOUDNESS) == pytest.approx(gain)


@pytest.mark.parametrize("target", [WEB_LOUDNESS, BROADCAST_LOUDNESS])
@given(integrated=st.floats(-50, -5))
def test_it_comes_within_a_quarter_of_its_tolerance_and_a_word_seldom_changes_it(
    target: Loudness, integrated: float
) -> None:
    gain = gain_for(integrated, target)
    assert integrated + gain == pytest.approx(target.target, abs=target.tolerance / 4 + 0.0001)
    same = [gain_for(integrated + moved / 100, target) == gain for moved in range(-3, 4)]
    step = target.tolerance / 2
    assert all(same) or abs(abs((target.target - integrated) / step % 1) - 0.5) * step < 0.031


@pytest.mark.parametrize("target", [WEB_LOUDNESS, BROADCAST_LOUDNESS])
def test_finished_is_scaled_and_stays_under_the_ceiling(target: object) -> None:
    from pipeline.model.programme import Loudness

    assert isinstance(target, Loudness)
    quiet = _noise(2, 5000, 0.02)
    assert np.allclose(np.concatenate(list(finished(iter([quiet]), 6.0, target))), quiet * 10 ** (6 / 20), atol=1e-6)
    loud = np.concatenate(list(finished(iter([_noise(2, 5000, 1.0)]), 12.0, target)))
    assert 20 * np.log10(np.abs(loud).max()) <= target.ceiling
