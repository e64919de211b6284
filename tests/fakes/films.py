"""Small films made on the spot: flat or patterned planes whose luma says which picture they are."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

Planes = npt.NDArray[Any]

TICKS = 90_000
_STEP = 4
_DARKEST = 20


def flat(size: tuple[int, int], *codes: int, deep: bool = False) -> Planes:
    """Return planar YUV 4:2:0 of one colour: shape (height * 3 / 2, width), uint8, or uint16 for 10 bits."""
    width, height = size
    quarter = height // 4
    planes = np.empty((height * 3 // 2, width), np.uint16 if deep else np.uint8)
    neutral = 512 if deep else 128
    chosen = (*codes, *(neutral,) * (3 - len(codes)))
    planes[:height] = chosen[0]
    planes[height : height + quarter] = chosen[1]
    planes[height + quarter :] = chosen[2]
    return planes


def numbered(count: int, size: tuple[int, int] = (64, 48)) -> list[Planes]:
    """Return `count` pictures (at most 50) that `number_of` can tell apart."""
    return [flat(size, _DARKEST + _STEP * number) for number in range(count)]


def number_of(planes: npt.NDArray[np.uint8]) -> int:
    """Return which of the `numbered` pictures this is."""
    height, width = planes.shape[0] * 2 // 3, planes.shape[1]
    middle = planes[height // 3 : height * 2 // 3, width // 3 : width * 2 // 3]
    return round((float(middle.mean()) - _DARKEST) / _STEP)


def tone(layout: str, seconds: float, heard: Iterable[int] = ()) -> npt.NDArray[np.float32]:
    """Return a tone at 44.1 kHz of shape (channels, n), in the channels `heard` only (all when none is told)."""
    count = av.AudioLayout(layout).nb_channels
    samples = np.zeros((count, int(44_100 * seconds)), np.float32)
    samples[list(heard) or slice(None)] = 0.3 * np.sin(np.arange(samples.shape[1]) / 15)
    return samples


def film(
    path: Path,
    pictures: Sequence[Planes],
    *,
    times: Sequence[Fraction] | None = None,
    rate: Fraction | int = 25,
    x264: str = "",
    options: Mapping[str, str] | None = None,
    sound: tuple[str, npt.NDArray[np.float32]] | None = None,
    movflags: str = "",
) -> Path:
    """Write pictures at nearly no loss; `times` in seconds make the rate vary; the name says the format.

    AVI carries MPEG-4 at a constant rate, all others H.264.
    """
    height, width = pictures[0].shape[0] * 2 // 3, pictures[0].shape[1]
    pixels = "yuv420p10le" if pictures[0].dtype == np.uint16 else "yuv420p"
    container = {"movflags": movflags} if movflags else {}
    with av.open(str(path), "w", options=container) as out:
        old = path.suffix == ".avi"
        fine = {"crf": "2", "preset": "ultrafast", "x264-params": x264}
        given = {"qmin": "1", "qmax": "1"} if old else {**fine, **(options or {})}
        video = out.add_stream("mpeg4" if old else "libx264", rate=rate, options=given)
        video.width, video.height, video.pix_fmt = width, height, pixels
        ticks = 25 if old else TICKS
        video.codec_context.time_base = Fraction(1, ticks)
        audio = out.add_stream("aac", rate=44_100, layout=sound[0]) if sound else None
        for number, planes in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(planes, format=pixels)
            frame.pts = round((times[number] if times else Fraction(number) / rate) * ticks)
            frame.time_base = Fraction(1, ticks)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        if audio is not None and sound is not None:
            heard = av.AudioFrame.from_ndarray(sound[1], format="fltp", layout=sound[0])
            heard.sample_rate = 44_100
            out.mux(audio.encode(heard))
            out.mux(audio.encode(None))
    return path


def turned(path: Path, source: Path, matrix: tuple[int, int, int, int]) -> Path:
    """Copy an MP4 with another display matrix (a, b, c, d), as phones write it when they are held otherwise."""
    data = bytearray(source.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    a, b, c, d = (value * 65_536 & 0xFFFFFFFF for value in matrix)
    data[at : at + 36] = b"".join(value.to_bytes(4, "big") for value in (a, b, 0, c, d, 0, 0, 0, 1 << 30))
    path.write_bytes(bytes(data))
    return path
