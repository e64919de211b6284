"""Joins chunks of pictures into a film without sound, by copying packets: a clip for editing software."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.packet import Packet

from pipeline.adapters.codecs.x264 import BITEXACT, TIME_BASE


def join_silent(path: Path, chunks: Sequence[Path], rate: Fraction) -> int:
    """Write chunks one after the other, in the container that the path's suffix names; return how many frames."""
    return join_repeated(path, tuple((chunk, 1) for chunk in chunks), rate)


def join_repeated(path: Path, chunks: Sequence[tuple[Path, int]], rate: Fraction) -> int:
    """Write chunks one after the other, each so many times over; return how many frames that makes."""
    step = int(1 / rate / TIME_BASE)
    written = 0
    with av.open(str(path), "w", format=path.suffix.removeprefix("."), options=BITEXACT) as out:
        stream = None
        for chunk, times in chunks:
            with av.open(str(chunk)) as source:
                track = source.streams.video[0]
                if stream is None:
                    stream = out.add_stream_from_template(track)
                    stream.time_base = TIME_BASE
                frames = (track.time_base or TIME_BASE) * rate
                packets = [
                    (bytes(packet), packet.is_keyframe, (packet.pts or 0) * frames, (packet.dts or 0) * frames)
                    for packet in source.demux(track)
                    if packet.pts is not None
                ]
            for _ in range(times):
                for data, key, shown, decoded in packets:
                    packet = Packet(data)
                    packet.stream, packet.time_base, packet.is_keyframe = stream, TIME_BASE, key
                    packet.pts, packet.dts = int(written + shown) * step, int(written + decoded) * step
                    packet.duration = step
                    out.mux(packet)
                written += len(packets)
    return written
