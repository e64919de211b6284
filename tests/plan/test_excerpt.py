"""An excerpt is a programme of its own."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UserError
from pipeline.model.take import SentenceMark
from pipeline.model.time import Span, sample_at
from pipeline.model.timeline import Chapter, SoundEvent, Timeline, VoiceEvent
from pipeline.plan.excerpt import excerpt
from tests.fakes.plans import take, timed

_LENGTH = 300
_WHOLE = Timeline(
    script="essai",
    title="Essai",
    shots=(timed("a", 0, 100), timed("b", 100, 180, transition=12), timed("c", 180, _LENGTH, transition=12)),
    voices=(
        VoiceEvent(
            take=take(
                "1",
                sample_at(80),
                SentenceMark("Un.", 0, sample_at(30)),
                SentenceMark("Deux.", sample_at(40), sample_at(80)),
            ),
            start=sample_at(10),
            speaker="p",
            shown_name="P",
            role="on_screen",
            item="a",
        ),
        VoiceEvent(
            take=take("2", sample_at(50)), start=sample_at(190), speaker="p", shown_name="P", role="on_screen", item="c"
        ),
    ),
    sounds=(
        SoundEvent(path="tapis.ogg", digest="0", bus="music", start=0, end=sample_at(_LENGTH), gain=-6.0, loop=True),
    ),
    chapters=(Chapter("Un", "a", Span(0, 180)), Chapter("Deux", "c", Span(180, _LENGTH))),
    poster=75,
)


def test_the_whole_is_left_as_it_is() -> None:
    assert excerpt(_WHOLE, None, None) is _WHOLE
    assert excerpt(_WHOLE, 0, 10_000) is _WHOLE


@settings(deadline=None)
@given(st.integers(0, _LENGTH - 1), st.integers(1, _LENGTH))
def test_an_excerpt_is_contiguous_and_shows_the_same_frames(start: int, end: int) -> None:
    if start >= end:
        with pytest.raises(UserError, match="l'extrait est vide"):
            excerpt(_WHOLE, start, end)
        return
    part = excerpt(_WHOLE, start, end)
    assert part.length == end - start
    assert part.shots[0].span.start == 0
    for one in range(part.length):
        shot = next(s for s in part.shots if s.span.start <= one < s.span.end)
        whole = next(s for s in _WHOLE.shots if s.span.start <= one + start < s.span.end)
        assert (shot.id, one - shot.span.start + shot.offset) == (whole.id, one + start - whole.span.start)


@settings(deadline=None)
@given(st.integers(0, _LENGTH - 1), st.integers(1, _LENGTH))
def test_sound_moves_with_the_picture(start: int, end: int) -> None:
    if start >= end:
        return
    part = excerpt(_WHOLE, start, end)
    for voice in part.voices:
        was = next(v for v in _WHOLE.voices if v.take.line == voice.take.line)
        assert voice.start == was.start - sample_at(start)
        assert voice.take.samples == was.take.samples
        for mark in voice.take.sentences:
            assert 0 <= voice.start + mark.start < voice.start + mark.end <= sample_at(part.length)
    assert [sound.start for sound in part.sounds] == [-sample_at(start)]
    assert part.chapters[0].span.start == 0
    assert part.chapters[-1].span.end == part.length
    assert 0 <= part.poster < part.length


def test_an_excerpt_of_an_excerpt_is_the_same_excerpt() -> None:
    once = excerpt(_WHOLE, 60, 240)
    assert excerpt(once, 50, 100) == replace(excerpt(_WHOLE, 110, 160), poster=excerpt(once, 50, 100).poster)


def test_nothing_left_says_how_long_the_newscast_is() -> None:
    with pytest.raises(UserError, match=re.escape("le journal dure 0:12")):
        excerpt(_WHOLE, 400, None)
