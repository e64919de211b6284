"""Encode the chunks of a master with ProRes 422 HQ.

Every picture stands alone: one that holds is encoded once, its packet repeated.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
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

_TAG = 1
"""BT.709 in the header of each picture, for primaries, transfer and matrix; limited range, too, has this number."""


class ProResEncoder:
    """One chunk, one thread: ProRes 422 HQ, progressive, BT.709 limited range tagged in every picture."""

    version = f"prores {'.'.join(str(part) for part in av.library_versions['libavcodec'])}-1"

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
        options = {"profile": setting.profile, "vendor": "apl0", "field_order": "progressive"} | _BT709
        stream = container.add_stream("prores_ks", rate=rate, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = YUV422_10.name
        stream.codec_context.thread_count = 1
        stream.codec_context.sample_aspect_ratio = Fraction(1)
        stream.time_base = TIME_BASE
        stream.codec_context.time_base = 1 / rate
        self._container, self._stream, self._rate = container, stream, rate
        self._pictures = self.written = 0

    def put(self, picture: VideoFrame, frames: int) -> None:
        """Encode a picture and write it for so many frames."""
        picture.color_primaries = picture.color_trc = picture.colorspace = picture.color_range = _TAG
        picture.pts = self._pictures
        picture.time_base = 1 / self._rate
        self._pictures += 1
        (packet,) = self._stream.encode(picture)
        data, step = bytes(packet), int(1 / self._rate / TIME_BASE)
        for _ in range(frames):
            self._container.mux(_packet(data, self._stream, self.written * step, step))
            self.written += 1


def _packet(data: bytes, stream: VideoStream, at: int, length: int) -> "Packet[Stream]":
    packet: Packet[Stream] = Packet(data)
    packet.stream = stream
    packet.time_base = TIME_BASE
    packet.pts = packet.dts = at
    packet.duration = length
    packet.is_keyframe = True
    return packet
