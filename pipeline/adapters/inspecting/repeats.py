"""Decode a film of ours without decoding what its packets merely repeat: most of a newscast stands still.

Our encoders show a picture that holds by one packet that says « as before », written again and again up to the next
key frame (docs/decisions/0010). The first two of such a row are decoded and compared; the others lead nowhere.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

_HEAD = 16
"""Bytes of a packet in which it says which picture it is; beyond them, those that repeat are the same."""

_LARGEST = 4_096
"""Bytes over which a packet says more than « as before »."""


def shown(path: Path) -> Iterator[VideoFrame | None]:
    """Yield the frames of a film's first picture track in order; None for one that is as the one before it.

    Frames that cannot be decoded, and all that follow them, are left out.
    """
    with av.open(str(path)) as source:
        track = source.streams.video[0]
        track.codec_context.thread_count = 1
        try:
            if track.codec_context.codec.intra_only:
                yield from _each_alone(source.demux(track), track)
            else:
                for group in _groups(source.demux(track)):
                    yield from _of_group(group, track)
                yield from track.codec_context.decode(None)
        except av.error.FFmpegError:
            return


def _each_alone(packets: "Iterator[Packet[VideoStream]]", track: VideoStream) -> Iterator[VideoFrame | None]:
    """Yield frames that need no other: a packet that is the one before it again shows the same."""
    before = b""
    for packet in packets:
        data = bytes(packet)
        if data and data == before:
            yield None
        else:
            yield from track.codec_context.decode(packet)
        before = data


def _groups(packets: "Iterator[Packet[VideoStream]]") -> "Iterator[list[Packet[VideoStream]]]":
    """Yield the packets from one key frame to the next."""
    group: list[Packet[VideoStream]] = []
    for packet in packets:
        if packet.dts is None:
            continue
        if packet.is_keyframe and group:
            yield group
            group = []
        group.append(packet)
    if group:
        yield group


def _of_group(group: "Sequence[Packet[VideoStream]]", track: VideoStream) -> Iterator[VideoFrame | None]:
    """Yield the frames of a group; the row of repeats at its end is decoded no further than it has to be."""
    row = _row(group)
    head, rest = group[: len(group) - row], group[len(group) - row :]
    last: list[VideoFrame] = []
    for packet in head:
        for frame in track.codec_context.decode(packet):
            last = [*last[-1:], frame]
            yield frame
    if rest and len(last) == 2 and _alike(*last):
        yield from (None for _ in rest)
    else:
        for packet in rest:
            yield from track.codec_context.decode(packet)


def _row(group: "Sequence[Packet[VideoStream]]") -> int:
    """Return how many packets at the end of a group repeat the two before them, which repeat one another."""
    count = 0
    told = bytes(group[-1])
    if len(told) > _LARGEST or any(packet.pts != packet.dts for packet in group):
        return 0
    while count < len(group) - 1 and bytes(group[-2 - count])[_HEAD:] == told[_HEAD:]:
        count += 1
    return max(0, count - 1)


def _alike(one: VideoFrame, other: VideoFrame) -> bool:
    return all(
        np.array_equal(np.frombuffer(memoryview(here), np.uint8), np.frombuffer(memoryview(there), np.uint8))
        for here, there in zip(one.planes, other.planes, strict=True)
    )
