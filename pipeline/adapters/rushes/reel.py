"""A reel: conformed pictures kept in a file of which every picture can be had at once.

Motion JPEG at its finest usual quantiser: every picture stands alone. Measured on 1920x1080 with fine grain, one
core, against x264 (intra, ultrafast, CRF 12): written 1.4 and read 1.8 times as fast, 0.50 instead of 0.61 MB a
picture, 42.6 instead of 41.5 dB PSNR. FFV1 loses nothing but is read four times as slowly.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.frame import VideoFrame

from pipeline.ports import Pixels

_OPTIONS = {"qmin": "2", "qmax": "2", "strict": "unofficial", "flags": "+bitexact", "dct": "int", "idct": "simple"}


def write_reel(path: Path, planes: Iterator[Pixels], size: tuple[int, int], rate: Fraction) -> int:
    """Write planar YUV 4:2:0 arrays of shape (height * 3 / 2, width) and return how many there were."""
    count = 0
    with av.open(str(path), "w", format="mov", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream("mjpeg", rate=rate, options=_OPTIONS)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.codec_context.thread_count = 1
        stream.codec_context.time_base = 1 / rate
        for whole in planes:
            picture = VideoFrame.from_ndarray(whole, format="yuv420p")
            picture.pts = count
            picture.time_base = 1 / rate
            out.mux(stream.encode(picture))
            count += 1
        if count:
            out.mux(stream.encode())
    return count


class Reel:
    """Reads a reel at any place; one picture stays in memory."""

    def __init__(self, path: Path) -> None:
        self._source = av.open(str(path), "r", format="mov", options={"protocol_whitelist": "file"})
        self._stream = self._source.streams.video[0]
        self._stream.thread_type = "NONE"
        self._frames = self._source.decode(self._stream)
        self._at = -1
        self._held: Pixels | None = None
        self.length = self._stream.frames

    def planes(self, number: int) -> Pixels:
        """Return picture `number` as an array of shape (height * 3 / 2, width); the last one is held for ever."""
        number = max(0, min(number, self.length - 1))
        held = self._held
        if held is None or number != self._at:
            if number != self._at + 1:
                step = 1 / ((self._stream.time_base or Fraction(1)) * (self._stream.average_rate or Fraction(1)))
                self._source.seek(round(number * step), stream=self._stream)
                self._frames = self._source.decode(self._stream)
            held = np.asarray(next(self._frames).to_ndarray(), np.uint8)
            self._held, self._at = held, number
        return held

    def close(self) -> None:
        """Let go of the file."""
        self._source.close()
