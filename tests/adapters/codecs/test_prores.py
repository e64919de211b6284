"""What a master's pictures are: ProRes as Apple names it, tagged, deep, and the same picture as long as it holds."""

from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.codecs.film import FilmMuxer
from pipeline.adapters.codecs.pcm import PcmEncoder
from pipeline.adapters.codecs.prores import ProResEncoder
from pipeline.errors import BugError
from pipeline.model.picture import YUV420, YUV422_10, Format
from pipeline.model.programme import TEN_O_CLOCK, ProResSetting
from pipeline.ports import Held, MuxPlan, Pixels

_FMT = Format(160, 90, sampling=YUV422_10)


def _ramp(level: int) -> Pixels:
    """Return a picture whose luma climbs by single steps of 10 bits."""
    picture = np.full(_FMT.samples_shape, 512, np.uint16)
    picture[:90] = level + np.arange(160) // 4
    return picture  # type: ignore[return-value]  # of 16 bits, as deep pictures are


@pytest.fixture(scope="module")
def chunk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("prores") / "image.mov"
    held = [Held(_ramp(300), 3), Held(_ramp(600), 1)]
    assert ProResEncoder().encode(path, iter(held), _FMT, ProResSetting()) == 4
    return path


def test_is_422_hq_in_10_bits_progressive_and_bt709(chunk: Path) -> None:
    with av.open(str(chunk)) as source:
        track = source.streams.video[0]
        context = track.codec_context
        frame = next(source.decode(track))
        assert (track.codec_tag, context.profile, frame.format.name) == ("apch", "HQ", "yuv422p10le")
        assert (int(context.color_primaries), int(context.color_trc), int(context.colorspace)) == (1, 1, 1)
        assert int(context.color_range) == 1
        assert not frame.interlaced_frame


def test_every_picture_is_a_key_and_a_held_one_the_same_packet(chunk: Path) -> None:
    with av.open(str(chunk)) as source:
        packets = [packet for packet in source.demux(video=0) if packet.size]
        assert all(packet.is_keyframe for packet in packets)
        data = [bytes(packet) for packet in packets]
    assert data[0] == data[1] == data[2] != data[3]


def test_steps_of_ten_bits_come_back(chunk: Path) -> None:
    with av.open(str(chunk)) as source:
        luma = next(source.decode(video=0)).planes[0]
        seen = np.frombuffer(memoryview(luma), np.uint16).reshape(90, -1)[:, :160].astype(int)
    assert np.abs(seen - _ramp(300)[:90]).max() <= 2


def test_pictures_of_another_depth_are_refused(tmp_path: Path) -> None:
    shallow = Format(160, 90, sampling=YUV420)
    with pytest.raises(BugError, match="yuv422p10le"):
        ProResEncoder().encode(tmp_path / "x.mov", iter(()), shallow, ProResSetting())


def test_a_master_begins_at_ten_o_clock_for_editing_software(chunk: Path, tmp_path: Path) -> None:
    PcmEncoder().encode(tmp_path / "son.wav", iter([np.zeros((4 * 1920, 2), np.float32)]), 0)
    plan = MuxPlan(
        chunks=(chunk,),
        chunk_frames=(4,),
        sound=tmp_path / "son.wav",
        chapters=((0, 4, "Tout"),),
        metadata={"title": "Essai", "language": "fra"},
        container="mov",
        clock=TEN_O_CLOCK,
    )
    FilmMuxer().mux(tmp_path / "film.mov", plan, _FMT)
    with av.open(str(tmp_path / "film.mov")) as source:
        assert source.streams.video[0].metadata["timecode"] == "10:00:00:00"
    assert b"tmcd" in (tmp_path / "film.mov").read_bytes(), "in a track of its own, as QuickTime has it"


def test_grain_keeps_to_the_rate_of_the_profile_and_drawn_pictures_are_the_quick_encoders(tmp_path: Path) -> None:
    fmt = Format(1920, 1080, sampling=YUV422_10)
    grain = np.random.default_rng(5).normal(512, 25, fmt.samples_shape).astype(np.uint16)
    drawn = np.full(fmt.samples_shape, 512, np.uint16)
    held = [Held(picture, 1) for picture in (drawn, grain, drawn)]  # type: ignore[arg-type]  # of 16 bits, as above
    ProResEncoder().encode(tmp_path / "x.mov", iter(held), fmt, ProResSetting())
    with av.open(str(tmp_path / "x.mov")) as source:
        sizes = [packet.size for packet in source.demux(video=0) if packet.size]
        source.seek(0)
        assert {int(frame.color_primaries) for frame in source.decode(video=0)} == {1}
    assert max(sizes) * 8 * 25 / 1e6 < 220  # Mb/s: the profile's 184, and what its encoder is allowed beyond
    assert sizes[0] == sizes[2] < sizes[1]
