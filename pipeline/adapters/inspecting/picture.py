"""Watch the picture of a film: every frame decoded once, on a grid of samples."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame

from pipeline.control.measured import PictureSeries
from pipeline.control.seeing import Grid, PictureMeter

_ROWS = 135
"""Rows of samples, about: a 1080-line picture is seen every eighth line, each sample the mean of four neighbours."""

_PLANAR = {
    "yuv420p": (2, 2, 0),
    "yuvj420p": (2, 2, 0),
    "yuv422p": (2, 1, 0),
    "yuv420p10le": (2, 2, 2),
    "yuv422p10le": (2, 1, 2),
    "yuv444p": (1, 1, 0),
    "yuv444p10le": (1, 1, 2),
    "yuva444p10le": (1, 1, 2),
}
"""Pixel formats read as they lie: how much coarser colour is across and down, bits over 8; others are converted."""


def watched(path: Path, threads: int = 0) -> tuple[PictureSeries, Grid | None, Grid | None]:
    """Watch the picture of a film; return one value a frame, and the first and the last frame's samples.

    Frames that cannot be decoded are left out: whoever asks compares their number with what the container says.
    """
    meter = PictureMeter()
    for frame in frames(path, threads):
        meter.see(grid_of(frame))
    return meter.series(), meter.first, meter.last


def frames(path: Path, threads: int = 0) -> Iterator[VideoFrame]:
    """Yield the frames of a film's first picture track, as far as they decode."""
    with av.open(str(path)) as source:
        track = source.streams.video[0]
        track.thread_type = "AUTO"
        track.codec_context.thread_count = threads
        try:
            yield from source.decode(track)
        except av.error.FFmpegError:
            return


def grid_of(frame: VideoFrame) -> Grid:
    """Return the samples of a frame: low-passed luma, colour as it lies nearest."""
    known = _PLANAR.get(frame.format.name)
    if known is None:
        frame = frame.reformat(format="yuv420p", dst_color_range="MPEG")
        known = _PLANAR["yuv420p"]
    across, down, deeper = known
    step = (
        max(2, frame.height // _ROWS // 2 * 2, frame.width // (2 * _ROWS) // 2 * 2)
        if min(frame.height, frame.width) > 2 * _ROWS
        else 2
    )
    luma = _plane(frame, 0, deeper)
    rows, columns = luma.shape[0] // step, luma.shape[1] // step
    top, left = rows * step, columns * step
    summed = luma[0:top:step, 0:left:step].astype(np.uint16)
    for line, column in ((0, 1), (1, 0), (1, 1)):
        summed += luma[line:top:step, column:left:step]
    blue, red = (
        (_plane(frame, number, deeper)[:: step // down, :: step // across][:rows, :columns] >> deeper).astype(np.uint8)
        for number in (1, 2)
    )
    return Grid((summed >> (2 + deeper)).astype(np.uint8), blue, red)


def _plane(frame: VideoFrame, number: int, deeper: int) -> npt.NDArray[np.uint16 | np.uint8]:
    """Return a plane as it lies in memory, shape (rows, columns)."""
    plane = frame.planes[number]
    held = memoryview(plane)
    lines: npt.NDArray[np.uint16 | np.uint8] = np.frombuffer(held, np.uint16 if deeper else np.uint8)
    wide = plane.line_size // lines.itemsize
    return lines.reshape(-1, wide)[: plane.height, : plane.width]
