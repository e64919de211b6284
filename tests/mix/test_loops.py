"""A piece that was not made to loop goes round without a click, a gap or a swell, in time where it has a beat."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.mix.loops import SETTLED, Seam, Zone, passage, seam_of, zone_of
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples
from tests.fakes.music import music

_BEAT = SAMPLE_RATE // 2
"""Samples of a beat of the music that tests make."""


def _zone(sound: Samples) -> Zone:
    zone = zone_of(Ebur128Meter().energies(sound, 0), len(sound))
    assert zone is not None
    return zone


def _seam(sound: Samples) -> Seam:
    zone = _zone(sound)
    return seam_of(zone, sound[zone.head : zone.head + zone.lap], sound[zone.first : zone.last + zone.lap])


def _looped(sound: Samples, seam: Seam) -> Samples:
    """Return the piece as it is heard: once through, then once more from where it goes back."""
    end = passage(seam, sound[seam.tail : seam.length], sound[seam.head : seam.back])
    return np.concatenate([sound[: seam.tail], end, sound[seam.back : seam.tail]])


def _db(sound: Samples) -> float:
    return float(10 * np.log10(np.square(sound, dtype=np.float64).mean() + 1e-12))


@pytest.mark.parametrize("kind", ["chords", "drums", "speech", "song"])
@pytest.mark.parametrize("seconds", [5, 31.7])
def test_going_back_makes_no_step_that_the_piece_does_not_make_itself(kind: str, seconds: float) -> None:
    sound = music(kind, seconds)
    seam = _seam(sound)
    heard = _looped(sound, seam)
    usual = np.percentile(np.abs(np.diff(sound, axis=0)), 99.9)
    assert np.abs(heard[seam.length] - heard[seam.length - 1]).max() <= usual
    around = heard[seam.tail - SAMPLE_RATE : seam.length + 9]
    assert np.abs(np.diff(around, axis=0)).max() <= np.abs(np.diff(sound, axis=0)).max() * 1.05


@pytest.mark.parametrize("kind", ["chords", "speech", "song"])
@pytest.mark.parametrize("seconds", [5, 31.7])
def test_the_passage_is_as_loud_as_what_it_joins(kind: str, seconds: float) -> None:
    sound = music(kind, seconds)
    seam = _seam(sound)
    sides = sound[seam.tail : seam.length], sound[seam.head : seam.back]
    mixed = passage(seam, *sides)
    for part, *joined in zip(*(np.array_split(each, 4) for each in (mixed, *sides)), strict=True):
        levels = [_db(side) for side in joined]
        assert min(levels) - 1 <= _db(part) <= max(levels) + 1


@pytest.mark.parametrize("kind", ["chords", "drums", "song"])
def test_the_passage_is_as_loud_as_the_piece(kind: str) -> None:
    sound = music(kind, 31.7)
    seam = _seam(sound)
    heard = _looped(sound, seam)
    assert _db(heard[seam.tail : seam.length]) == pytest.approx(_db(sound[seam.head : seam.tail]), abs=1)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(-0.5, 1), st.floats(0.1, 1.5))
def test_the_passage_keeps_its_level_however_alike_its_sides_are(seed: int, alike: float, seconds: float) -> None:
    random = np.random.default_rng(seed)
    lap = round(seconds * SAMPLE_RATE)
    one, two = random.normal(0, 0.1, (2, lap, 2))
    other = alike * one + np.sqrt(1 - alike**2) * two
    mixed = passage(Seam(0, 0, lap, alike), one.astype(np.float32), other.astype(np.float32))
    for part in np.array_split(mixed, 8):
        assert _db(part) == pytest.approx(-20, abs=1)


def test_the_passage_begins_with_the_end_and_ends_with_the_beginning_alone() -> None:
    random = np.random.default_rng(4)
    tail, head = random.uniform(-1, 1, (2, 9600, 2)).astype(np.float32)
    mixed = passage(Seam(0, 0, 9600, 0.3), tail, head)
    assert np.abs(mixed[0] - tail[0]).max() < 0.001
    assert np.array_equal(mixed[-SETTLED:], head[-SETTLED:])


def test_a_constant_part_makes_no_step() -> None:
    sound = music("drums", 12) * np.float32(0.1) + np.float32(0.25)
    seam = _seam(sound)
    heard = _looped(sound, seam)
    assert heard[seam.tail - 2400 : seam.tail].mean() == pytest.approx(heard[seam.length :][:2400].mean(), abs=0.01)


@pytest.mark.parametrize(
    "seconds", [12.3, pytest.param(31.7, marks=pytest.mark.slow), pytest.param(60.1, marks=pytest.mark.slow)]
)
def test_music_with_a_beat_goes_on_in_time(seconds: float) -> None:
    seam = _seam(music("drums", seconds))
    off = (seam.tail - seam.head + _BEAT // 2) % _BEAT - _BEAT // 2
    assert abs(off) <= 0.010 * SAMPLE_RATE


def test_what_repeats_itself_exactly_is_found() -> None:
    bar = music("speech", 7.3, seed=9)
    seam = _seam(np.tile(bar, (4, 1)))
    assert (seam.tail - seam.head) % len(bar) == 0
    assert seam.alike == pytest.approx(1, abs=1e-6)


def test_fades_at_its_ends_are_not_looped() -> None:
    sound = music("song", 47)  # a second of silence and two of fade, four of fade and two of silence at its end
    zone = _zone(sound)
    assert zone.head >= 2.0 * SAMPLE_RATE
    assert zone.last + zone.lap <= 43 * SAMPLE_RATE


@pytest.mark.parametrize("kind", ["chords", "song", "speech"])
@pytest.mark.parametrize("seconds", [2, 9, pytest.param(100, marks=pytest.mark.slow)])
def test_most_of_a_piece_is_heard(kind: str, seconds: float) -> None:
    sound = music(kind, max(seconds, 9 if kind == "song" else 0))
    seam = _seam(sound)
    assert seam.head < seam.tail
    assert seam.length <= len(sound)
    assert seam.tail >= len(sound) // 3


def test_a_moment_of_sound_has_nowhere_to_go_back() -> None:
    assert zone_of((), 5000) is None


def test_silence_loops_like_anything_else() -> None:
    seam = _seam(np.zeros((5 * SAMPLE_RATE, 2), np.float32))
    assert seam.length <= 5 * SAMPLE_RATE
