"""Chunks of any length join into one film: every frame, in step, tagged, playable, the same twice."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.codecs.aac import AacEncoder
from pipeline.adapters.codecs.film import FilmMuxer
from pipeline.adapters.codecs.x264 import X264Encoder
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import VideoSetting
from pipeline.model.time import sample_at
from pipeline.ports import Held, MuxPlan, Samples

_FMT = Format(160, 90)
_VIDEO = VideoSetting(speed="veryfast", quality=30)
_SIZES = (1, 2, 3, 5, 50, 125)


def _pictures(count: int, seed: int, fmt: Format = _FMT) -> Iterator[Held]:
    """Yield grey frames whose brightness and noise change with every frame."""
    random = np.random.default_rng(seed)
    for number in range(count):
        planes = np.full((fmt.height * 3 // 2, fmt.width), 128, np.uint8)
        planes[: fmt.height] = 60 + (seed * 20 + number) % 120 + random.integers(0, 6, (fmt.height, fmt.width))
        yield Held(planes, 1)


def _sound(frames: int, fmt: Format = _FMT) -> Iterator[Samples]:
    total = sample_at(frames, fmt.rate)
    tone = (0.2 * np.sin(np.arange(total) / 25)).astype(np.float32)
    for start in range(0, total, 30_000):
        yield np.repeat(tone[start : start + 30_000, None], 2, axis=1)


def _film(folder: Path, sizes: Sequence[int], fmt: Format = _FMT, name: str = "film.mp4") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    encoder, chunks = X264Encoder(), []
    for number, size in enumerate(sizes):
        path = folder / f"{number}.mp4"
        assert encoder.encode(path, _pictures(size, number, fmt), fmt, _VIDEO) == size
        chunks.append(path)
    total = sum(sizes)
    chapters = ((0, total // 2, "Le début, c’est ici"), (total // 2, total, "La fin"))
    sound = folder / "son.m4a"
    AacEncoder().encode(sound, _sound(total, fmt), 128)
    plan = MuxPlan(
        chunks=tuple(chunks),
        chunk_frames=tuple(sizes),
        sound=sound,
        chapters=chapters,
        metadata={"title": "Essai", "language": "fra"},
    )
    FilmMuxer().mux(folder / name, plan, fmt)
    return folder / name


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _film(tmp_path_factory.mktemp("film"), (*_SIZES, *reversed(_SIZES)))


_TOTAL = 2 * sum(_SIZES)


def test_has_exactly_the_frames_of_its_chunks(film: Path) -> None:
    probe = FilmMuxer().probe(film)
    assert probe.frames == _TOTAL
    assert (probe.width, probe.height, probe.rate) == (160, 90, Fraction(25))
    assert (probe.audio_rate, probe.channels) == (48_000, 2)


@pytest.mark.parametrize("size", _SIZES)
def test_chunks_of_one_size_join(size: int, tmp_path: Path) -> None:
    count = max(2, 12 // size)
    film = _film(tmp_path, [size] * count)
    with av.open(str(film)) as source:
        shown = [frame.pts or 0 for frame in source.decode(video=0)]
    assert len(shown) == size * count
    assert {two - one for one, two in pairwise(shown)} == {512}


def test_every_frame_is_shown_a_constant_step_after_the_one_before(film: Path) -> None:
    with av.open(str(film)) as source:
        stream = source.streams.video[0]
        shown = [frame.pts for frame in source.decode(stream)]
        step = Fraction(1, 25) / (stream.time_base or 1)
    assert shown == [number * step for number in range(_TOTAL)]


def test_packets_are_decoded_in_order_and_never_after_they_are_shown(film: Path) -> None:
    with av.open(str(film)) as source:
        packets = [packet for packet in source.demux(video=0) if packet.pts is not None]
    decode = [packet.dts or 0 for packet in packets]
    assert decode == sorted(set(decode))
    assert all(packet.dts <= packet.pts for packet in packets if packet.dts is not None and packet.pts is not None)


def test_pictures_come_back_in_their_order(film: Path) -> None:
    sizes = (*_SIZES, *reversed(_SIZES))
    wanted = [60 + (chunk * 20 + n) % 120 + 2.5 for chunk, size in enumerate(sizes) for n in range(size)]
    with av.open(str(film)) as source:
        seen = [float(frame.to_ndarray(format="yuv420p")[:90].mean()) for frame in source.decode(video=0)]
    assert np.abs(np.array(seen) - np.array(wanted)).max() < 6


def test_is_high_profile_420_and_bt709(film: Path) -> None:
    with av.open(str(film)) as source:
        context = source.streams.video[0].codec_context
        frame = next(source.decode(video=0))
        assert context.profile == "High"
        assert frame.format.name == "yuv420p"
        assert (int(context.color_primaries), int(context.color_trc), int(context.colorspace)) == (1, 1, 1)
        assert int(context.color_range) == 1


def test_gops_are_closed_and_at_most_two_seconds(film: Path) -> None:
    with av.open(str(film)) as source:
        keys = [packet.pts // 512 for packet in source.demux(video=0) if packet.is_keyframe and packet.pts is not None]
    assert max(np.diff([*keys, _TOTAL])) <= 50


def test_chapters_and_metadata_come_back(film: Path) -> None:
    with av.open(str(film)) as source:
        chapters = source.chapters()
        assert [chapter["metadata"]["title"] for chapter in chapters] == ["Le début, c’est ici", "La fin"]
        assert chapters[0]["start"] == 0
        ends = [float(chapter["end"] * chapter["time_base"]) for chapter in chapters if chapter["time_base"]]
        assert ends == pytest.approx([_TOTAL / 50, _TOTAL / 25], abs=0.04)
        assert source.metadata["title"] == "Essai"


def test_starts_playing_before_it_is_whole(film: Path) -> None:
    data = film.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_sound_and_picture_have_the_same_length(film: Path) -> None:
    probe = FilmMuxer().probe(film)
    assert abs(probe.audio_seconds - probe.video_seconds) < 0.040


@pytest.mark.parametrize("frames", [1, 3, 7, 26])
def test_very_short_films_too(frames: int, tmp_path: Path) -> None:
    probe = FilmMuxer().probe(_film(tmp_path, [frames]))
    assert probe.frames == frames
    assert abs(probe.audio_seconds - frames / 25) < 0.040


_LARGE = Format(320, 180)
"""x264 itself is not reproducible at a width of 160 (7 of 300 encodings differed); from 192 on it is (0 of 1 600)."""


def test_the_same_frames_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (_film(tmp_path / name, (3, 50), _LARGE, f"{name}.mp4") for name in "ab")
    assert (tmp_path / "a" / "1.mp4").read_bytes() == (tmp_path / "b" / "1.mp4").read_bytes()
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("rate", [50])
def test_other_rates_keep_their_step(rate: int, tmp_path: Path) -> None:
    probe = FilmMuxer().probe(_film(tmp_path, (5, 7), Format(160, 90, Fraction(rate))))
    assert (probe.frames, probe.rate) == (12, Fraction(rate))


def test_chunks_that_do_not_belong_together_are_refused(tmp_path: Path) -> None:
    small, large = tmp_path / "s.mp4", tmp_path / "l.mp4"
    X264Encoder().encode(small, _pictures(3, 0), _FMT, _VIDEO)
    other = Format(320, 180)
    X264Encoder().encode(large, _pictures(3, 0, other), other, _VIDEO)
    AacEncoder().encode(tmp_path / "son.m4a", _sound(6), 96)
    plan = MuxPlan(chunks=(small, large), chunk_frames=(3, 3), sound=tmp_path / "son.m4a", chapters=(), metadata={})
    with pytest.raises(BugError, match="other settings"):
        FilmMuxer().mux(tmp_path / "film.mp4", plan, _FMT)


@pytest.mark.parametrize("keep", [0, 100, 3000])
def test_a_film_that_does_not_decode_is_our_bug(keep: int, film: Path, tmp_path: Path) -> None:
    broken = tmp_path / "film.mp4"
    broken.write_bytes(film.read_bytes()[:keep])
    with pytest.raises(BugError, match="does not decode"):
        FilmMuxer().probe(broken)
