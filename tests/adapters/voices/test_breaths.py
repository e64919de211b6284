"""What is said at once: neither too long, nor words lost on the way."""

import numpy as np

from pipeline.adapters.voices.breaths import LONGEST, Breath, breaths
from pipeline.adapters.voices.phonemes import Word

_NUMBERS = {sign: rank for rank, sign in enumerate(" abcdef,.", 1)}
_SPACE, _COMMA, _STOP = _NUMBERS[" "], _NUMBERS[","], _NUMBERS["."]


def _words(count: int, mark_every: int = 0) -> list[Word]:
    return [
        Word(f"mot{rank}", "abcde", "," if mark_every and not rank % mark_every else "") for rank in range(1, count + 1)
    ]


def test_words_are_apart_and_marks_close() -> None:
    (breath,) = breaths([Word("un", "ab", ","), Word("deux.", "cd", ".")], _NUMBERS)
    assert breath.tokens == (2, 3, _COMMA, _SPACE, 4, 5, _STOP)
    assert [(word.text, word.token) for word in breath.words] == [("un", 0), ("deux.", 4)]


def test_signs_the_model_does_not_know_and_words_without_sound_are_left_out() -> None:
    (breath,) = breaths([Word("un", "a-b", ""), Word("que", "", ""), Word("deux", "(c)", "")], _NUMBERS)
    assert breath.tokens == (2, 3, _SPACE, 4)
    assert [word.text for word in breath.words] == ["un", "deux"]


def test_nothing_that_can_be_said_is_no_breath() -> None:
    assert breaths([], _NUMBERS) == ()
    assert breaths([Word("日本", "", ".")], _NUMBERS) == ()


def test_what_is_long_is_cut_at_a_mark_near_the_middle() -> None:
    parts = breaths(_words(80, mark_every=9), _NUMBERS)
    assert len(parts) == 2
    assert all(len(part.tokens) <= LONGEST for part in parts)
    assert parts[0].tokens[-1] == _COMMA
    assert [word.text for part in parts for word in part.words] == [f"mot{rank}" for rank in range(1, 81)]


def test_what_is_long_without_a_mark_is_cut_between_words() -> None:
    parts = breaths(_words(200), _NUMBERS)
    assert all(len(part.tokens) <= LONGEST for part in parts)
    assert sum(len(part.words) for part in parts) == 200


def test_silence_around_what_is_said_is_left_out() -> None:
    edges = np.array([0, 24_000, 30_000, 36_000, 60_000])
    begin, end = Breath((1, 2), ()).heard(edges)
    assert 20_000 < begin < 24_000
    assert 36_000 < end < 45_000
    assert Breath((1,), ()).heard(np.array([0, 100, 200, 300])) == (0, 300)
