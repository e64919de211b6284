"""The buses of the mix: each holds its own, and added up they are the mix, limiter included."""

import numpy as np

from pipeline.mix.buses import Buses
from pipeline.mix.ducking import Ducking
from pipeline.mix.loudness import HEADROOM, finished
from pipeline.mix.pieces import Played
from pipeline.mix.score import Score, VoicePart
from pipeline.mix.segments import SEGMENT, segments
from pipeline.mix.stems import STEMS, stems
from pipeline.model.programme import WEB_LOUDNESS
from pipeline.model.timeline import SoundEvent
from pipeline.ports import Samples

_RANDOM = np.random.default_rng(3)
_FILE = _RANDOM.uniform(-0.3, 0.3, (70_001, 2)).astype(np.float32)
_VOICE = _RANDOM.uniform(-0.9, 0.9, 300_000).astype(np.float32)
_LENGTH = SEGMENT + 48_000
_SCORE = Score(
    length=_LENGTH,
    voices=(VoicePart("a", 90_000, 390_000),),
    sounds=(
        SoundEvent(
            path="tapis.ogg",
            digest="1",
            bus="music",
            start=0,
            end=_LENGTH,
            gain=-6.0,
            loop=True,
            fade_in=48_000,
            fade_out=48_000,
        ),
        SoundEvent(path="rue.ogg", digest="2", bus="nat_sound", start=60_000, end=120_000, gain=-9.0),
        SoundEvent(
            path="virgule.ogg", digest="3", bus="effects", start=SEGMENT - 5000, end=SEGMENT + 30_000, gain=-3.0
        ),
    ),
    speech=((90_000, 390_000),),
    ducking=Ducking(14.0, 0.15, 0.6),
)
_GAIN = 4.2


def _said(_: VoicePart) -> Samples:
    return _VOICE


def _read(_: SoundEvent) -> Played:
    return Played(_FILE)


def _parts() -> dict[str, Samples]:
    cut = [stems(segment, _GAIN, WEB_LOUDNESS, _said, _read) for segment in segments(_SCORE)]
    return {stem: np.concatenate([one[stem] for one in cut]) for stem in STEMS}


def _level(sound: Samples) -> float:
    return float(20 * np.log10(np.abs(sound).max() + 1e-12))


def test_added_up_they_are_the_mix_under_its_ceiling() -> None:
    free = np.concatenate(list(Buses(_SCORE, _said, _read).blocks()))
    mix = np.concatenate(list(finished(iter([free]), _GAIN, WEB_LOUDNESS)))
    parts = _parts()
    assert _level(free) + _GAIN > WEB_LOUDNESS.ceiling > _level(mix) + HEADROOM  # the limiter works here
    assert _level(sum(parts.values(), start=-mix)) < -100


def test_each_holds_its_own_and_nothing_else() -> None:
    parts = _parts()
    assert not parts["voice"][:90_000].any()
    assert not parts["voice"][390_000:].any()
    assert parts["voice"][90_000:390_000].any()
    assert not parts["nat_sound"][120_000:].any()
    assert not parts["effects"][: SEGMENT - 5000].any()


def test_music_alone_still_yields_to_the_voice() -> None:
    music = _parts()["music"]
    assert _level(music[60_000:80_000]) > _level(music[200_000:220_000]) + 10
