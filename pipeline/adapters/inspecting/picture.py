"""Watch the picture of a film: every frame decoded once, on a grid of samples."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame

from pipeline.adapters.inspecting.container import picture_track
from pipeline.adapters.inspecting.repeats import shown
from pipeline.control.seeing import Grid, PictureMeter, WatchedPicture

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


def watched(path: Path, threads: int = 0, lost: list[float] | None = None) -> WatchedPicture:
    """Watch the picture of a film; `lost` is told the seconds at which it does not decode, or only in part.

    Frames that cannot be decoded are left out: whoever asks compares their number with what the container says.
    """
    meter, sampler = PictureMeter(), _Sampler()
    for frame in frames(path, [] if lost is None else lost, threads):
        meter.see(sampler.grid(frame))
    return meter.watched()


def watched_alone(path: Path) -> WatchedPicture:
    """Watch a film that was just encoded here, in one thread: what its packets only repeat is not decoded again."""
    meter, sampler = PictureMeter(), _Sampler()
    grid: Grid | None = None
    for frame in shown(path):
        grid = sampler.grid(frame) if frame is not None else grid
        if grid is not None:
            meter.see(grid)
    return meter.watched()


def frames(path: Path, lost: list[float], threads: int = 0) -> Iterator[VideoFrame]:
    """Yield the frames of a film's first picture track that decode; `lost` is told of packets that do not."""
    with av.open(str(path)) as source:
        track = picture_track(source)
        if track is None:
            return
        track.thread_type = "AUTO"
        track.codec_context.thread_count = threads
        try:
            for packet in source.demux(track):
                try:
                    for frame in packet.decode():
                        if frame.is_corrupt:
                            lost.append(frame.time or 0.0)
                        yield frame
                except av.error.FFmpegError:
                    lost.append(float((packet.pts or 0) * (packet.time_base or 0)))
        except av.error.FFmpegError:
            return  # cut short: what is missing shows in the number of frames


class _Sampler:
    """Takes samples of frames; of one that is as the frame before, the same grid is given again."""

    def __init__(self) -> None:
        self._points: tuple[npt.NDArray[Any], ...] = ()
        self._grid: Grid | None = None

    def grid(self, frame: VideoFrame) -> Grid:
        """Return the samples of a frame: luma over four neighbours, colour as it lies nearest."""
        known = _PLANAR.get(frame.format.name)
        if known is None:
            frame = frame.reformat(format="yuv420p", dst_color_range="MPEG")
            known = _PLANAR["yuv420p"]
        across, down, deeper = known
        step = _step(frame.width, frame.height)
        luma = _plane(frame, 0, deeper)
        rows, columns = luma.shape[0] // step, luma.shape[1] // step
        top, left = rows * step, columns * step
        colours = tuple(
            _plane(frame, number, deeper)[:: step // down, :: step // across][:rows, :columns] for number in (1, 2)
        )
        points = (luma[0:top:step, 0:left:step], luma[1:top:step, 1:left:step], *colours)
        if self._grid is not None and all(map(np.array_equal, self._points, points)):
            return self._grid
        self._points = tuple(point.copy() for point in points)
        summed = points[0].astype(np.uint16) + points[1]
        summed += luma[0:top:step, 1:left:step]
        summed += luma[1:top:step, 0:left:step]
        blue, red = ((colour >> deeper).astype(np.uint8) for colour in colours)
        self._grid = Grid((summed >> (2 + deeper)).astype(np.uint8), blue, red)
        return self._grid


def _step(width: int, height: int) -> int:
    """Return how far apart samples are, an even number of pixels, for about 135 of them on the short side."""
    return max(2, min(width, height) // _ROWS // 2 * 2)


def _plane(frame: VideoFrame, number: int, deeper: int) -> npt.NDArray[np.uint16 | np.uint8]:
    """Return a plane as it lies in memory, shape (rows, columns)."""
    plane = frame.planes[number]
    held = memoryview(plane)
    lines: npt.NDArray[np.uint16 | np.uint8] = np.frombuffer(held, np.uint16 if deeper else np.uint8)
    wide = plane.line_size // lines.itemsize
    return lines.reshape(-1, wide)[: plane.height, : plane.width]
