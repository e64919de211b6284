"""Buses add up exactly, loop without a seam, and last as long as the picture."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.mix import buses as room
from pipeline.mix.buses import Buses
from pipeline.mix.ducking import Ducking
from pipeline.mix.pieces import Played
from pipeline.mix.score import CLICK, score_of
from pipeline.model.time import sample_at
from pipeline.model.timeline import SoundEvent, Timeline, VoiceEvent
from pipeline.ports import Samples
from tests.fakes.plans import take, timed

_FLAT = Ducking(0.0, 0.1, 0.5)
_DUCK = Ducking(14.0, 0.15, 0.6)
_NOISE = np.random.default_rng(1)
_FILE = _NOISE.uniform(-0.3, 0.3, (7001, 2)).astype(np.float32)
_VOICE = _NOISE.uniform(-0.3, 0.3, 9000).astype(np.float32)


def _sound(start: int, end: int, **told: bool | float | str) -> SoundEvent:
    event = SoundEvent(path="a.ogg", digest="0", bus="music", start=start, end=end, gain=0.0)
    return replace(event, **told)  # type: ignore[arg-type]


def _buses(frames: int, sounds: tuple[SoundEvent, ...], voices: tuple[int, ...] = (), duck: Ducking = _FLAT) -> Buses:
    events = tuple(
        VoiceEvent(take=take(str(at), _VOICE.size), start=at, speaker="p", shown_name="P", role="on_screen", item="a")
        for at in voices
    )
    timeline = Timeline(
        script="essai",
        title="Essai",
        shots=(timed("a", 0, frames),),
        voices=events,
        sounds=sounds,
        chapters=(),
        poster=0,
    )
    return Buses(score_of(timeline, duck), lambda _: _VOICE, lambda _: Played(_FILE))


def _whole(buses: Buses) -> Samples:
    return np.concatenate(list(buses.blocks()))


@pytest.mark.parametrize("frames", [1, 7, 100, 101, 251])
def test_lasts_exactly_as_long_as_the_picture(frames: int) -> None:
    heard = _whole(_buses(frames, ()))
    assert heard.shape == (sample_at(frames), 2)
    assert heard.dtype == np.float32
    assert not heard.any()


def test_voices_and_files_add_up_to_the_bit() -> None:
    heard = _whole(_buses(20, (_sound(1000, 8000),), (2000, 3000)))
    wanted = np.zeros((sample_at(20), 2), np.float32)
    wanted[1000:8000] += _FILE[:7000]
    wanted[2000:11_000] += _VOICE[:, None]
    wanted[3000:12_000] += _VOICE[:, None]
    assert np.array_equal(heard, wanted)


def test_a_loop_has_no_seam() -> None:
    heard = _whole(_buses(30, (_sound(0, sample_at(30), loop=True),)))
    assert np.array_equal(heard, np.tile(_FILE, (9, 1))[: sample_at(30)])


def test_a_loop_with_a_beginning_plays_it_once() -> None:
    buses = replace(_buses(30, (_sound(0, sample_at(30), loop=True),)), files=lambda _: Played(_FILE, 1000))
    wanted = np.concatenate([_FILE, *[_FILE[1000:]] * 9])
    assert np.array_equal(_whole(buses), wanted[: sample_at(30)])


def test_a_file_that_ends_early_leaves_silence() -> None:
    heard = _whole(_buses(10, (_sound(0, sample_at(10)),)))
    assert np.array_equal(heard[:7001], _FILE)
    assert not heard[7001:].any()


def test_level_offset_and_fades() -> None:
    event = replace(_sound(100, 5000), gain=-6.0, offset=50, fade_in=1000, fade_out=1000)
    heard = _whole(_buses(10, (event,)))
    half = 10 ** (-6 / 20)
    assert np.allclose(heard[2000:3000], _FILE[1950:2950] * half, atol=1e-6)
    assert not heard[:101].any()
    assert np.abs(heard[4990:5000]).max() < 0.01
    assert np.allclose(heard[600], _FILE[550] * half * 0.5, atol=1e-6)
    assert not heard[5000:].any()


@pytest.mark.parametrize("bus", ["music", "nat_sound", "effects"])
def test_whatever_still_rings_yields_to_speech_unless_it_is_to_be_heard_in_full(bus: str) -> None:
    low = _whole(_buses(20, (_sound(0, 7000, bus=bus),), (0,), _DUCK))
    assert np.allclose(low[:7000], _FILE[:7000] * 10 ** (-14 / 20) + _VOICE[:7000, None], atol=1e-5)
    kept = _whole(_buses(20, (_sound(0, 7000, bus=bus, ducked=False),), (0,), _DUCK))
    assert np.allclose(kept[:7000], _FILE[:7000] + _VOICE[:7000, None], atol=1e-6)


def test_a_voice_that_begins_before_an_excerpt_is_heard_from_its_middle() -> None:
    heard = _whole(_buses(5, (), (-4000,)))
    assert np.array_equal(heard[CLICK:5000, 0], _VOICE[4000 + CLICK :])


@pytest.mark.parametrize("block", [1, 997, 48_000, 10_000_000])
def test_the_size_of_a_block_changes_nothing(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = 1 if block == 1 else 60
    sounds = (_sound(0, sample_at(frames), loop=True), replace(_sound(50, 1900), fade_in=300, fade_out=300))
    wanted = _whole(_buses(frames, sounds, (100,), _DUCK))
    monkeypatch.setattr(room, "BLOCK", block)
    assert np.array_equal(_whole(_buses(frames, sounds, (100,), _DUCK)), wanted)


def test_an_empty_file_is_silence() -> None:
    buses = replace(_buses(5, (_sound(0, 1000, loop=True),)), files=lambda _: Played(np.zeros((0, 2), np.float32)))
    assert not _whole(buses).any()


def test_after_an_hour_every_voice_still_falls_on_its_sample() -> None:
    frames = 60 * 60 * 25
    click = np.array([0.5, -0.25], np.float32)
    starts = [7 + minute * 60 * 48_000 + minute for minute in range(60)]
    events = tuple(
        VoiceEvent(take=take(str(at), click.size), start=at, speaker="p", shown_name="P", role="on_screen", item="a")
        for at in starts
    )
    timeline = Timeline(
        script="essai", title="Essai", shots=(timed("a", 0, frames),), voices=events, sounds=(), chapters=(), poster=0
    )
    found: list[int] = []
    at = 0
    for block in Buses(score_of(timeline, _DUCK), lambda _: click, lambda _: Played(_FILE)).blocks():
        found += (at + np.flatnonzero(block[:, 0] == click[0])).tolist()
        assert np.count_nonzero(block) <= 4
        at += len(block)
    assert found == starts
    assert at == sample_at(frames) == 60 * 60 * 48_000


_STILL = np.full((40_000, 2), 0.5, np.float32)
"""A sound without any step of its own: whatever steps in the mix comes from the cut."""


@pytest.mark.parametrize(
    "event",
    [
        _sound(500, 30_000, fade_in=960, fade_out=960),
        _sound(500, 30_000, fade_in=960, fade_out=24_000, offset=12_345),
        _sound(-9000, 20_000, fade_in=960, fade_out=960, bus="effects"),
        _sound(500, 57_000, fade_in=960, fade_out=24_000),
        _sound(500, 57_000, fade_in=960, fade_out=960, bus="nat_sound", offset=1000),
        _sound(500, 57_000, fade_in=48_000, fade_out=48_000, loop=True),
        _sound(500, 1300, fade_in=960, fade_out=960),
    ],
    ids=[
        "whole",
        "from an offset",
        "begun before",
        "file too short",
        "footage too short",
        "looped",
        "shorter than fades",
    ],
)
@pytest.mark.parametrize("voices", [(), (20_000,)])
def test_no_cut_makes_a_step_above_40_db_under_full_scale(event: SoundEvent, voices: tuple[int, ...]) -> None:
    buses = replace(_buses(31, (event,), voices, _DUCK), files=lambda _: Played(_STILL), voices=lambda _: _VOICE * 0)
    heard = _whole(buses)
    if event.start > 0:
        heard = np.concatenate([np.zeros((1, 2), np.float32), heard])
    assert np.abs(np.diff(heard, axis=0)).max() <= 0.01
    assert heard.any()


def test_an_excerpt_that_begins_and_ends_amid_sound_does_so_without_a_click() -> None:
    inside = (_sound(-3000, sample_at(20) + 5000, loop=True), _sound(2000, 8000))
    heard = _whole(_buses(20, inside, (-500,)))
    assert np.abs(heard[:2]).max() < 0.002
    assert np.abs(heard[-2:]).max() < 0.002
    steps = np.abs(np.diff(np.abs(heard).max(axis=1)))
    assert steps[:40].max() < 0.05
    assert np.abs(heard[2000:-2000]).max() > 0.1


def test_a_programme_that_begins_with_its_music_is_not_faded() -> None:
    heard = _whole(_buses(20, (_sound(0, sample_at(20), loop=True),)))
    np.testing.assert_array_equal(heard[:1000], _FILE[:1000])
