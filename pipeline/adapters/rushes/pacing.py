"""Source pictures in time: found from a given second, without comb, one for every frame of the programme."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipeline.adapters.media.clock import carried, demuxed
from pipeline.adapters.media.opening import open_media
from pipeline.adapters.media.survey import Stretch, picture_of, sound_of, survey

Timed = tuple[Fraction, VideoFrame]
"""When a picture appears, in seconds from the first one of the stream, and the picture."""

_Any = TypeVar("_Any")

_EARLY = Fraction(1, 8)
"""Part of a programme frame by which a picture may come late and still be shown: clocks count milliseconds."""

_BACK: tuple[Fraction, ...] = (Fraction(0), Fraction(2), Fraction(12), Fraction(60))
"""Seconds before the wanted one to look again from, when a container without an index (TS) lands too late."""


@dataclass(frozen=True, slots=True)
class DecodedPicture:
    """A decoded picture, and its pixels' width by their height, None where nothing says it."""

    frame: VideoFrame
    pixel: Fraction | None


def pictures_from(path: Path, start: Fraction) -> Iterator[tuple[Fraction, DecodedPicture]]:
    """Yield the progressive pictures of a file, from the one on screen at `start` seconds, or before.

    One recording is sought; several that were joined, or a clock that is set anew, are read from the beginning, each
    going on where the one before ended. Raises MediaError when a part has no picture that can be read.
    """
    found = survey(path)
    ahead = Fraction(0)
    for stretch in found.stretches:
        if stretch.picture is None and len(found.stretches) > 1:
            ahead += stretch.lasts
            continue
        with open_media(path, stretch.part) as source:
            stream = picture_of(source, stretch, path.name)
            stream.thread_type = "NONE"  # damage is then hidden the same way every time
            if found.plain:
                yield from _shaped(pictures(source, stream, start), stream, ahead)
                return
            yield from _shaped(_carried(source, stream, stretch), stream, ahead)
        ahead += stretch.lasts


def _carried(source: InputContainer, stream: VideoStream, stretch: Stretch) -> Iterator[Timed]:
    """Yield the pictures of a stretch from its beginning, on a clock that goes on."""
    packets = carried(source, stream, sound_of(source, stretch))
    frames = _clocked(deinterlaced(_decoded(packets)), source.format.name)
    return _timed(frames, Fraction(stream.start_time or 0) * _base(stream))


def _shaped(found: Iterator[Timed], stream: VideoStream, ahead: Fraction) -> Iterator[tuple[Fraction, DecodedPicture]]:
    pixel = stream.sample_aspect_ratio
    return ((at + ahead, DecodedPicture(frame, pixel)) for at, frame in found)


def pictures(source: InputContainer, stream: VideoStream, start: Fraction) -> Iterator[Timed]:
    """Yield progressive pictures from the one on screen at `start` seconds, or a little before.

    Damaged packets are passed over; a file that breaks off ends there. Nothing is raised for either.
    """
    for back in (*_BACK, None):
        origin = Fraction(stream.start_time or 0) * _base(stream)
        _seek(source, stream, origin + (Fraction(0) if back is None else max(Fraction(0), start - back)))
        found = _timed(_clocked(deinterlaced(_decoded(demuxed(source, [stream]))), source.format.name), origin)
        first = next(found, None)
        if first is None and back is not None:
            continue
        if first is None:
            return
        if first[0] <= start or back is None or start <= back:
            yield first
            yield from found
            return


def paced(found: Iterable[tuple[Fraction, _Any]], rate: Fraction, start: Fraction, length: int) -> Iterator[_Any]:
    """Yield the picture on screen at every programme frame from `start`, at most `length` of them.

    Whatever the source's rate, constant or not: a picture is shown again when the source is slower and passed over
    when it is faster. Ends after the source's last picture.
    """
    shown: _Any | None = None
    number = 0
    for at, picture in found:
        while shown is not None and number < length and start + (number + _EARLY) / rate < at:
            yield shown
            number += 1
        if number >= length:
            return
        shown = picture
    if shown is not None:
        yield shown


def deinterlaced(frames: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    """Yield every frame progressive: from the first interlaced one on, through FFmpeg's bwdif.

    It is made again when the pictures change their size or their format.
    """
    comb: av.filter.Graph | None = None
    made_for: tuple[int, int, str] | None = None
    for frame in frames:
        kind = (frame.width, frame.height, frame.format.name)
        if comb is not None and kind != made_for:
            yield from _rest(comb)
            comb = None
        if comb is None and not frame.interlaced_frame:
            yield frame
            continue
        comb, made_for = comb or _bwdif(frame), kind
        comb.vpush(frame)
        yield from drained(comb.vpull)
    if comb is not None:
        yield from _rest(comb)


def _rest(comb: av.filter.Graph) -> Iterator[VideoFrame]:
    comb.vpush(None)
    return drained(comb.vpull)


def drained(pull: Callable[[], VideoFrame]) -> Iterator[VideoFrame]:
    """Yield what a filter graph has ready."""
    while True:
        try:
            yield pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _bwdif(frame: VideoFrame) -> av.filter.Graph:
    graph = av.filter.Graph()
    graph.threads = 1
    entry = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=frame.time_base or Fraction(1, 90_000)
    )
    graph.link_nodes(entry, graph.add("bwdif", "mode=send_frame:deint=interlaced"), graph.add("buffersink"))
    graph.configure()
    return graph


def _base(stream: VideoStream) -> Fraction:
    return stream.time_base or Fraction(1, 90_000)


def _seek(source: InputContainer, stream: VideoStream, seconds: Fraction) -> None:
    try:
        source.seek(int(seconds / _base(stream)), stream=stream, backward=True)
    except av.error.FFmpegError:
        return  # no index: read on from where we are
    stream.codec_context.flush_buffers()


def _decoded(packets: Iterable["Packet[VideoStream]"]) -> Iterator[VideoFrame]:
    for packet in packets:
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            continue  # a damaged packet; the next key picture mends it
        yield from (frame for frame in frames if isinstance(frame, VideoFrame) and not frame.is_corrupt)


def _clocked(frames: Iterator[VideoFrame], container: str) -> Iterator[VideoFrame]:
    """Believe the decoding times of AVI, which knows no others: FFmpeg's guesses run backwards for B-pictures."""
    for frame in frames:
        if container == "avi" and frame.dts is not None:
            frame.pts = frame.dts
        yield frame


def _timed(frames: Iterator[VideoFrame], origin: Fraction) -> Iterator[Timed]:
    """Give every picture its time; one without a time follows its neighbour at once, none goes back."""
    at = Fraction(0)
    for frame in frames:
        if frame.pts is not None and frame.time_base:
            at = max(at, frame.pts * frame.time_base - origin)
        yield at, frame
