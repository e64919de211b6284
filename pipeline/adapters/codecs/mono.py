"""The sound of a film for channels: every channel a track of its own, as their servers want them."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet

from pipeline.model.time import FRAME_RATE, SAMPLE_RATE

_TRACKS = 4
"""Tracks of a film for a channel: left and right of the programme, then of its described version, else of silence.

Source: Canal+ « Spec-PAD » v6, four or eight tracks, each of one channel, 24 bits at 48 kHz.
"""

_BYTES = 3
_TICK = Fraction(1, SAMPLE_RATE)


def mono_tracks(out: OutputContainer, sounds: tuple[Path, ...]) -> "list[Iterator[Packet[Any]]]":
    """Add four tracks of one channel to a film and return the packets of each, read when they are asked for.

    `sounds` are WAV files in stereo, 24 bits, two at most; where there is one, two tracks are as long and silent.
    """
    tracks = [_added(out) for _ in range(_TRACKS)]
    sources = [(path, side) for path in sounds for side in (0, 1)]
    silent = [(sounds[0], None)] * (_TRACKS - len(sources))
    return [_packets(path, side, track) for (path, side), track in zip([*sources, *silent], tracks, strict=True)]


def _added(out: OutputContainer) -> AudioStream:
    stream = out.add_stream("pcm_s24le", rate=SAMPLE_RATE, layout="mono")
    stream.time_base = _TICK
    return stream


def _packets(path: Path, side: int | None, track: AudioStream) -> "Iterator[Packet[Any]]":
    """Yield one side of a stereo file, or as much silence, a frame of picture at a time."""
    at = 0
    for samples in _frames(path):
        own = np.zeros_like(samples[:, 0]) if side is None else samples[:, side]
        packet: Packet[Any] = Packet(np.ascontiguousarray(own).tobytes())
        packet.stream, packet.time_base = track, _TICK
        packet.pts = packet.dts = at
        packet.duration = len(own)
        at += len(own)
        yield packet


def _frames(path: Path) -> "Iterator[np.typing.NDArray[np.uint8]]":
    """Yield a file's samples as bytes, shape (n, 2, 3), as many as one frame of picture lasts."""
    size = int(SAMPLE_RATE / FRAME_RATE) * 2 * _BYTES
    held = b""
    with av.open(str(path)) as source:
        for packet in source.demux(audio=0):
            held += bytes(packet)
            while len(held) >= size:
                yield np.frombuffer(held[:size], np.uint8).reshape(-1, 2, _BYTES)
                held = held[size:]
    if held:
        yield np.frombuffer(held, np.uint8).reshape(-1, 2, _BYTES)
