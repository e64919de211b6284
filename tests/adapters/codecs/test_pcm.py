"""PCM joins sample to sample, and keeps what 24 bits can."""

from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.adapters.codecs.pcm import PcmEncoder
from pipeline.errors import BugError
from pipeline.ports import Samples, SoundPart

_SOUND: Samples = np.random.default_rng(3).uniform(-1, 1, (20_000, 2)).astype(np.float32)


def _part(folder: Path, start: int, end: int, lead: int) -> SoundPart:
    path = folder / f"{start}.wav"
    PcmEncoder().encode(path, iter([_SOUND[start - lead : end + 500]]), 0)
    return SoundPart(path, lead, end - start)


def test_parts_join_to_the_very_sound(tmp_path: Path) -> None:
    heard: list[Samples] = []
    parts = [_part(tmp_path, 0, 9_000, 0), _part(tmp_path, 9_000, 20_000, 700)]
    PcmEncoder().join(tmp_path / "son.wav", parts, heard.append)
    decoded = Ebur128Meter().decoded(tmp_path / "son.wav")
    assert decoded.shape == _SOUND.shape
    assert np.abs(decoded - _SOUND).max() <= 2**-23
    (around,) = heard
    assert np.abs(around - _SOUND[9_000 - 2_048 : 9_000 + 2_048].T).max() <= 2**-23


def test_is_24_bits_at_48_khz_in_stereo(tmp_path: Path) -> None:
    PcmEncoder().encode(tmp_path / "son.wav", iter([_SOUND]), 0)
    with av.open(str(tmp_path / "son.wav")) as source:
        track = source.streams.audio[0]
        assert (track.codec_context.name, track.rate, track.channels) == ("pcm_s24le", 48_000, 2)


def test_a_part_that_is_too_short_is_refused(tmp_path: Path) -> None:
    part = _part(tmp_path, 0, 9_000, 0)
    with pytest.raises(BugError, match="planned"):
        PcmEncoder().join(tmp_path / "son.wav", [SoundPart(part.path, 0, 30_000)], lambda _: None)
