"""A band that moves in a picture at rest: whole pictures come out, right to the sample, at the price of the band."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.adapters.codecs import x264, x264_codec, x264_parts
from pipeline.adapters.codecs.bands import ROW, PictureGroup, Rows, Witness, changed, cut
from pipeline.adapters.codecs.x264 import X264Encoder
from pipeline.adapters.codecs.x264_parts import GroupPlan
from pipeline.model.picture import YUV420, YUV422_10, Format, Sampling
from pipeline.model.programme import PRESETS, VideoSetting
from pipeline.ports import Held

_FIRST = {preset.video: name for name, preset in reversed(PRESETS.items()) if isinstance(preset.video, VideoSetting)}
SETTINGS = {name: setting for setting, name in reversed(_FIRST.items())}
"""Every way of encoding that a delivery has, by the first that has it."""

Samples = npt.NDArray[np.uint8]
TICKER = Rows(17, 24)
"""The band of rows of macroblocks in which the test's text moves, in a picture of 27 rows (424 lines, the last cut)."""


def ground(fmt: Format) -> Samples:
    """Return a picture with soft shapes and grain, as drawn grounds have; a new one, to be drawn on."""
    return _ground(fmt).copy()


@cache
def _ground(fmt: Format) -> Samples:
    unit = 1 << (fmt.sampling.depth - 8)
    rows, columns = np.mgrid[0 : fmt.height, 0 : fmt.width]
    grain = np.random.default_rng(5).integers(0, 3, rows.shape)
    picture = np.full(fmt.samples_shape, 120, np.int64)
    picture[: fmt.height] = 90 + 40 * np.sin(columns / 60) + 30 * np.cos(rows / 45) + grain
    return (picture * unit).astype(fmt.sampling.dtype)


def pictures(fmt: Format, count: int, band: Rows = TICKER, step: int = 4) -> list[Samples]:
    """Return pictures in which a text passes in a band with a flat ground of its own."""
    unit = 1 << (fmt.sampling.depth - 8)
    text = np.random.default_rng(7).integers(0, 2, (1, fmt.width // 4 + count * step))
    text = np.kron(text, np.ones((24, 4), np.int64)) * 150 + 40
    made = []
    for number in range(count):
        picture = ground(fmt)
        picture[band.top * ROW : band.bottom * ROW] = 40 * unit
        middle = (band.top + band.bottom) * ROW // 2
        shown = text[:, number * step : number * step + fmt.width]
        picture[middle - 12 : middle + 12] = shown * unit
        made.append(picture)
    return made


def encoded(path: Path, shown: list[Held], fmt: Format, setting: VideoSetting) -> list[npt.NDArray[np.int32]]:
    """Encode and decode; return the luma and chroma of every frame as one array of samples."""
    assert X264Encoder().encode(path, iter(shown), fmt, setting) == sum(held.frames for held in shown)
    with av.open(str(path)) as source:
        source.streams.video[0].codec_context.thread_count = 1
        return [_samples(frame, fmt) for frame in source.decode(video=0)]


def _samples(frame: av.VideoFrame, fmt: Format) -> npt.NDArray[np.int32]:
    planes = []
    for plane in frame.planes:
        rows = np.frombuffer(memoryview(plane), fmt.sampling.dtype).reshape(plane.height, -1)
        planes.append(rows[:, : plane.width].ravel())
    return np.concatenate(planes).reshape(fmt.samples_shape).astype(np.int32)


def bands_used(monkeypatch: pytest.MonkeyPatch) -> list[Rows | None]:
    """Watch which groups are encoded in a band."""
    used: list[Rows | None] = []
    real = x264_parts.band_of

    def watched(group: PictureGroup, rows: Rows, fmt: Format, setting: VideoSetting) -> "x264_parts.Band | None":
        band = real(group, rows, fmt, setting)
        used.append(None if band is None else band.rows)
        return band

    monkeypatch.setattr(x264_parts, "band_of", watched)
    return used


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("sampling", [YUV420, YUV422_10], ids=["420", "422-10"])
def test_what_rests_is_the_same_in_every_frame_and_what_moves_is_right(
    name: str, sampling: Sampling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fmt = Format(384, 424, sampling=sampling)
    used = bands_used(monkeypatch)
    shown = [Held(picture, 1 + 2 * (number % 7 == 3)) for number, picture in enumerate(pictures(fmt, 60))]
    seen = encoded(tmp_path / "chunk.mp4", shown, fmt, SETTINGS[name])
    assert any(used)
    assert all(rows.bottom - rows.top <= 8 for rows in used if rows is not None)
    unit = 1 << (sampling.depth - 8)
    wanted = [held.picture.astype(np.int32) for held in shown for _ in range(held.frames)]
    resting = slice(0, TICKER.top * ROW)
    for number, rows in enumerate(used):
        group = seen[50 * number : 50 * number + 50]
        assert rows is None or all(np.array_equal(frame[resting], group[0][resting]) for frame in group)
    for frame, picture in zip(seen, wanted, strict=True):
        assert np.sqrt(np.mean((frame - picture) ** 2)) < 8 * unit


@pytest.mark.parametrize("name", SETTINGS)
def test_bands_decode_as_they_do_alone(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sample for sample: a slice that stands elsewhere means the same."""
    fmt = Format(384, 424)
    made = pictures(fmt, 40)
    for number, picture in enumerate(made[10:30]):
        picture[20:28, 4 * number : 4 * number + 60] = 230
    bands: list[x264_parts.Band] = []
    real = x264_parts.bands_of

    def watched(
        group: PictureGroup, plan: GroupPlan, whole: Format, setting: VideoSetting
    ) -> "tuple[x264_parts.Band, ...] | None":
        found = real(group, plan, whole, setting)
        bands.extend(found or ())
        return found

    monkeypatch.setattr(x264, "bands_of", watched)
    seen = encoded(tmp_path / "chunk.mp4", [Held(picture, 1) for picture in made], fmt, SETTINGS[name])
    assert len(bands) == 2, "a text at the top and one below move apart from each other"
    for band in bands:
        part = band.rows.part(fmt)
        decoder = av.CodecContext.create("h264", "r")
        decoder.thread_count = 1
        alone: list[npt.NDArray[np.int32]] = []
        for number in range(40):
            moved = band.pictures.get(number)
            alone.append(alone[-1] if moved is None else _samples(decoder.decode(av.Packet(moved))[0], part))
        for whole, shown in zip(seen, alone, strict=True):
            assert np.array_equal(cut(whole.astype(np.uint8), fmt, band.rows), shown)
    assert [len(band.pictures) for band in bands] == [22, 40], "a band is encoded only when it moves"


@pytest.mark.parametrize("name", SETTINGS)
def test_a_long_hold_before_a_band_has_its_key_frames(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fmt = Format(384, 424)
    used = bands_used(monkeypatch)
    shown = [Held(picture, 130 if number == 0 else 1) for number, picture in enumerate(pictures(fmt, 12))]
    seen = encoded(tmp_path / "chunk.mp4", shown, fmt, SETTINGS[name])
    assert any(used)
    assert all(np.array_equal(frame, seen[0]) for frame in seen[:130])
    with av.open(str(tmp_path / "chunk.mp4")) as source:
        keys = [number for number, packet in enumerate(source.demux(video=0)) if packet.is_keyframe]
    assert keys == [0, 50, 100]


def test_a_band_that_looks_outside_is_known() -> None:
    """Grain that falls through the band comes from above it."""
    fmt, rows = Format(384, 424), Rows(8, 18)
    grain = np.random.default_rng(3).integers(40, 220, (fmt.height, fmt.width)).astype(np.uint8)
    made = []
    for number in range(8):
        picture = ground(fmt)
        picture[: fmt.height] = np.roll(grain, 4 * number, axis=0)
        made.append(cut(picture, fmt, rows))
    setting = x264_parts.quantised(x264_parts.band_setting(SETTINGS["web"]), GroupPlan((1,) * 8, 25))
    packets = list(x264_codec.packets_of(iter(made), rows.part(fmt), setting))
    edge, middle = Witness(Format(384, 160), Rows(0, 10)), Witness(fmt, rows)
    assert all(edge.accepts(packet) for packet in packets), "a picture's own edges are edges"
    assert not all(middle.accepts(packet) for packet in packets)


def test_a_band_that_looks_outside_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fmt = Format(384, 424)
    monkeypatch.setattr(Witness, "accepts", lambda *_: False)
    made = pictures(fmt, 20)
    seen = encoded(tmp_path / "chunk.mp4", [Held(picture, 1) for picture in made], fmt, SETTINGS["web"])
    assert max(np.sqrt(np.mean((frame - picture) ** 2)) for frame, picture in zip(seen, made, strict=True)) < 8


def test_what_rests_in_a_grainy_picture_does_not_condemn_the_band(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lower-third slides over grain: its own rows are encoded, whatever the grain around them suggests."""
    fmt = Format(384, 424)
    used = bands_used(monkeypatch)
    made = []
    for number in range(16):
        picture = ground(fmt)
        picture[200:240, 20 : 60 + 12 * number] = 235
        made.append(picture)
    encoded(tmp_path / "chunk.mp4", [Held(picture, 1) for picture in made], fmt, SETTINGS["web"])
    assert used == [Rows(10, 17)]


def test_a_band_costs_its_own_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fmt = Format(384, 424)
    fed: list[int] = []
    real = x264_codec.frame_of

    def counted(samples: Samples, part: Format) -> av.VideoFrame:
        fed.append(part.height)
        return real(samples, part)

    for module in (x264_codec, x264_parts):
        monkeypatch.setattr(module, "frame_of", counted)
    encoded(tmp_path / "chunk.mp4", [Held(picture, 1) for picture in pictures(fmt, 50)], fmt, SETTINGS["web"])
    assert sum(fed) < 0.4 * 50 * fmt.height


def test_whole_pictures_and_bands_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fmt = Format(384, 424)
    used = bands_used(monkeypatch)
    noise = np.random.default_rng(1)
    moving = [noise.integers(40, 200, fmt.samples_shape).astype(np.uint8) for _ in range(50)]
    made = [*pictures(fmt, 50), *moving, *pictures(fmt, 50)]
    seen = encoded(tmp_path / "chunk.mp4", [Held(picture, 1) for picture in made], fmt, SETTINGS["bench"])
    assert [rows is not None for rows in used] == [True, True]
    assert len(seen) == 150
    for at in (0, 49, 100, 149):
        assert np.sqrt(np.mean((seen[at] - made[at]) ** 2)) < 8


@settings(max_examples=60, deadline=None)
@given(
    boxes=st.lists(st.tuples(st.integers(0, 87), st.integers(1, 40), st.integers(0, 60)), min_size=1, max_size=6),
    sampling=st.sampled_from([YUV420, YUV422_10]),
)
def test_a_group_gives_its_pictures_back(boxes: list[tuple[int, int, int]], sampling: Sampling) -> None:
    fmt = Format(64, 88, sampling=sampling)
    made = [np.full(fmt.samples_shape, 30, fmt.sampling.dtype)]
    for number, (top, height, left) in enumerate(boxes):
        picture = made[-1].copy()
        picture[top : top + height, left : left + 4] = 60 + number
        made.append(picture)
    group = PictureGroup(Held(made[0], 1), fmt)
    for number, picture in enumerate(made[1:]):
        group.add(Held(picture, number + 1))
    back = [(held.picture.copy(), held.frames) for held in group.pictures()]
    assert group.frames == tuple(frames for _, frames in back)
    for (picture, _), wanted in zip(back, made, strict=True):
        assert np.array_equal(picture, wanted)


def _rows(samples: Samples, fmt: Format) -> Iterator[int]:
    whole = range(-(-fmt.height // ROW))
    yield from (row for row in whole if cut(samples, fmt, Rows(row, row + 1)).any())


@given(row=st.integers(0, 105), column=st.integers(0, 63))
def test_a_sample_that_changes_is_in_the_rows(row: int, column: int) -> None:
    fmt = Format(64, 72, sampling=YUV420)
    one = np.zeros(fmt.samples_shape, np.uint8)
    other = one.copy()
    other[row, column] = 1
    (rows,) = changed(one, other, fmt)
    assert list(_rows(other, fmt)) == list(range(rows.top, rows.bottom))
    assert not changed(one, one.copy(), fmt)
