"""Encode one chunk with x264, through PyAV; a picture that holds is encoded once and repeated for nothing."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from av.codec.context import Flags
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.bands import ROW, Group, Rows, Witness, rows_in
from pipeline.adapters.bitstream import Place, Repeater, Syntax, access_unit, placed, slices
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import VideoSetting
from pipeline.ports import Held, Pixels

TIME_BASE = Fraction(1, 12_800)
"""One tick divides 25 and 50 frames a second evenly; MP4's usual video scale."""

_WORTH_A_BAND = 3
"""Distinct pictures from one key frame to the next for which a band is worth its own encoder."""

_FINER_AT_REST = 5
"""How much finer rows at rest are encoded, in x264's rate factor: it cannot see ahead how long they stay."""

BITEXACT = {"fflags": "+bitexact"}


class X264Encoder:
    """One chunk, one thread: closed GOPs, no scene cuts, BT.709 limited range tagged in the bitstream."""

    version = f"x264 {'.'.join(str(part) for part in av.library_versions['libavcodec'])}-4"

    def encode(self, path: Path, pictures: Iterator[Held], fmt: Format, setting: VideoSetting) -> int:
        """Write pictures, each held for its number of frames, as MP4; return how many frames there are.

        A picture held beyond the next key frame opens a group of its own, and that group's packets are repeated:
        every frame of a hold decodes to the very same pixels.
        """
        with av.open(str(path), "w", format="mp4", options=BITEXACT) as container:
            writer = _Writer(container, _stream(container, fmt, setting), fmt, setting)
            for held in pictures:
                writer.take(held)
            return writer.finish()


class _Writer:
    """Decides where key frames go, has each group of pictures encoded whole or in bands, writes one packet a frame."""

    def __init__(self, container: OutputContainer, stream: VideoStream, fmt: Format, setting: VideoSetting) -> None:
        self._container = container
        self._stream = stream
        self._fmt = fmt
        self._setting = setting
        self._whole: _Whole | None = None
        self._group: Group | None = None
        self._still: dict[Rows, _Still] = {}
        self._planned = 0
        self._planned_key = 0
        self._written = 0
        self._since_key = 0

    def take(self, held: Held) -> None:
        """Take a picture; it is encoded once it is known what changes until the next key frame."""
        due = self._planned_key + self._setting.gop
        key = not self._planned or self._planned >= due or (held.frames > 1 and self._planned + held.frames > due)
        if key:
            self._planned_key = self._planned + (held.frames - 1) // self._setting.gop * self._setting.gop
            self._end_group()
            self._group = Group(held, self._fmt)
        elif self._group is None:
            self._feed(held, key=False)
        else:
            self._group.add(held)
            if self._group.wide:
                self._feed_all(self._group)
                self._group = None
        self._planned += held.frames

    def finish(self) -> int:
        """Write what the encoder still holds; return the number of frames."""
        self._end_group()
        self._flush()
        if self._written != self._planned:
            raise BugError(f"the encoder returned {self._written} frames of {self._planned}")
        return self._written

    def _end_group(self) -> None:
        group, self._group = self._group, None
        if group is None:
            return
        band = _band(group, self._fmt, self._setting) if len(group) >= _WORTH_A_BAND else None
        if band is None:
            self._feed_all(group)
        else:
            self._flush()
            self._put_band(group, band)

    def _feed_all(self, group: Group) -> None:
        for number, held in enumerate(group.pictures()):
            self._feed(held, key=number == 0)

    def _feed(self, held: Held, *, key: bool) -> None:
        if self._whole is None:
            self._whole = _Whole(self._fmt, self._setting)
        for data, fed in self._whole.feed(held, key=key):
            self._hold(data, fed)

    def _flush(self) -> None:
        if self._whole is not None:
            for data, fed in self._whole.rest():
                self._hold(data, fed)
            self._whole = None

    def _put_band(self, group: Group, band: "_Band") -> None:
        """Write a group of which a band moves: above and below, the slices of pictures at rest."""
        above, below = Rows(0, band.rows.top), Rows(band.rows.bottom, rows_in(self._fmt))
        rest = [(rows, self._at_rest(group, rows)) for rows in (above, below) if rows.bottom > rows.top]
        self._since_key = 0
        for packet in (band.pictures[0], *(still.first for _, still in rest)):
            if Syntax.of(packet) != _repeater(self._fmt, self._setting).syntax:
                raise BugError("the encoder wrote other headers for a part than for the whole picture")
        for number, (moving, frames) in enumerate(zip(band.pictures, group.frames, strict=True)):
            key = number == 0
            parts = [(band.rows, moving)]
            parts += [(rows, still.first if key else still.skipped) for rows, still in rest]
            self._put(self._assembled(sorted(parts, key=lambda part: part[0].top)), key=key)
            self._repeat(frames - 1)

    def _assembled(self, parts: list[tuple[Rows, bytes]]) -> bytes:
        across = -(-self._fmt.width // ROW)
        syntax = _repeater(self._fmt, self._setting).syntax
        return access_unit(
            tuple(
                placed(unit, syntax, Place(rows.top * across, self._since_key))
                for rows, packet in parts
                for unit in slices(packet)
            )
        )

    def _at_rest(self, group: Group, rows: Rows) -> "_Still":
        """Return rows that do not move, encoded; the same as in the group before when they show the same."""
        samples = next(group.parts(rows)).picture
        known = self._still.get(rows)
        if known is None or known.samples.tobytes() != samples.tobytes():
            known = _still(samples, rows.part(self._fmt), self._setting)
        self._still = {**{place: kept for place, kept in self._still.items() if place != rows}, rows: known}
        return known

    def _hold(self, data: bytes, fed: "_Fed") -> None:
        repeater = _repeater(self._fmt, self._setting)
        if fed.key:
            for start in range(0, fed.frames, self._setting.gop):
                self._since_key = 0
                self._put(data, key=True)
                self._repeat(min(self._setting.gop, fed.frames - start) - 1)
        else:
            self._put(repeater.renumber(data, self._since_key), key=False)
            self._repeat(fed.frames - 1)

    def _repeat(self, frames: int) -> None:
        repeater = _repeater(self._fmt, self._setting)
        for _ in range(frames):
            self._put(repeater.repeat(self._since_key), key=False)

    def _put(self, data: bytes, *, key: bool) -> None:
        packet = Packet(data)
        packet.stream = self._stream
        packet.time_base = TIME_BASE
        step = int(1 / self._fmt.rate / TIME_BASE)
        packet.pts = packet.dts = self._written * step
        packet.duration = step
        packet.is_keyframe = key
        self._container.mux(packet)
        self._written += 1
        self._since_key += 1


@dataclass(frozen=True, slots=True)
class _Fed:
    """A picture given to the encoder: for how many frames it holds, and whether it opens a group."""

    frames: int
    key: bool


class _Whole:
    """Encodes whole pictures; packets come some pictures later."""

    def __init__(self, fmt: Format, setting: VideoSetting) -> None:
        self._codec = _codec(fmt, setting)
        self._fmt = fmt
        self._fed: deque[_Fed] = deque()
        self._pictures = 0

    def feed(self, held: Held, *, key: bool) -> Iterator[tuple[bytes, _Fed]]:
        """Encode a picture; yield what comes out, each packet with what is known of its picture."""
        picture = _frame(held.picture, self._fmt)
        picture.pts = self._pictures
        picture.time_base = 1 / self._fmt.rate
        picture.pict_type = PictureType.I if key else PictureType.NONE
        self._pictures += 1
        self._fed.append(_Fed(held.frames, key))
        yield from self._out(self._codec.encode(picture))

    def rest(self) -> Iterator[tuple[bytes, _Fed]]:
        """Yield what the encoder still holds; nothing can be fed after."""
        yield from self._out(self._codec.encode(None))
        if self._fed:
            raise BugError(f"the encoder kept {len(self._fed)} pictures")

    def _out(self, packets: "list[Packet[VideoStream]]") -> Iterator[tuple[bytes, _Fed]]:
        for packet in packets:
            fed = self._fed.popleft()
            if packet.is_keyframe != fed.key:
                raise BugError("the encoder placed a key frame where none was asked for")
            yield bytes(packet), fed


@dataclass(frozen=True, slots=True)
class _Band:
    """The band of a group in which something moves: one access unit a picture."""

    rows: Rows
    pictures: tuple[bytes, ...]


def _band(group: Group, fmt: Format, setting: VideoSetting) -> _Band | None:
    """Encode the band of a group that moves; None when that band cannot be put back into whole pictures."""
    rows = group.band
    witness = Witness(fmt, rows)
    packets: list[bytes] = []
    for packet in _packets((held.picture for held in group.parts(rows)), rows.part(fmt), setting):
        if not witness.accepts(packet):
            return None
        packets.append(bytes(packet))
    return _Band(rows, tuple(packets)) if witness.accepts(None) else None


@dataclass(frozen=True, slots=True)
class _Still:
    """Rows at rest: their samples, the access unit that shows them, and the one that shows them again."""

    samples: Pixels
    first: bytes
    skipped: bytes


def _still(samples: Pixels, fmt: Format, setting: VideoSetting) -> _Still:
    finer = replace(setting, quality=setting.quality - _FINER_AT_REST)
    (packet,) = _packets(iter([samples]), fmt, finer)
    return _Still(samples, bytes(packet), _repeater(fmt, setting).skipped)


def _packets(pictures: Iterator[Pixels], fmt: Format, setting: VideoSetting) -> "Iterator[Packet[VideoStream]]":
    """Encode pictures one after the other; the first opens a group, with its headers."""
    codec = _codec(fmt, setting, headers_inside=True)
    for number, samples in enumerate(pictures):
        picture = _frame(samples, fmt)
        picture.pts = number
        picture.time_base = 1 / fmt.rate
        yield from codec.encode(picture)
    yield from codec.encode(None)


@lru_cache(maxsize=16)
def _repeater(fmt: Format, setting: VideoSetting) -> Repeater:
    """Return the repeater for a stream with these settings; its skipped picture is made by the encoder itself.

    A uniform picture encoded twice gives a second access unit in which every macroblock is skipped. What it holds
    depends on the settings and the size alone, so it stands for a repeat in any stream with the same headers.
    """
    grey = np.full(fmt.samples_shape, 1 << (fmt.sampling.depth - 1), fmt.sampling.dtype)
    first, second = (bytes(packet) for packet in _packets(iter([grey, grey]), fmt, setting))
    if len(second) > 64 + fmt.width * fmt.height // 8192:
        raise BugError("the encoder did not skip a picture equal to the one before")
    return Repeater(Syntax.of(first), second)


def _codec(fmt: Format, setting: VideoSetting, *, headers_inside: bool = False) -> av.VideoCodecContext:
    """Return an encoder; its headers stand before the first picture, or beside the stream."""
    codec = av.CodecContext.create("libx264", "w")
    _set_up(codec, fmt, setting)
    codec.time_base = 1 / fmt.rate
    codec.framerate = fmt.rate
    if not headers_inside:
        codec.flags |= Flags.global_header
    return codec


def _stream(container: OutputContainer, fmt: Format, setting: VideoSetting) -> VideoStream:
    stream = container.add_stream("libx264", rate=fmt.rate)
    stream.time_base = TIME_BASE
    _set_up(stream.codec_context, fmt, setting)
    stream.codec_context.time_base = 1 / fmt.rate
    return stream


def _set_up(codec: av.VideoCodecContext, fmt: Format, setting: VideoSetting) -> None:
    codec.width, codec.height = fmt.width, fmt.height
    codec.pix_fmt = fmt.sampling.name
    codec.thread_count = 1
    codec.options = _options(fmt, setting)


def _frame(samples: Pixels, fmt: Format) -> VideoFrame:
    """Copy planar samples into a frame of the codec library, whose rows may be padded."""
    frame = VideoFrame(fmt.width, fmt.height, fmt.sampling.name)
    rows = fmt.height // fmt.sampling.rows
    chroma = samples[fmt.height :].reshape(2, rows, fmt.width // 2)
    for plane, source in zip(frame.planes, (samples[: fmt.height], chroma[0], chroma[1]), strict=True):
        there = np.frombuffer(memoryview(plane), source.dtype).reshape(plane.height, -1)
        there[:, : source.shape[1]] = source
    return frame


def _options(fmt: Format, setting: VideoSetting) -> dict[str, str]:
    x264 = {
        "keyint": "infinite",  # key frames are placed here, counted in frames shown
        "scenecut": "0",
        "open-gop": "0",
        "bframes": "0",  # nothing is reordered: a packet can be repeated where it stands (docs/decisions/0010)
        "force-cfr": "1",
        "stitchable": "1",  # headers depend on the settings alone, so that slices can go from one stream to another
        "colorprim": "bt709",
        "transfer": "bt709",
        "colormatrix": "bt709",
        "range": "tv",
        "threads": "1",
        "ref": "1",
        "weightp": "0",
        "8x8dct": "1",  # High profile at every speed; the fastest would be Main
        "level": setting.level,
    }
    x264 |= dict(setting.tuning)
    if setting.ceiling_kbps:
        x264 |= {"vbv-maxrate": str(setting.ceiling_kbps), "vbv-bufsize": str(2 * setting.ceiling_kbps)}
    return {
        "preset": setting.speed,
        "crf": str(setting.quality),
        "profile": "high" if fmt.sampling.depth == 8 else "high422",
        "forced-idr": "1",
        "x264-params": ":".join(f"{name}={value}" for name, value in x264.items()),
    }
