"""Encode chunks with SVT-AV1 for the web: a third or more smaller than H.264 for the same picture, slower to make."""

import os
from collections.abc import Iterator
from pathlib import Path

import av
from av.video.frame import PictureType

from pipeline.adapters.codecs.x264 import BITEXACT, TIME_BASE
from pipeline.adapters.codecs.x264_codec import frame_of
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import Av1Setting
from pipeline.ports import Held

_TALK = "SVT_LOG"
"""The variable by which the encoder is told to print errors alone (1): it describes itself on every terminal else."""


class Av1Encoder:
    """One chunk, one thread: closed groups, nothing reordered when it is decoded, BT.709 limited range tagged."""

    version = f"av1 {'.'.join(str(part) for part in av.library_versions['libavcodec'])}-2"

    def encode(self, path: Path, pictures: Iterator[Held], fmt: Format, setting: Av1Setting) -> int:
        """Write pictures of 8 bits 4:2:0, each held for its number of frames; return how many frames there are."""
        os.environ.setdefault(_TALK, "1")
        params = {
            "lp": "1",  # one thread: the same bytes whatever the machine
            "keyint": str(setting.gop),
            "irefresh-type": "2",  # closed groups
            "scd": "0",
            "pred-struct": "2",  # pictures are reordered inside a packet alone: packets come as they are shown
            "color-primaries": "1",
            "transfer-characteristics": "1",
            "matrix-coefficients": "1",
            "color-range": "0",
        }
        options = {
            "preset": str(setting.speed),
            "crf": str(setting.quality),
            "g": str(setting.gop),
            "svtav1-params": ":".join(f"{name}={value}" for name, value in params.items()),
            "color_primaries": "bt709",
            "color_trc": "bt709",
            "colorspace": "bt709",
            "color_range": "tv",
        }
        frames = 0
        with av.open(str(path), "w", format="mp4", options=BITEXACT) as out:
            stream = out.add_stream("libsvtav1", rate=fmt.rate, options=options)
            stream.width, stream.height, stream.pix_fmt = fmt.width, fmt.height, fmt.sampling.name
            stream.codec_context.thread_count = 1
            stream.time_base = TIME_BASE
            stream.codec_context.time_base = 1 / fmt.rate
            for held in pictures:
                picture = frame_of(held.picture, fmt)
                for _ in range(held.frames):
                    picture.pts, picture.time_base = frames, 1 / fmt.rate
                    picture.pict_type = PictureType.NONE
                    frames += 1
                    out.mux(stream.encode(picture))
            out.mux(stream.encode(None))
        if not frames:
            raise BugError(f"{path.name}: a chunk of no picture")
        return frames
