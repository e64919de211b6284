"""Cut into segments the mix is the same mix; a segment knows nothing of what cannot be heard in it."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.mix.buses import Buses
from pipeline.mix.ducking import Ducking
from pipeline.mix.loudness import limited
from pipeline.mix.pieces import Played
from pipeline.mix.score import Score, VoicePart
from pipeline.mix.segments import SEGMENT, Segment, segments
from pipeline.model.time import PACKET
from pipeline.model.timeline import SoundEvent
from pipeline.ports import Samples

_DUCK = Ducking(14.0, 0.15, 0.6)
_RANDOM = np.random.default_rng(1)
_FILE = _RANDOM.uniform(-0.3, 0.3, (70_001, 2)).astype(np.float32)
_VOICE = _RANDOM.uniform(-0.9, 0.9, 600_000).astype(np.float32)
_LENGTH = 3 * SEGMENT + 1920
_SPEECH = ((10_000, 300_000), (SEGMENT - 6000, SEGMENT + 9000), (2 * SEGMENT + 4000, 2 * SEGMENT + 90_000))


def _score(length: int = _LENGTH, speech: tuple[tuple[int, int], ...] = _SPEECH) -> Score:
    sounds = (
        SoundEvent(
            path="tapis.ogg",
            digest="1",
            bus="music",
            start=0,
            end=length,
            gain=-6.0,
            loop=True,
            fade_in=48_000,
            fade_out=48_000,
        ),
        SoundEvent(
            path="virgule.ogg",
            digest="2",
            bus="effects",
            start=SEGMENT - 5000,
            end=SEGMENT + 90_000,
            gain=-3.0,
            fade_in=960,
            fade_out=960,
        ),
    )
    voices = tuple(VoicePart(str(start), start, end) for start, end in speech)
    return Score(length=length, voices=voices, sounds=sounds, speech=speech, ducking=_DUCK)


def _mixed(score: Score) -> Samples:
    return np.concatenate(
        list(Buses(score, lambda part: _VOICE[: part.end - part.start], lambda _: Played(_FILE)).blocks())
    )


def _own(segment: Segment) -> Samples:
    return _mixed(segment.score)[segment.kept]


@pytest.mark.parametrize("length", [1920, SEGMENT - 1920, SEGMENT, SEGMENT + 1920, _LENGTH])
def test_segments_end_to_end_are_the_whole_mix(length: int) -> None:
    score = _score(length, _SPEECH[:1])
    cut = segments(score)
    whole = _mixed(score)
    assert sum(segment.length for segment in cut) == length
    assert np.allclose(np.concatenate([_own(segment) for segment in cut]), whole, atol=1e-6)


def test_what_is_encoded_around_a_segment_is_what_its_neighbours_hear_limited_too() -> None:
    score = _score()
    ceiling = 0.5
    whole = np.concatenate(list(limited(iter([_mixed(score)]), ceiling)))
    assert np.abs(_mixed(score)).max() > ceiling
    at = 0
    for segment in segments(score):
        encoded = np.concatenate(list(limited(iter([_mixed(segment.score)]), ceiling)))[segment.encoded]
        start = at - segment.lead
        assert np.allclose(encoded, whole[start : start + len(encoded)], atol=1e-5)
        at += segment.length


def test_every_segment_begins_on_a_packet() -> None:
    assert all(segment.lead % PACKET == 0 for segment in segments(_score()))
    assert all(segment.length % PACKET == 0 for segment in segments(_score())[:-1])


def test_a_longer_line_leaves_what_was_heard_before_it_alone() -> None:
    longer = (*_SPEECH[:2], (2 * SEGMENT + 4000, 2 * SEGMENT + 91_000))
    before, after = segments(_score()), segments(_score(_LENGTH + 5 * 1920, longer))
    assert before[:1] == after[:1]
    # The second one hears 85 ms into the third: the bed goes down at its end, and no more of it.
    assert before[1].score.speech == after[1].score.speech
    assert before[2] != after[2]


def test_a_segment_does_not_say_where_it_stands() -> None:
    score = _score()
    inside = replace(score.sounds[1], start=2 * SEGMENT + 1000, end=2 * SEGMENT + 5000)
    later = tuple(
        Score(
            length=length,
            voices=(),
            sounds=(replace(inside, start=inside.start + shift, end=inside.end + shift),),
            speech=(),
            ducking=_DUCK,
        )
        for length, shift in ((5 * SEGMENT, 0), (9 * SEGMENT, 3 * SEGMENT))
    )
    assert segments(later[0])[2] == segments(later[1])[5]


def test_a_file_that_ends_just_after_a_segment_is_not_cut_short() -> None:
    event = SoundEvent(
        path="a.ogg", digest="1", bus="music", start=SEGMENT - 69_000, end=_LENGTH, gain=0.0, fade_out=24_000
    )
    score = Score(length=_LENGTH, voices=(), sounds=(event,), speech=(), ducking=_DUCK)
    assert np.array_equal(np.concatenate([_own(segment) for segment in segments(score)]), _mixed(score))
