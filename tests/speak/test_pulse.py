"""How loud a take is from moment to moment, whatever its gain."""

import numpy as np

from pipeline.speak.pulse import moments

TONE = np.sin(np.arange(48_000) / 20).astype(np.float32)


def test_a_word_stands_out_of_silence() -> None:
    found = moments(np.concatenate([TONE * np.float32(0.2), np.zeros(24_000, np.float32), TONE * np.float32(0.02)]))
    assert found[:10] == (0,) * 10
    assert found[10:15] == (-60,) * 5
    assert set(found[15:25]) == {-20}


def test_gain_changes_nothing_that_is_heard() -> None:
    loud = np.concatenate([TONE * np.float32(0.5), TONE * np.float32(0.25)])
    assert moments(loud) == moments(loud * np.float32(0.5))


def test_silence_and_nothing_are_told_too() -> None:
    assert moments(np.zeros(9_600, np.float32)) == (-60, -60)
    assert moments(np.zeros(0, np.float32)) == ()
    assert len(moments(TONE[:4_801])) == 2
