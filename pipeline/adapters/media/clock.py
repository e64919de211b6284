"""Clocks that start again, jump or go back: carried on, so that all that was recorded plays in order.

Two recordings joined byte by byte, a counter that overflows, a camera that set its clock: times are only good between
two such moments. Whole microseconds, so that nothing is rounded twice.
"""

from collections.abc import Iterator
from typing import TypeVar, cast

import av
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream

_Track = TypeVar("_Track", bound=Stream)

SECOND = 1_000_000
BACK = 0.1
"""Seconds that a decoding time may go back: less is rounding, more is another clock (FFmpeg's own figure)."""

_BACK = SECOND // 10

_AHEAD = 10 * SECOND
"""What a broadcast's clock may jump forward before it is another one (FFmpeg's `dts_delta_threshold`)."""

FAR = 3600
"""Seconds for containers that keep one clock: a picture that stands for minutes is a screen that was recorded."""

_NEAR = SECOND
"""How near to what came before a clock that was met already has to land for it to be that one again."""

_KEPT = 8
"""Clocks that are remembered: tracks change theirs at nearly the same moment."""

_LATE = 2 * SECOND
"""How far tracks of one clock may be apart in a file: more, and one of them has another clock."""

LEAPING = frozenset({"mpegts", "mpeg", "flv", "mpegvideo"})
"""Demuxers of formats whose clocks may be set anew in the middle."""


class OnwardClock:
    """Gives every packet a time that goes on from those before it, however many tracks there are."""

    def __init__(self, demuxer: str) -> None:
        self._ahead = _AHEAD if demuxer in LEAPING else FAR * SECOND
        self._known = [0]
        self._shift: dict[int, int] = {}
        self._last: dict[int, int] = {}
        self._end: dict[int, int] = {}
        self.leaps = 0

    def shift(self, track: int, at: int, lasts: int) -> int:
        """Return what to add to the time of a packet that decodes at `at` and lasts that long, in microseconds."""
        shift = self._shift.get(track, self._known[-1])
        if track not in self._last and self._last:
            shift = self._fitting(at, shift)
        elif track in self._last and not self._goes_on(track, at + shift):
            shift = self._met(track, at)
        self._shift[track] = shift
        self._last[track] = at + shift
        self._end[track] = max(self._end.get(track, at + shift), at + shift + min(max(0, lasts), _AHEAD))
        return shift

    def _goes_on(self, track: int, at: int) -> bool:
        return self._last[track] - _BACK <= at <= max(self._end.values()) + self._ahead

    def _fitting(self, at: int, shift: int) -> int:
        """Return the shift of a track that begins late: one under which it is near the others, else a new one."""
        now = max(self._end.values())
        shift = min((*self._known, shift), key=lambda known: abs(at + known - now))
        if now - _LATE <= at + shift <= now + self._ahead:
            return shift
        self.leaps += 1
        self._known = [*self._known[-_KEPT:], now - at]
        return now - at

    def _met(self, track: int, at: int) -> int:
        """Return the shift of another clock, one that was met before when that goes on, else a new one."""
        self.leaps += 1
        for known in reversed(self._known):
            if self._last[track] - _BACK <= at + known <= self._end[track] + _NEAR:
                return known
        shift = max(self._end.values()) - at
        self._known = [*self._known[-_KEPT:], shift]
        return shift


def micros(value: int, packet: "Packet[Stream]") -> int:
    """Return a time of a packet in microseconds."""
    base = packet.time_base
    return value * base.numerator * SECOND // base.denominator


def demuxed(source: InputContainer, tracks: list[_Track]) -> Iterator["Packet[_Track]"]:
    """Yield the packets of tracks; where the file breaks off they end, and nothing is raised.

    When a track that nobody announced appears on the way, PyAV stumbles over it at the end, after all the others.
    """
    try:
        for packet in source.demux(tracks):
            yield cast("Packet[_Track]", packet)
    except (av.error.FFmpegError, IndexError):
        return


def carried(source: InputContainer, wanted: _Track, beside: Stream | None) -> Iterator["Packet[_Track]"]:
    """Yield the packets of a track with times that go on; what is `beside` keeps its clock, too."""
    clock = OnwardClock(source.format.name)
    both: list[Stream] = [wanted] if beside is None else [wanted, beside]
    for packet in demuxed(source, both):
        dts = packet.dts if packet.dts is not None else packet.pts
        if dts is not None and packet.time_base:
            shift = clock.shift(packet.stream_index, micros(dts, packet), micros(packet.duration or 0, packet))
            if shift:
                ticks = shift * packet.time_base.denominator // (packet.time_base.numerator * SECOND)
                packet.pts = None if packet.pts is None else packet.pts + ticks
                packet.dts = None if packet.dts is None else packet.dts + ticks
        if packet.stream_index == wanted.index:
            yield cast("Packet[_Track]", packet)
