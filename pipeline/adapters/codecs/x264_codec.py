"""x264 through PyAV: its settings, pictures in, access units out."""

from collections.abc import Iterator
from functools import lru_cache

import av
import numpy as np
from av.codec.context import Flags
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.codecs.bitstream import Repeater, Syntax
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import VideoSetting
from pipeline.ports import Pixels

ORDERED = (6, 13)
"""The fewest and the most pictures between two others for which headers count alike where a picture is shown.

x264 writes that number modulo 64 for all of these (`log2_max_pic_order_cnt_lsb`): groups that reorder more or less than
others still join them. Which pictures lie between is told picture by picture.
"""


def packets_of(pictures: Iterator[Pixels], fmt: Format, setting: VideoSetting) -> "Iterator[Packet[VideoStream]]":
    """Encode pictures one after the other; the first opens a group, with its headers."""
    codec = codec_of(fmt, setting, headers_inside=True)
    for number, samples in enumerate(pictures):
        picture = frame_of(samples, fmt)
        picture.pts = number
        picture.time_base = 1 / fmt.rate
        yield from codec.encode(picture)
    yield from codec.encode(None)


@lru_cache(maxsize=16)
def repeater_of(fmt: Format, setting: VideoSetting) -> Repeater:
    """Return the repeater for a stream with these settings; its skipped picture is made by the encoder itself.

    A uniform picture encoded twice gives a second access unit in which every macroblock is skipped. What it holds
    depends on the settings and the size alone, so it stands for a repeat in any stream with the same headers.
    """
    grey = np.full(fmt.samples_shape, 1 << (fmt.sampling.depth - 1), fmt.sampling.dtype)
    first, second = (bytes(packet) for packet in packets_of(iter([grey, grey]), fmt, setting))
    if len(second) > 64 + fmt.width * fmt.height // 8192:
        raise BugError("the encoder did not skip a picture equal to the one before")
    return Repeater(Syntax.of(first), second)


def codec_of(fmt: Format, setting: VideoSetting, *, headers_inside: bool = False) -> av.VideoCodecContext:
    """Return an encoder; its headers stand before the first picture, or beside the stream."""
    codec = av.CodecContext.create("libx264", "w")
    set_up(codec, fmt, setting)
    codec.time_base = 1 / fmt.rate
    codec.framerate = fmt.rate
    if not headers_inside:
        codec.flags |= Flags.global_header
    return codec


def set_up(codec: av.VideoCodecContext, fmt: Format, setting: VideoSetting) -> None:
    """Give an encoder its size, its one thread and its options."""
    codec.width, codec.height = fmt.width, fmt.height
    codec.pix_fmt = fmt.sampling.name
    codec.thread_count = 1
    codec.options = _options(fmt, setting)


def frame_of(samples: Pixels, fmt: Format) -> VideoFrame:
    """Copy planar samples into a frame of the codec library, whose rows may be padded."""
    frame = VideoFrame(fmt.width, fmt.height, fmt.sampling.name)
    for there, here in _planes(frame, samples, fmt):
        there[:, : here.shape[1]] = here
    return frame


def samples_of(frame: VideoFrame, fmt: Format) -> Pixels:
    """Copy a frame of the codec library into planar samples."""
    samples = np.empty(fmt.samples_shape, fmt.sampling.dtype)
    for there, here in _planes(frame, samples, fmt):
        here[:] = there[:, : here.shape[1]]
    return samples


def _planes(frame: VideoFrame, samples: Pixels, fmt: Format) -> Iterator[tuple[Pixels, Pixels]]:
    """Return each plane of a frame, with its padding, and of an array of samples."""
    chroma = samples[fmt.height :].reshape(2, fmt.height // fmt.sampling.rows, fmt.width // 2)
    for plane, here in zip(frame.planes, (samples[: fmt.height], chroma[0], chroma[1]), strict=True):
        yield np.frombuffer(memoryview(plane), here.dtype).reshape(plane.height, -1), here


def _options(fmt: Format, setting: VideoSetting) -> dict[str, str]:
    x264 = {
        "keyint": "infinite",  # key frames are placed here, counted in frames shown
        "scenecut": "0",
        "open-gop": "0",
        "bframes": str(max(setting.reorder, ORDERED[0]) if setting.reorder else 0),
        "b-adapt": "0",  # as many as there can be: at rest they cost nothing, in motion they cost least
        "b-pyramid": "none",  # what is predicted from two pictures is none that others are predicted from
        "qcomp": "1",  # a quantiser for each picture, by what it is for: see x264_parts.quantised
        "aq-mode": "1",  # flat ground, on which steps are seen, finer than what is busy: each block by itself alone
        "aq-strength": "0.7",
        "mbtree": "0",
        "rc-lookahead": "0",
        "sync-lookahead": "0",
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
