"""Encode with ProRes: chunks of a master in 4:2:2, and pictures with alpha in 4:4:4, for editing.

Every picture stands alone: one that holds is encoded once, its packet repeated.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.codecs.x264 import BITEXACT, TIME_BASE
from pipeline.adapters.codecs.x264_codec import frame_of
from pipeline.compose.planes import to_yuv
from pipeline.errors import BugError
from pipeline.model.picture import YUV422_10, Format
from pipeline.model.programme import ProResProfile, ProResSetting
from pipeline.model.time import FRAME_RATE
from pipeline.ports import Held, Pixels


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the codec library calls a profile, and the samples it takes."""

    number: str
    samples: str


_KINDS: dict[ProResProfile, _Kind] = {"422hq": _Kind("hq", "yuv422p10le"), "4444": _Kind("4444", "yuva444p10le")}

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
            writer = _IntraWriter(container, (fmt.width, fmt.height), fmt.rate, setting.profile)
            for held in pictures:
                writer.put(frame_of(held.picture, fmt), held.frames)
            return writer.written


def write_alpha(path: Path, pictures: Iterable[Held], rate: Fraction = FRAME_RATE) -> int:
    """Write pictures with alpha as a ProRes 4444 film without sound; return how many frames it has.

    Each is RGBA of shape (height, width, 4), straight alpha, width and height even, held for so many frames.
    Colours are BT.709, alpha is kept at 10 bits. Raises BugError when there is no picture.
    """
    with av.open(str(path), "w", format="mov", options=BITEXACT) as container:
        writer: _IntraWriter | None = None
        for held in pictures:
            height, width = held.picture.shape[:2]
            if writer is None:
                writer = _IntraWriter(container, (width, height), rate, "4444")
            writer.put(_with_alpha(held.picture), held.frames)
        if writer is None:
            raise BugError(f"{path.name}: a film of no picture")
        return writer.written


class _IntraWriter:
    """Encodes pictures one by one and writes each as often as it is shown."""

    def __init__(
        self, container: OutputContainer, size: tuple[int, int], rate: Fraction, profile: ProResProfile
    ) -> None:
        kind = _KINDS[profile]
        options = {"profile": kind.number, "vendor": "apl0", "field_order": "progressive"} | _BT709
        stream = container.add_stream("prores_ks", rate=rate, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = kind.samples
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


def _with_alpha(rgba: Pixels) -> VideoFrame:
    """Return a picture as the codec takes it: Y'CbCr in limited range and alpha, 10 bits each."""
    height, width = rgba.shape[:2]
    frame = VideoFrame(width, height, "yuva444p10le")
    colours = np.round(to_yuv(rgba[:, :, :3].astype(np.float32)) * 4)
    alpha = rgba[:, :, 3].astype(np.float32) * (1023 / 255)
    samples = np.dstack([colours, np.round(alpha)]).astype(np.uint16)
    for number, plane in enumerate(frame.planes):
        there = np.frombuffer(memoryview(plane), np.uint16).reshape(plane.height, -1)
        there[:, :width] = samples[:, :, number]
    return frame
