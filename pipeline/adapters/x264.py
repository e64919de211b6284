"""Encode one chunk with x264, through PyAV; a picture that holds is encoded once and repeated for nothing."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import PictureType, VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.bitstream import Repeater, number_bits
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import VideoSetting
from pipeline.ports import Held, Pixels

TIME_BASE = Fraction(1, 12_800)
"""One tick divides 25 and 50 frames a second evenly; MP4's usual video scale."""

BITEXACT = {"fflags": "+bitexact"}


class X264Encoder:
    """One chunk, one thread: closed GOPs, no scene cuts, BT.709 limited range tagged in the bitstream."""

    version = f"x264 {'.'.join(str(part) for part in av.library_versions['libavcodec'])}-3"

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


@dataclass(slots=True)
class _Fed:
    """A picture given to the encoder: for how many frames it holds, and whether it opens a group."""

    frames: int
    key: bool


class _Writer:
    """Feeds distinct pictures to the encoder and writes one packet a frame."""

    def __init__(self, container: OutputContainer, stream: VideoStream, fmt: Format, setting: VideoSetting) -> None:
        self._container = container
        self._stream = stream
        self._fmt = fmt
        self._setting = setting
        self._fed: deque[_Fed] = deque()
        self._pictures = 0
        self._planned = 0
        self._planned_key = 0
        self._written = 0
        self._since_key = 0
        self._repeater: Repeater | None = None

    def take(self, held: Held) -> None:
        """Encode a picture."""
        due = self._planned_key + self._setting.gop
        key = not self._planned or self._planned >= due or (held.frames > 1 and self._planned + held.frames > due)
        if key:
            self._planned_key = self._planned + (held.frames - 1) // self._setting.gop * self._setting.gop
        picture = _frame(held.picture, self._fmt)
        picture.pts = self._pictures
        picture.time_base = 1 / self._fmt.rate
        picture.pict_type = PictureType.I if key else PictureType.NONE
        self._pictures += 1
        self._planned += held.frames
        self._fed.append(_Fed(held.frames, key))
        self._write(self._stream.encode(picture))

    def finish(self) -> int:
        """Write what the encoder still holds; return the number of frames."""
        self._write(self._stream.encode())
        if self._fed or self._written != self._planned:
            raise BugError(f"the encoder returned {self._written} frames of {self._planned}")
        return self._written

    def _write(self, packets: "list[Packet[VideoStream]]") -> None:
        for packet in packets:
            fed = self._fed.popleft()
            if packet.is_keyframe != fed.key:
                raise BugError("the encoder placed a key frame where none was asked for")
            self._hold(bytes(packet), fed)

    def _hold(self, data: bytes, fed: _Fed) -> None:
        if fed.key:
            for start in range(0, fed.frames, self._setting.gop):
                self._since_key = 0
                self._put(data, key=True)
                self._repeat(min(self._setting.gop, fed.frames - start) - 1)
        else:
            self._put(self._pictures_of().renumber(data, self._since_key), key=False)
            self._repeat(fed.frames - 1)

    def _repeat(self, frames: int) -> None:
        for _ in range(frames):
            self._put(self._pictures_of().repeat(self._since_key), key=False)

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

    def _pictures_of(self) -> Repeater:
        if self._repeater is None:
            self._repeater = _repeater(self._fmt, self._setting)
        return self._repeater


@lru_cache(maxsize=4)
def _repeater(fmt: Format, setting: VideoSetting) -> Repeater:
    """Return the repeater for a stream with these settings; its skipped picture is made by the encoder itself.

    A uniform picture encoded twice gives a second access unit in which every macroblock is skipped. What it holds
    depends on the settings and the size alone, so it stands for a repeat in any stream with the same headers.
    """
    codec = av.CodecContext.create("libx264", "w")
    _set_up(codec, fmt, setting)
    codec.time_base = 1 / fmt.rate
    codec.framerate = fmt.rate
    codec.open()
    grey = np.full(fmt.samples_shape, 1 << (fmt.sampling.depth - 1), fmt.sampling.dtype)
    packets: list[Packet[VideoStream]] = []
    for number in range(2):
        picture = _frame(grey, fmt)
        picture.pts = number
        picture.time_base = 1 / fmt.rate
        packets += codec.encode(picture)
    packets += codec.encode(None)
    first, second = (bytes(packet) for packet in packets)
    if len(second) > 64 + fmt.width * fmt.height // 8192:
        raise BugError("the encoder did not skip a picture equal to the one before")
    return Repeater(number_bits(first), second)


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
