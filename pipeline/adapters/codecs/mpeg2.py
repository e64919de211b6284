"""Encode chunks for channels: MPEG-2 as XDCAM HD422 has it, every chunk exactly as many bits as its time is worth.

Chunks hold whole groups of pictures, but for the programme's last one. Each is encoded from a full buffer and filled up
to the constant rate, so that where one follows another no decoder's buffer can run dry.
Sources: ISO/IEC 13818-2 (6.2.2.1: zero bytes may stand before any start code), SMPTE RDD 9.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.codecs.x264 import BITEXACT, TIME_BASE
from pipeline.adapters.codecs.x264_codec import frame_of
from pipeline.errors import BugError
from pipeline.model.picture import YUV422, Format
from pipeline.model.programme import Mpeg2Setting
from pipeline.ports import Held

_BUFFER = 0.7
"""Seconds of the rate that a decoder's buffer is counted on to hold: 35 Mbit at 50 Mb/s, of the 47 of the level.

Source: ISO/IEC 13818-2, table 8-13.
"""

_TRIES = ((1.0, "12"), (0.97, "20"), (0.9, "28"), (0.7, "28"))
"""Shares of the rate, each with the coarsest quantiser, that are tried until a chunk fits its time.

Drawn pictures do at once. The quantiser's own scale ends at 28.
"""

_TAG = 1
"""BT.709 in a picture's tags, for primaries, transfer and matrix; limited range, too, has this number."""


_EXTENSION = b"\0\0\1\xb5"
"""What begins an extension, that of the sequence first; it is `_EXTENDED` bytes long."""
_EXTENDED = 10


class Mpeg2Encoder:
    """One chunk, one thread: MPEG-2 4:2:2 at high level, 1080i25 whose two fields are of one moment."""

    version = f"mpeg2 {'.'.join(str(part) for part in av.library_versions['libavcodec'])}-2"

    def encode(self, path: Path, pictures: Iterator[Held], fmt: Format, setting: Mpeg2Setting) -> int:
        """Write pictures of 8 bits 4:2:2, each held for its number of frames; return how many frames there are.

        Raises BugError when there is none, or pictures are of another sampling. A chunk of a few frames of noise may be
        larger than its time is worth: nothing but the end of a very short film is.
        """
        if fmt.sampling != YUV422:
            raise BugError(f"MPEG-2 takes {YUV422.name}, not {fmt.sampling.name}")
        shown = [(frame_of(held.picture, fmt), held.frames) for held in pictures]
        if not shown:
            raise BugError(f"{path.name}: a chunk of no picture")
        frames = sum(count for _, count in shown)
        budget = int(setting.kbps * 1000 * frames / fmt.rate / 8)
        told = b""
        for effort in _TRIES:
            units = list(_units(shown, fmt, setting, effort))
            told = told or _sequence(units[0].data)
            if sum(len(unit.data) for unit in units) <= budget:
                break
        _tell(units, told)
        _fill(units, budget / frames)
        with av.open(str(path), "w", format="mov", options=BITEXACT) as out:
            _write(out, units, fmt, setting)
        return frames


@dataclass(slots=True)
class _Unit:
    """An encoded picture: its bytes, when it is shown and decoded, in frames, whether it opens a group."""

    data: bytes
    shown: int
    decoded: int
    key: bool


def _sequence(data: bytes) -> bytes:
    """Return what opens a group: the sequence's header and extension (ISO/IEC 13818-2, 6.2.2.1 and 6.2.2.3)."""
    return data[: data.index(_EXTENSION) + _EXTENDED]


def _tell(units: list[_Unit], told: bytes) -> None:
    """Have every group say the rate that it is filled up to, whatever it was encoded at: chunks then join."""
    for unit in units:
        if unit.key:
            unit.data = told + unit.data[len(_sequence(unit.data)) :]


def _fill(units: list[_Unit], each: float) -> None:
    """Fill every group up to what its pictures are worth, `each` so many bytes, where it is not beyond that."""
    written = 0
    for number, unit in enumerate(units, 1):
        written += len(unit.data)
        if number == len(units) or units[number].key:
            lacking = max(0, int(each * number) - written)
            unit.data += bytes(lacking)
            written += lacking


def _units(
    shown: list[tuple[VideoFrame, int]], fmt: Format, setting: Mpeg2Setting, effort: tuple[float, str]
) -> Iterator[_Unit]:
    with av.open(BytesIO(), "w", format="mov", options=BITEXACT) as nowhere:
        stream = _stream(nowhere, fmt, setting, effort)
        at = 0
        for picture, count in shown:
            fields = _interlaced(picture, fmt)
            for _ in range(count):
                fields.pts, fields.time_base = at, 1 / fmt.rate
                at += 1
                yield from _out(stream.encode(fields), fmt)
        yield from _out(stream.encode(None), fmt)


def _out(packets: "list[Packet[VideoStream]]", fmt: Format) -> Iterator[_Unit]:
    for packet in packets:
        tick = packet.time_base * fmt.rate
        yield _Unit(bytes(packet), int((packet.pts or 0) * tick), int((packet.dts or 0) * tick), packet.is_keyframe)


def _write(out: OutputContainer, units: list[_Unit], fmt: Format, setting: Mpeg2Setting) -> None:
    stream = _stream(out, fmt, setting, _TRIES[0])
    out.start_encoding()
    step = int(1 / fmt.rate / TIME_BASE)
    for unit in units:
        packet = Packet(unit.data)
        packet.stream, packet.time_base = stream, TIME_BASE
        packet.pts, packet.dts, packet.duration = unit.shown * step, unit.decoded * step, step
        packet.is_keyframe = unit.key
        out.mux(packet)


def _stream(out: OutputContainer, fmt: Format, setting: Mpeg2Setting, effort: tuple[float, str]) -> VideoStream:
    share, coarsest = effort
    rate, buffer = (str(int(setting.kbps * 1000 * share * held)) for held in (1, _BUFFER))
    options = {
        "profile": "0",  # 4:2:2
        "level": "2",  # high
        "b": rate,
        "minrate": rate,
        "maxrate": rate,
        "bufsize": buffer,
        "rc_init_occupancy": buffer,
        "rc_max_vbv_use": "1",
        "rc_min_vbv_use": "1",
        "g": str(setting.gop),
        "bf": str(setting.reorder),
        "b_strategy": "0",
        "sc_threshold": "1000000000",  # groups are alike whatever is seen
        "flags": "+ildct+ilme+cgop",
        "mpv_flags": "+strict_gop",
        "field_order": "tt",
        "dc": "10",
        "intra_vlc": "1",
        "non_linear_quant": "1",
        "qmin": "1",
        "qmax": coarsest,
        "lmin": "118",
        "seq_disp_ext": "1",
        "video_format": "component",
        "color_primaries": "bt709",
        "color_trc": "bt709",
        "colorspace": "bt709",
        "color_range": "tv",
    }
    stream = out.add_stream("mpeg2video", rate=fmt.rate, options=options)
    stream.width, stream.height, stream.pix_fmt = fmt.width, fmt.height, fmt.sampling.name
    stream.codec_context.thread_count = 1
    stream.time_base = TIME_BASE
    stream.codec_context.time_base = 1 / fmt.rate
    stream.codec_context.sample_aspect_ratio = Fraction(1)
    return stream


def _interlaced(picture: VideoFrame, fmt: Format) -> VideoFrame:
    """Return a picture marked as two fields, the upper one first: only a filter of the library can mark it so."""
    graph = av.filter.Graph()
    source = graph.add_buffer(
        width=fmt.width, height=fmt.height, format=av.VideoFormat(fmt.sampling.name), time_base=1 / fmt.rate
    )
    marked, sink = graph.add("setfield", "mode=tff"), graph.add("buffersink")
    source.link_to(marked)
    marked.link_to(sink)
    graph.configure()
    picture.pts, picture.time_base = 0, 1 / fmt.rate
    graph.push(picture)
    fields = graph.pull()
    if not isinstance(fields, VideoFrame):
        raise BugError("the filter gave back no picture")
    fields.color_primaries = fields.color_trc = fields.colorspace = fields.color_range = _TAG
    return fields
