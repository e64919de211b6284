"""Loudness from tenths of a second, as BS.1770 and EBU Tech 3342 define it."""

import numpy as np
import pytest

from pipeline.mix.gating import integrated, loudness_range


def _energy(lufs: float) -> float:
    return float(10 ** ((lufs + 0.691) / 10))


def test_a_steady_sound_reads_its_level() -> None:
    assert integrated([_energy(-23)] * 100) == pytest.approx(-23)
    assert loudness_range([_energy(-23)] * 100) == pytest.approx(0)


def test_silence_between_words_does_not_count() -> None:
    spoken = [_energy(-20)] * 100
    assert integrated([*spoken, *[0.0] * 500]) == pytest.approx(-20, abs=0.1)
    assert integrated([*spoken, *[_energy(-45)] * 500]) == pytest.approx(-20, abs=0.1)


def test_silence_is_said_to_be_silent() -> None:
    assert integrated([]) == integrated([0.0] * 50) == integrated([_energy(-71)] * 50) == -70
    assert loudness_range([0.0] * 50) == 0


@pytest.mark.parametrize("quieter", [5.0, 10.0, 15.0])
def test_the_range_lies_between_quiet_and_loud(quieter: float) -> None:
    """EBU Tech 3342, minimum requirements 1 to 3: twenty seconds each of two levels."""
    steps = np.concatenate([np.full(200, _energy(-20)), np.full(200, _energy(-20 - quieter))])
    assert loudness_range(steps.tolist()) == pytest.approx(quieter, abs=0.3)
