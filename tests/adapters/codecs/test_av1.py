"""AV1 for the web: every frame in its order, tagged, in closed groups, the same bytes twice, joined like any other."""

from pathlib import Path

import av
import numpy as np
import pytest

from pipeline.adapters.codecs.aac import AacEncoder
from pipeline.adapters.codecs.av1 import Av1Encoder
from pipeline.adapters.codecs.film import FilmMuxer
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import Av1Setting
from pipeline.ports import Held, MuxPlan

_FMT = Format(160, 96)
_SETTING = Av1Setting(speed=12, quality=35, gop=10)


def _held(start: int, count: int) -> list[Held]:
    pictures = []
    for level in range(start, start + count):
        picture = np.full(_FMT.samples_shape, 128, np.uint8)
        picture[:96] = 30 + 5 * level
        pictures.append(Held(picture, 1 + (level % 2)))
    return pictures


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("av1")
    chunks = (folder / "0.mp4", folder / "1.mp4")
    counts = tuple(
        Av1Encoder().encode(path, iter(_held(10 * number, 10)), _FMT, _SETTING) for number, path in enumerate(chunks)
    )
    assert counts == (15, 15)
    sound = folder / "son.m4a"
    AacEncoder().encode(sound, iter([np.zeros((30 * 1920, 2), np.float32)]), 96)
    plan = MuxPlan(
        chunks=chunks, chunk_frames=counts, sound=sound, chapters=(), metadata={"title": "Essai", "language": "fra"}
    )
    FilmMuxer().mux(folder / "film.mp4", plan, _FMT)
    return folder / "film.mp4"


def test_every_frame_comes_back_in_its_order(film: Path) -> None:
    assert FilmMuxer().probe(film).frames == 30
    wanted = [30 + 5 * level for level in range(20) for _ in range(1 + level % 2)]
    with av.open(str(film)) as source:
        seen = [float(frame.to_ndarray(format="yuv420p")[:96].mean()) for frame in source.decode(video=0)]
    assert np.abs(np.array(seen) - wanted).max() < 3


def test_is_av1_tagged_bt709_in_groups_no_longer_than_asked(film: Path) -> None:
    with av.open(str(film)) as source:
        track = source.streams.video[0]
        context = track.codec_context
        assert (track.codec_tag, context.pix_fmt) == ("av01", "yuv420p")
        assert (int(context.color_primaries), int(context.color_trc), int(context.colorspace)) == (1, 1, 1)
        assert int(context.color_range) == 1
        keys = [number for number, packet in enumerate(source.demux(track)) if packet.is_keyframe]
    assert keys == [0, 10, 15, 25]


def test_the_same_pictures_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("un", "deux"):
        Av1Encoder().encode(tmp_path / name, iter(_held(0, 10)), _FMT, _SETTING)
    assert (tmp_path / "un").read_bytes() == (tmp_path / "deux").read_bytes()


def test_a_chunk_of_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BugError, match="no picture"):
        Av1Encoder().encode(tmp_path / "rien.mp4", iter(()), _FMT, _SETTING)
