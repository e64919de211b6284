"""A held picture is one picture: every frame of a hold decodes to the same samples, at next to no cost."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from av.video.frame import PictureType

from pipeline.adapters.codecs.bitstream import Repeater, Syntax, units
from pipeline.adapters.codecs.x264 import X264Encoder
from pipeline.adapters.codecs.x264_parts import Fed, Whole
from pipeline.compose.blend import lay
from pipeline.compose.planes import layer_planes, new_planes, planes_of
from pipeline.errors import BugError
from pipeline.model.picture import YUV420, YUV422_10, Format, Placement, Sampling
from pipeline.model.programme import PRESETS, VideoSetting
from pipeline.ports import Held

COUNTS = (1, 1, 3, 1, 60, 2, 1, 130, 1, 17, 1, 1, 1)
_FIRST = {preset.video: name for name, preset in reversed(PRESETS.items()) if isinstance(preset.video, VideoSetting)}
SETTINGS = {name: setting for setting, name in reversed(_FIRST.items())}
"""Every way of encoding that a delivery has, by the first that has it."""

Frames = list[npt.NDArray[np.uint16]]


def _picture(number: int, fmt: Format) -> npt.NDArray[np.uint8]:
    """Return a picture with grain, and a bar that has moved on: nothing in it can be skipped by chance."""
    unit = 1 << (fmt.sampling.depth - 8)
    random = np.random.default_rng(number)
    samples = np.full(fmt.samples_shape, 128 * unit, fmt.sampling.dtype)
    samples[: fmt.height] = (60 + random.integers(0, 30, (fmt.height, fmt.width))) * unit
    samples[20:60, 8 * number : 8 * number + 40] = 210 * unit
    return samples


def _encode(
    path: Path, counts: tuple[int, ...], fmt: Format, setting: VideoSetting
) -> "list[av.Packet[av.VideoStream]]":
    pictures = (Held(_picture(number, fmt), count) for number, count in enumerate(counts))
    assert X264Encoder().encode(path, pictures, fmt, setting) == sum(counts)
    with av.open(str(path)) as source:
        return [packet for packet in source.demux(video=0) if packet.size]


def _decoded(path: Path) -> Frames:
    with av.open(str(path)) as source:
        source.streams.video[0].codec_context.thread_count = 1
        return [
            np.concatenate([np.asarray(plane).ravel() for plane in frame.planes]) for frame in source.decode(video=0)
        ]


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("sampling", [YUV420, YUV422_10], ids=["420", "422-10"])
def test_every_frame_of_a_hold_is_the_same(name: str, sampling: Sampling, tmp_path: Path) -> None:
    fmt = Format(192, 108, sampling=sampling)
    _encode(tmp_path / "chunk.mp4", COUNTS, fmt, SETTINGS[name])
    seen = _decoded(tmp_path / "chunk.mp4")
    assert len(seen) == sum(COUNTS)
    at = 0
    for count in COUNTS:
        assert all(np.array_equal(seen[at], frame) for frame in seen[at : at + count])
        at += count


@pytest.mark.parametrize("name", SETTINGS)
def test_pictures_after_a_hold_are_what_they_would_be_without_it(name: str, tmp_path: Path) -> None:
    fmt = Format(192, 108)
    _encode(tmp_path / "chunk.mp4", COUNTS, fmt, SETTINGS[name])
    with av.open(str(tmp_path / "chunk.mp4")) as source:
        shown = [frame.to_ndarray(format="gray").astype(float) for frame in source.decode(video=0)]
    at = 0
    for number, count in enumerate(COUNTS):
        wanted = _picture(number, fmt)[: fmt.height].astype(float)
        assert np.sqrt(np.mean((shown[at] - wanted) ** 2)) < 12
        at += count


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize(
    ("rgb", "codes"),
    [
        ((255, 255, 255), (235, 128, 128)),
        ((0, 0, 0), (16, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 255, 0), (173, 42, 26)),
        ((0, 0, 255), (32, 240, 118)),
        ((246, 168, 33), (166, 61, 168)),
    ],
)
def test_flat_colours_keep_their_codes_through_the_encoder(
    name: str, rgb: tuple[int, int, int], codes: tuple[int, int, int], tmp_path: Path
) -> None:
    """BT.709 limited range, within one code value after encoding: Recommendation ITU-R BT.709-6, 3.2 to 3.5."""
    fmt = Format(192, 108)
    planes = new_planes(192, 108)
    lay(planes, layer_planes(np.full((108, 192, 4), (*rgb, 255), np.uint8), 0, 0), Placement(layer="fond"))
    X264Encoder().encode(tmp_path / "chunk.mp4", iter([Held(planes.whole, 3)]), fmt, SETTINGS[name])
    with av.open(str(tmp_path / "chunk.mp4")) as source:
        decoded = next(source.decode(video=0)).to_ndarray(format="yuv420p")
    shown = planes_of(decoded.astype(np.uint8), 108)
    for plane, code in zip((shown.y, shown.u, shown.v), codes, strict=True):
        assert np.abs(plane.astype(int) - code).max() <= 1


def test_a_repeated_picture_costs_a_few_bytes(tmp_path: Path) -> None:
    packets = _encode(tmp_path / "chunk.mp4", (250,), Format(1920, 1080), SETTINGS["web"])
    sizes = sorted(packet.size for packet in packets)
    assert len(sizes) == 250
    assert sizes[-1] > 100_000
    assert sizes[: 250 - 5][-1] < 100, "all but the five key frames"


@pytest.mark.parametrize("counts", [COUNTS, (1,), (1,) * 120, (49, 1, 49, 1, 300), (200,), (3,) * 70])
def test_key_frames_are_never_more_than_two_seconds_apart(counts: tuple[int, ...], tmp_path: Path) -> None:
    packets = _encode(tmp_path / "chunk.mp4", counts, Format(192, 108), SETTINGS["web"])
    keys = [number for number, packet in enumerate(packets) if packet.is_keyframe]
    assert keys[0] == 0
    assert max(np.diff([*keys, sum(counts)])) <= 50
    assert {two - one for one, two in pairwise(sorted(packet.pts or 0 for packet in packets))} <= {512}
    assert {two - one for one, two in pairwise(packet.dts or 0 for packet in packets)} <= {512}
    assert all((packet.dts or 0) <= (packet.pts or 0) for packet in packets)


def test_headers_that_are_not_read_are_refused() -> None:
    codec = av.CodecContext.create("libx264", "w")
    codec.width, codec.height, codec.pix_fmt = 192, 108, "yuv420p"
    codec.options = {"x264-params": "weightp=2"}
    codec.open()
    packets = [bytes(packet) for packet in codec.encode(av.VideoFrame(192, 108, "yuv420p"))]
    packets += [bytes(packet) for packet in codec.encode(None)]
    with pytest.raises(BugError, match="weights"):
        Syntax.of(packets[0])
    with pytest.raises(BugError, match="no sequence parameter set"):
        Syntax.of(b"\x00\x00\x01\x41\x9a")


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("counts", [(1, 1, 1, 1, 1, 5, 1, 1, 1, 30, 1, 1), (1,) * 12], ids=["lasts", "passes"])
def test_pictures_that_are_reordered_decode_as_their_encoder_meant_them(
    counts: tuple[int, ...], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sample for sample, whatever is repeated between them: what they are predicted from stands as near as it did."""
    fmt = Format(192, 108)
    meant: list[bytes] = []
    real = Whole.feed, Whole.rest

    def feed(whole: Whole, held: Held, at: int) -> "Iterator[tuple[bytes, Fed]]":
        for data, fed in real[0](whole, held, at):
            meant.append(data)
            yield data, fed

    def rest(whole: Whole) -> "Iterator[tuple[bytes, Fed]]":
        for data, fed in real[1](whole):
            meant.append(data)
            yield data, fed

    monkeypatch.setattr(Whole, "feed", feed)
    monkeypatch.setattr(Whole, "rest", rest)
    random = np.random.default_rng(4)
    ground = np.kron(random.integers(40, 200, (12, 40)), np.ones((9, 9), np.int64)).astype(np.uint8)
    shown = []
    for number, count in enumerate(counts):
        picture = np.full(fmt.samples_shape, 128, np.uint8)
        picture[: fmt.height] = ground[:, 3 * number : 3 * number + fmt.width] // 2 + 4 * number
        shown.append(Held(picture, count))
    X264Encoder().encode(tmp_path / "chunk.mp4", iter(shown), fmt, SETTINGS[name])
    with av.open(str(tmp_path / "chunk.mp4")) as source:
        described = source.streams.video[0].codec_context.extradata
    alone = av.CodecContext.create("h264", "r")
    alone.extradata, alone.thread_count = described, 1
    wanted = [frame for data in meant for frame in alone.decode(av.Packet(_lengths(data)))] + alone.decode(None)
    repeated = [
        np.concatenate([np.asarray(plane).ravel() for plane in frame.planes])
        for frame, count in zip(wanted, counts, strict=True)
        for _ in range(count)
    ]
    seen = _decoded(tmp_path / "chunk.mp4")
    assert len(seen) == len(repeated)
    assert all(np.array_equal(one, other) for one, other in zip(seen, repeated, strict=True))
    with av.open(str(tmp_path / "chunk.mp4")) as source:
        kinds = {frame.pict_type for frame in source.decode(video=0)}
    assert (PictureType.B in kinds) == (SETTINGS[name].reorder > 0)


@pytest.mark.parametrize("name", SETTINGS)
def test_a_dissolve_is_two_pictures_and_joins_what_lasts(name: str, tmp_path: Path) -> None:
    """All between its first picture and its last is a mix of both; its headers are those of any other chunk."""
    fmt = Format(384, 216)
    before, after = (_card(fmt, away, tall=True).astype(float) for away in (60, 0))
    mixes = [(before + (after - before) * (n + 1) / 13).round().astype(np.uint8) for n in range(12)]
    for how, stays in (("passes", 1), ("lasts", 3)):
        held = (Held(mix, stays, (stays,) * (11 - rank)) for rank, mix in enumerate(mixes))
        X264Encoder().encode(tmp_path / f"{how}.mp4", held, fmt, SETTINGS[name])
    with av.open(str(tmp_path / "passes.mp4")) as passes, av.open(str(tmp_path / "lasts.mp4")) as lasts:
        one, other = (_sets(source.streams.video[0].codec_context.extradata) for source in (passes, lasts))
        sizes = [packet.size for packet in passes.demux(video=0) if packet.size]
    assert one == other
    if SETTINGS[name].reorder:
        assert max(sizes[2:]) < sizes[1] / 2, "decoded first: the first picture and the last"


@pytest.mark.parametrize("name", ["web", "broadcast", "bench"])
@pytest.mark.parametrize("tall", [False, True], ids=["in a band", "from top to foot"])
def test_nothing_pulses_where_a_card_has_come_to_rest(name: str, tall: bool, tmp_path: Path) -> None:
    """A title eases in over a soft ground and stays: no key frame, of three, shows the still picture otherwise."""
    fmt, counts = Format(384, 216), (*(1,) * 30, 90)
    shown = [
        Held(_card(fmt, 60 * 0.8**number, tall=tall), count, counts[number + 1 :])
        for number, count in enumerate(counts)
    ]
    X264Encoder().encode(tmp_path / "chunk.mp4", iter(shown), fmt, SETTINGS[name])
    with av.open(str(tmp_path / "chunk.mp4")) as source:
        frames = [
            (bool(frame.key_frame), frame.to_ndarray()[: fmt.height].astype(float)) for frame in source.decode(video=0)
        ]
    keys = [number for number, (key, _) in enumerate(frames) if key]
    assert keys == [0, 30, 80]
    for at in keys[1:]:
        jump = np.mean((frames[at][1] - frames[at - 1][1]) ** 2)
        assert 10 * np.log10(255**2 / max(jump, 1e-9)) >= 48, f"dB at frame {at}"
    last = shown[-1].picture[: fmt.height].astype(float)
    assert 10 * np.log10(255**2 / np.mean((frames[-1][1] - last) ** 2)) > 42


@pytest.mark.parametrize("stays", [(20, 20, 12), (45, 3, 9)], ids=str)
def test_what_is_left_of_a_still_shot_is_no_coarser(stays: tuple[int, ...], tmp_path: Path) -> None:
    """A level steps in a corner of a card at rest: the last key frame, of a few frames, shows the rest as it was."""
    fmt = Format(384, 216)
    cards = [_card(fmt, 0, tall=False) for _ in stays]
    for rank, card in enumerate(cards):
        card[180:190, 300 : 310 + 8 * rank] = 200
    held = (Held(card, count, stays[rank + 1 :]) for rank, (card, count) in enumerate(zip(cards, stays, strict=True)))
    X264Encoder().encode(tmp_path / "chunk.mp4", held, fmt, SETTINGS["web"])
    with av.open(str(tmp_path / "chunk.mp4")) as source:
        seen = [(bool(frame.key_frame), frame.to_ndarray()[:160].astype(float)) for frame in source.decode(video=0)]
    for (_, before), (key, after) in pairwise(seen):
        if key:
            assert 10 * np.log10(255**2 / max(np.mean((after - before) ** 2), 1e-9)) >= 48


def _card(fmt: Format, away: float, *, tall: bool) -> npt.NDArray[np.uint8]:
    """Return a soft, dithered ground with letters of sharp edges, and a line, so many pixels from their place."""
    rows, columns = np.mgrid[0 : fmt.height, 0 : fmt.width].astype(float)
    grain = np.random.default_rng(2).random(rows.shape)
    letters = (np.sin((columns - away) / 3.1) > 0.4) & (np.abs(rows - 110) < 12) & (np.abs(columns - away - 190) < 80)
    letters |= tall & (np.abs(columns - away - 40) < 2)
    luma = np.where(letters, 205, 60 + rows / 6 + 20 * np.sin(columns / 90) + grain)
    picture = np.full(fmt.samples_shape, 128, np.uint8)
    picture[: fmt.height] = luma
    return picture


def _sets(extradata: bytes | None) -> bytes:
    """Return the parameter sets beside a stream, without what the encoder says of itself."""
    return (extradata or b"")[: (extradata or b"").find(b"x264")]


def _lengths(packet: bytes) -> bytes:
    """Return an access unit in the form of MP4: each unit after its length."""
    return b"".join(len(unit).to_bytes(4) + unit for unit in units(packet))


@pytest.mark.parametrize("number", [0, 1, 7, 15, 16, 200])
def test_a_picture_is_numbered_without_touching_the_rest(number: int) -> None:
    start = b"\x00\x00\x00\x01"
    # first_mb 0, slice_type 5, pps 0, then four bits of frame_num; zeros that need escaping follow
    unit = b"\x41" + bytes([0b1001_1010, 0b0010_0000]) + b"\x00\x00\x03\x00\x00\x03\x01\xff\x80"
    made = Repeater(Syntax(4, arithmetic=True, filter_told=True), start + unit).repeat(number, 0)
    (found,) = units(made)
    assert made.startswith(start)
    assert int.from_bytes(found[1:3]) >> 5 & 15 == number % 16
    assert found[3:].endswith(b"\x01\xff\x80")
    assert not any(pattern in found for pattern in (b"\x00\x00\x00", b"\x00\x00\x01", b"\x00\x00\x02"))
