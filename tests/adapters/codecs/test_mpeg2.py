"""What a channel is given: MPEG-2 of constant rate in groups that are all alike, MXF with tracks of one channel."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import PictureType

from pipeline.adapters.codecs.film import FilmMuxer
from pipeline.adapters.codecs.mpeg2 import Mpeg2Encoder
from pipeline.adapters.codecs.pcm import PcmEncoder
from pipeline.errors import BugError
from pipeline.model.picture import YUV420, YUV422, Format
from pipeline.model.programme import Mpeg2Setting
from pipeline.ports import Held, MuxPlan, Pixels, SoundTrack

_FMT = Format(320, 180, sampling=YUV422)
_SETTING = Mpeg2Setting(kbps=4_000)
_GOP = int(12 * 4_000_000 / 25 / 8)
_COUNTS = (24, 24, 7)


def _picture(level: int) -> Pixels:
    picture = np.full(_FMT.samples_shape, 128, np.uint8)
    picture[:180] = np.clip(level + np.random.default_rng(level).normal(0, 2, (180, 320)), 16, 235)
    return picture


_LEVELS = [40 + 3 * number for number in range(sum(_COUNTS))]


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("antenne")
    chunks, at = [], 0
    for number, count in enumerate(_COUNTS):
        chunks.append(folder / f"{number}.mp4")
        held = [Held(_picture(level), 1) for level in _LEVELS[at : at + count]]
        assert Mpeg2Encoder().encode(chunks[-1], iter(held), _FMT, _SETTING) == count
        at += count
    sides = np.arange(at * 1920)[:, None] * np.array([0.02, 0.05]) % 1 - 0.5
    PcmEncoder().encode(folder / "son.wav", iter([sides.astype(np.float32)]), 0)
    PcmEncoder().encode(folder / "decrit.wav", iter([sides[:, ::-1].astype(np.float32) / 2]), 0)
    plan = MuxPlan(
        chunks=tuple(chunks),
        chunk_frames=_COUNTS,
        sound=folder / "son.wav",
        chapters=(),
        metadata={"title": "Essai", "language": "fra"},
        tracks=(SoundTrack(path=folder / "decrit.wav", language="fra", title="Audiodescription"),),
        container="mxf",
        clock=10 * 3600 * 25,
    )
    FilmMuxer().mux(folder / "film.mxf", plan, _FMT)
    return folder / "film.mxf"


def test_every_frame_is_there_in_step_and_in_order(film: Path) -> None:
    probe = FilmMuxer().probe(film)
    assert (probe.frames, probe.rate, probe.channels, probe.audio_rate) == (sum(_COUNTS), Fraction(25), 4, 48_000)
    assert probe.audio_seconds == pytest.approx(probe.video_seconds)
    with av.open(str(film)) as source:
        frames = list(source.decode(video=0))
    seen = [np.frombuffer(memoryview(frame.planes[0]), np.uint8).reshape(180, -1)[:, :320].mean() for frame in frames]
    assert np.abs(np.array(seen) - _LEVELS).max() < 1.5
    assert {two.pts - one.pts for one, two in pairwise(frames) if one.pts is not None and two.pts is not None} == {1}


def test_is_xdcam_422_top_field_first_and_bt709(film: Path) -> None:
    with av.open(str(film)) as source:
        track = source.streams.video[0]
        context = track.codec_context
        frame = next(source.decode(track))
        assert (context.name, context.profile, frame.format.name) == ("mpeg2video", "4:2:2", "yuv422p")
        assert frame.interlaced_frame
        assert (int(context.color_primaries), int(context.color_trc), int(context.colorspace)) == (1, 1, 1)
        assert source.metadata["timecode"] == "10:00:00:00"
        assert (source.metadata["material_package_name"], source.metadata["comment_title"]) == ("Essai", "Essai")
        assert source.metadata["operational_pattern_ul"].startswith("060e2b34.04010101.0d010201.01"), "OP1a"


def test_no_two_films_have_one_number(film: Path) -> None:
    with av.open(str(film)) as source:
        material, package = (
            source.metadata["material_package_umid"],
            source.streams.video[0].metadata["file_package_umid"],
        )
    number = material[2 + 32 : -2]
    assert number != "0" * 30
    assert package[2 + 32 : -2] == number, "one number, and a last byte for each package"
    assert package != material


def test_groups_are_closed_twelve_pictures_long_and_of_constant_rate(film: Path) -> None:
    with av.open(str(film)) as source:
        packets = [packet for packet in source.demux(video=0) if packet.size]
    keys = [number for number, packet in enumerate(packets) if packet.is_keyframe]
    assert keys == [0, 12, 24, 36, 48]
    sizes = [sum(packet.size for packet in packets[start : start + 12]) for start in keys[:-1]]
    assert sizes == [_GOP] * 4
    with av.open(str(film)) as source:
        kinds = [frame.pict_type for frame in source.decode(video=0)]
    assert "".join(PictureType(kind).name for kind in kinds[:12]) == "IBBPBBPBBPBP"


def test_each_channel_is_a_track_of_its_own(film: Path) -> None:
    with av.open(str(film)) as source:
        assert [track.codec_context.name for track in source.streams.audio] == ["pcm_s24le"] * 4
        assert [track.channels for track in source.streams.audio] == [1] * 4
    heard = []
    for number in range(4):
        with av.open(str(film)) as source:
            pieces = [frame.to_ndarray().reshape(-1) for frame in source.decode(audio=number)]
        heard.append(np.concatenate(pieces).astype(np.float64) / 2**31)
    left = np.arange(sum(_COUNTS) * 1920) * 0.02 % 1 - 0.5
    assert np.abs(heard[0] - left).max() < 1e-6
    assert np.abs(heard[3] - left / 2).max() < 1e-6


def test_pictures_of_another_sampling_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BugError, match="yuv422p"):
        Mpeg2Encoder().encode(tmp_path / "x.mov", iter(()), Format(320, 180, sampling=YUV420), _SETTING)


def test_noise_is_made_to_fit_its_time(tmp_path: Path) -> None:
    noise = np.clip(np.random.default_rng(1).normal(128, 25, (24, *_FMT.samples_shape)), 16, 235).astype(np.uint8)
    path = tmp_path / "x.mov"
    Mpeg2Encoder().encode(path, iter([Held(picture, 1) for picture in noise]), _FMT, _SETTING)
    with av.open(str(path)) as source:
        assert sum(packet.size for packet in source.demux(video=0)) == 2 * _GOP


def test_noise_and_calm_say_the_same_of_themselves_so_that_they_join(tmp_path: Path) -> None:
    noise = np.clip(np.random.default_rng(1).normal(128, 25, (24, *_FMT.samples_shape)), 16, 235).astype(np.uint8)
    told: list[bytes | None] = []
    for name, pictures in (("calm", [Held(_picture(90), 24)]), ("noise", [Held(picture, 1) for picture in noise])):
        path = tmp_path / f"{name}.mov"
        Mpeg2Encoder().encode(path, iter(pictures), _FMT, _SETTING)
        with av.open(str(path)) as source:
            assert sum(1 for _ in source.decode(video=0)) == 24
            told.append(source.streams.video[0].codec_context.extradata)
    assert told[0] == told[1]


def test_every_group_says_the_time_of_the_film_and_not_of_its_chunk(film: Path) -> None:
    with av.open(str(film)) as source:
        groups = [bytes(packet) for packet in source.demux(video=0) if packet.size and packet.is_keyframe]
    heads = [int.from_bytes(data[at : at + 4], "big") for data in groups for at in [data.index(b"\0\0\1\xb8") + 4]]
    told = [(head >> 26 & 31, head >> 20 & 63, head >> 13 & 63, head >> 7 & 63) for head in heads]
    assert told == [(10, 0, 0, 0), (10, 0, 0, 12), (10, 0, 0, 24), (10, 0, 1, 11), (10, 0, 1, 23)]
    assert all(head >> 6 & 1 for head in heads), "closed, as they were"
    assert not any(head >> 5 & 1 for head in heads)
