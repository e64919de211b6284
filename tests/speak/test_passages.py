"""A long sound becomes passages that can be recognised: nothing that is heard is lost, none is too long."""

import numpy as np
import pytest

from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples
from pipeline.speak.passages import passages


def _sound(*parts: tuple[float, float]) -> Samples:
    """Return parts of (seconds, level) of noise."""
    noise = np.random.default_rng(1)
    return np.concatenate(
        [level * noise.standard_normal(int(seconds * SAMPLE_RATE)) for seconds, level in parts]
    ).astype(np.float32)


def test_silence_gives_none() -> None:
    assert not list(passages([_sound((5, 0.0))], 28))


def test_what_lies_seconds_apart_is_apart() -> None:
    found = list(passages([_sound((1, 0), (4, 0.1), (6, 0.0001), (3, 0.1), (1, 0))], 28))
    assert [round(each.start / SAMPLE_RATE) for each in found] == [1, 11]
    assert [round(each.sound.size / SAMPLE_RATE) for each in found] == [4, 3]


@pytest.mark.parametrize("block", [7_000, SAMPLE_RATE * 20])
def test_a_long_speech_is_cut_where_it_is_silent_whatever_the_blocks(block: int) -> None:
    sound = _sound(*[(6.0, 0.1), (0.5, 0.0001)] * 24)
    found = list(passages([sound[at : at + block] for at in range(0, sound.size, block)], 28))
    assert max(each.sound.size for each in found) <= 28 * SAMPLE_RATE
    covered = np.zeros(sound.size, bool)
    for each in found:
        assert np.array_equal(each.sound, sound[each.start : each.start + each.sound.size])
        covered[each.start : each.start + each.sound.size] = True
    assert np.abs(sound[~covered]).max(initial=0) < 0.01


def test_speech_without_a_silence_is_cut_all_the_same() -> None:
    found = list(passages([_sound((70, 0.1))], 28))
    assert sum(each.sound.size for each in found) == 70 * SAMPLE_RATE
    assert max(each.sound.size for each in found) <= 28 * SAMPLE_RATE


def test_both_sides_are_heard_as_one() -> None:
    sound = _sound((2, 0.1))
    (found,) = passages([np.stack([sound, sound], axis=1)], 28)
    assert np.allclose(found.sound, sound[: found.sound.size])
