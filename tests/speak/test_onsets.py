"""Words begin where they are heard."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.heard import RecognisedWord
from pipeline.model.time import SAMPLE_RATE
from pipeline.speak.onsets import at_onsets

_NOISE = 0.1 * np.random.default_rng(1).standard_normal(SAMPLE_RATE)
_SOUND = np.concatenate([np.zeros(SAMPLE_RATE), _NOISE, np.zeros(SAMPLE_RATE), _NOISE]).astype(np.float32)
"""A second of silence, one of sound, one of silence, one of sound."""


def _word(start: float, end: float) -> RecognisedWord:
    return RecognisedWord("mot", int(start * SAMPLE_RATE), int(end * SAMPLE_RATE), 0.9)


def test_a_word_that_is_told_in_a_silence_begins_after_it() -> None:
    first, second = at_onsets([_word(0.4, 1.5), _word(1.99, 3.6)], _SOUND, 0.0)
    assert abs(first.start - SAMPLE_RATE) < SAMPLE_RATE // 50
    assert abs(second.start - 3 * SAMPLE_RATE) < SAMPLE_RATE // 50


def test_others_begin_as_much_later_as_the_recogniser_is_early() -> None:
    (word,) = at_onsets([_word(1.3, 1.5)], _SOUND, 0.1)
    assert word.start == int(1.3 * SAMPLE_RATE) + SAMPLE_RATE // 10


@given(st.lists(st.tuples(st.floats(0, 4), st.floats(0, 4)), max_size=8))
def test_words_stay_in_order_and_inside_the_sound(times: list[tuple[float, float]]) -> None:
    words = [_word(min(pair), max(pair)) for pair in sorted(times)]
    edges = [edge for word in at_onsets(words, _SOUND, 0.12) for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= _SOUND.size for edge in edges)
