"""A segment's key covers all that is heard in it, and nothing else."""

import dataclasses
from dataclasses import replace
from typing import Any

import pytest

from pipeline.mix.ducking import Ducking
from pipeline.mix.score import Score, VoicePart
from pipeline.mix.segments import Segment
from pipeline.model.programme import PRESETS, Preset
from pipeline.model.timeline import SoundEvent
from pipeline.produce.segment import SoundDesk, job_for, level_key

_SOUND = SoundEvent(
    path="a.ogg", digest="1", bus="music", start=10, end=900, gain=-3.0, offset=5, fade_in=20, fade_out=30
)
_SCORE = Score(
    length=1000,
    voices=(VoicePart("prise", 5, 700),),
    sounds=(_SOUND,),
    speech=((5, 700),),
    ducking=Ducking(14.0, 0.15, 0.6),
)
_SEGMENT = Segment(_SCORE, 10, 20, 900, 30)


class _Encoder:
    version = "aac 1"


def _key(
    segment: Segment = _SEGMENT, gain: float = 2.0, preset: Preset = PRESETS["web"], version: str = "aac 1"
) -> str:
    encoder = _Encoder()
    encoder.version = version
    encoders: Any = {"aac": encoder}
    desk: Any = SoundDesk(None, None, encoders, None)  # type: ignore[arg-type]  # a key reads the version alone
    return job_for(segment, gain, preset, desk).key


def _other(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return value + "x"
        case tuple():
            return (*value, *value)
    raise TypeError(value)


def _changed(value: Any, *, but: frozenset[str] = frozenset()) -> list[Any]:
    names = [field.name for field in dataclasses.fields(value) if field.name not in but]
    return [replace(value, **{name: _other(getattr(value, name))}) for name in names]


def test_every_field_that_is_heard_changes_both_keys() -> None:
    others = [
        *_changed(_SEGMENT, but=frozenset({"score"})),
        *(replace(_SEGMENT, score=score) for score in _changed(_SCORE, but=frozenset({"ducking"}))),
        *(replace(_SEGMENT, score=replace(_SCORE, voices=(voice,))) for voice in _changed(_SCORE.voices[0])),
        *(replace(_SEGMENT, score=replace(_SCORE, ducking=ducking)) for ducking in _changed(_SCORE.ducking)),
        *(
            replace(_SEGMENT, score=replace(_SCORE, sounds=(sound,)))
            for sound in _changed(_SOUND, but=frozenset({"path"}))
        ),
    ]
    assert len({level_key(_SEGMENT), *map(level_key, others)}) == len(others) + 1
    assert len({_key(), *map(_key, others)}) == len(others) + 1


def test_the_gain_the_ceiling_the_rate_and_the_encoder_change_what_is_encoded() -> None:
    web = PRESETS["web"]
    others = [
        _key(gain=2.2),
        _key(version="aac 2"),
        _key(preset=replace(web, audio_kbps=96)),
        _key(preset=replace(web, loudness=replace(web.loudness, ceiling=-2.0))),
    ]
    assert len({_key(), *others}) == len(others) + 1


@pytest.mark.parametrize("name", ["b.ogg", "ailleurs/a.ogg"])
def test_where_a_file_lies_does_not(name: str) -> None:
    moved = replace(_SEGMENT, score=replace(_SCORE, sounds=(replace(_SOUND, path=name),)))
    assert (level_key(moved), _key(moved)) == (level_key(_SEGMENT), _key())


def test_the_size_of_the_picture_does_not() -> None:
    assert _key(preset=PRESETS["bench"]) == _key()
