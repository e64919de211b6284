"""Encode the chunks of a master with ProRes 422 HQ.

Every picture stands alone: one that holds is encoded once, its packet repeated. FFmpeg's first encoder (`prores_aw`)
is quicker and closer, but keeps no rate where a picture is all grain; its second one (`prores_ks`) does, and encodes
those pictures alone.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.codec.context import CodecContext
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.codecs.x264 import BITEXACT, TIME_BASE
from pipeline.adapters.codecs.x264_codec import frame_of
from pipeline.errors import BugError
from pipeline.model.picture import YUV422_10, Format
from pipeline.model.programme import ProResSetting
from pipeline.ports import Held

_BT709 = {"color_primaries": "bt709", "color_trc": "bt709", "colorspace": "bt709", "color_range": "tv"}
"""What the track says of its colours."""

_COMMON = {"vendor": "apl0", "field_order": "progressive"} | _BT709

_NUMBERS = {"hq": "3"}
"""Profiles as FFmpeg's first encoder counts them."""

_MOST = 184_000_000 / 8 / 25 / (1920 * 1080)
"""Bytes a pixel at the rate of ProRes 422 HQ: 184 Mb/s for 1920 × 1080 at 25 pictures a second (Apple, « ProRes »)."""

_TAG = 1
"""BT.709 in the header of each picture, for primaries, transfer and matrix; limited range, too, has this number."""


class ProResEncoder:
    """One chunk, one thread: ProRes 422 HQ, progressive, BT.709 limited range tagged in every picture."""

    version = f"prores {'.'.join(str(part) for part in av.library_versions['libavcodec'])}-2"

    def encode(self, path: Path, pictures: Iterator[Held], fmt: Format, setting: ProResSetting) -> int:
        """Write pictures of 10 bits 4:2:2, each held for its number of frames; return how many frames there are."""
        if fmt.sampling != YUV422_10:
            raise BugError(f"ProRes takes {YUV422_10.name}, not {fmt.sampling.name}")
        with av.open(str(path), "w", format="mov", options=BITEXACT) as container:
            writer = _IntraWriter(container, (fmt.width, fmt.height), fmt.rate, setting)
            for held in pictures:
                writer.put(frame_of(held.picture, fmt), held.frames)
            return writer.written


class _IntraWriter:
    """Encodes pictures one by one and writes each as often as it is shown."""

    def __init__(
        self, container: OutputContainer, size: tuple[int, int], rate: Fraction, setting: ProResSetting
    ) -> None:
        options = {"profile": _NUMBERS[setting.profile]} | _COMMON
        stream = container.add_stream("prores_aw", rate=rate, options=options)
        stream.time_base = TIME_BASE
        _set_up(stream.codec_context, size, rate)
        tight = CodecContext.create("prores_ks", "w")
        tight.options = {"profile": setting.profile} | _COMMON
        _set_up(tight, size, rate)
        self._container, self._stream, self._tight, self._rate = container, stream, tight, rate
        self._most = _MOST * size[0] * size[1]
        self._pictures = self.written = 0

    def put(self, picture: VideoFrame, frames: int) -> None:
        """Encode a picture and write it for so many frames."""
        picture.color_primaries = picture.color_trc = picture.colorspace = picture.color_range = _TAG
        picture.pts = self._pictures
        picture.time_base = 1 / self._rate
        self._pictures += 1
        data, step = self._encoded(picture), int(1 / self._rate / TIME_BASE)
        for _ in range(frames):
            self._container.mux(_packet(data, self._stream, self.written * step, step))
            self.written += 1

    def _encoded(self, picture: VideoFrame) -> bytes:
        """Return the packet of a picture: the quick encoder's, or the other's where that one is over the rate."""
        (packet,) = self._stream.encode(picture)
        if packet.size > self._most:
            (packet,) = self._tight.encode(picture)
        return bytes(packet)


def _set_up(context: VideoCodecContext, size: tuple[int, int], rate: Fraction) -> None:
    context.width, context.height = size
    context.pix_fmt = YUV422_10.name
    context.thread_count = 1
    context.sample_aspect_ratio = Fraction(1)
    context.time_base = 1 / rate


def _packet(data: bytes, stream: VideoStream, at: int, length: int) -> "Packet[Stream]":
    packet: Packet[Stream] = Packet(data)
    packet.stream = stream
    packet.time_base = TIME_BASE
    packet.pts = packet.dts = at
    packet.duration = length
    packet.is_keyframe = True
    return packet
