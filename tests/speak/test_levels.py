"""One loudness for every voice: measured as EBU R128 does, reached whatever the level at the start."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples
from pipeline.speak.levels import VOICE_LOUDNESS, levelled, loudness
from tests.fakes.recordings import said_by_pico

_RAMP = np.arange(3 * SAMPLE_RATE)


def _heard(sound: Samples) -> float:
    return Ebur128Meter().measure(iter([np.stack([sound, sound], 1)])).integrated


@pytest.mark.parametrize("hertz", [60, 250, 1000, 4000])
def test_measures_as_the_standard_meter_does(hertz: int) -> None:
    tone = (0.1 * np.sin(2 * np.pi * hertz * _RAMP / SAMPLE_RATE)).astype(np.float32)
    assert loudness(tone) == pytest.approx(_heard(tone), abs=0.1)


def test_measures_speech_with_its_pauses_as_the_standard_meter_does() -> None:
    sound = np.concatenate([said_by_pico("Ici, on paie en heures."), np.zeros(SAMPLE_RATE, np.float32)] * 2)
    assert loudness(sound) == pytest.approx(_heard(sound), abs=0.2)


@pytest.mark.parametrize("level", [0.03, 0.3, 2.0])
def test_brings_speech_to_the_same_loudness(level: float) -> None:
    sound = levelled(said_by_pico("Deux mille heures ont changé de mains.") * np.float32(level))
    assert _heard(sound) == pytest.approx(VOICE_LOUDNESS, abs=0.3)


@settings(deadline=None, max_examples=40)
@given(hnp.arrays(np.float32, st.integers(1, 20_000), elements=st.floats(-1, 1, width=32)))
def test_never_passes_minus_three_decibels(sound: np.ndarray[tuple[int], np.dtype[np.float32]]) -> None:
    result = levelled(sound)
    assert result.shape == sound.shape
    assert result.dtype == np.float32
    assert np.abs(result).max() <= 10 ** (-3 / 20)


def test_silence_stays_silence() -> None:
    assert not levelled(np.zeros(5000, np.float32)).any()
    assert levelled(np.zeros(0, np.float32)).size == 0


def test_a_whisper_is_not_raised_into_noise() -> None:
    assert np.abs(levelled(said_by_pico("Chut.") * np.float32(1e-4))).max() < 0.005
