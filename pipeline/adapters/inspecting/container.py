"""Read what a film says of itself and how its packets lie, without decoding any."""

import math
import struct
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
from av.audio.codeccontext import AudioCodecContext
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from pipeline.control.measured import ContainerFacts, PictureFacts, TrackFacts

_NAMED = {
    "primaries": {1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020"},
    "transfer": {1: "bt709", 6: "smpte170m", 13: "srgb", 14: "bt2020-10", 16: "pq", 18: "hlg"},
    "matrix": {0: "rgb", 1: "bt709", 5: "bt470bg", 6: "smpte170m", 9: "bt2020nc"},
    "range": {1: "limited", 2: "full"},
}
"""Codes of ITU-T H.273 by the names that FFmpeg gives them; 2, unsaid, has none."""

_FIRST = 5
"""Pictures that are asked whether they are made of two fields."""

_SLICE_IDR = 5
_START = b"\x00\x00\x01"
_COUNTED = 1
"""First byte of an H.264 track's description whose units are preceded by their lengths (ISO/IEC 14496-15, avcC)."""

_WIDTH_AT = 4
"""Where that description says in how many bytes lengths are written, less one."""

_TICK = Fraction(1, 1000)
"""Seconds in which times are counted where a container does not say."""

_EVEN = Fraction(1, 1000)
"""Seconds by which a frame may last longer or shorter than the others: containers count in milliseconds at worst."""


def contained(path: Path) -> ContainerFacts:
    """Return what a film says of itself; raises av.error.FFmpegError, or OSError, when it is no film that opens."""
    with av.open(str(path)) as source:
        described = {track.index: _track(track) for track in source.streams}
        video = picture_track(source)
        timing = _Timing(video) if video is not None else None
        lasting: dict[int, tuple[int, int]] = {}
        bases = {track.index: track.time_base or _TICK for track in source.streams}  # packets count in their track's
        broken = ""
        try:
            for packet in source.demux():
                if packet.pts is None or packet.stream is None:
                    continue
                start, end = packet.pts, packet.pts + (packet.duration or 0)
                index = packet.stream.index
                first, last = lasting.get(index, (start, end))
                lasting[index] = min(first, start), max(last, end)
                if timing is not None and packet.stream is video:
                    timing.take(packet)
        except av.error.FFmpegError as error:
            broken = str(error)
        spans = {
            index: (start * bases[index], end * bases[index])
            for index, (start, end) in lasting.items()
            if index in bases
        }
        tracks = tuple(
            _lasting(track, *spans.get(index, (Fraction(0), Fraction(0)))) for index, track in described.items()
        )
        chapters = tuple(
            (_milliseconds(one["start"], one["time_base"]), _milliseconds(one["end"], one["time_base"]), title)
            for one in source.chapters()
            if (title := str(one["metadata"].get("title", ""))) is not None
        )
        return ContainerFacts(
            form=_form(source, path),
            brand=str(source.metadata.get("major_brand", "")).strip(),
            seconds=(source.duration or 0) / 1_000_000,
            size=path.stat().st_size,
            quick_start=_quick(path),
            tags=dict(source.metadata),
            tracks=tracks,
            chapters=chapters,
            picture=timing.facts(_first_pictures(path)) if timing is not None else None,
            cut_short=broken,
        )


def picture_track(source: InputContainer) -> VideoStream | None:
    """Return the track of a film's picture: the first that is no cover of it, None where there is none."""
    tracks = source.streams.video
    return next((track for track in tracks if not track.disposition & Disposition.attached_pic), None)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the first pictures say and most containers do not: whether they are of two fields, how they are turned."""

    interlaced: bool = False
    turned: int = 0


def _first_pictures(path: Path) -> _Seen:
    with av.open(str(path)) as source:
        track = picture_track(source)
        if track is None:
            return _Seen()
        try:
            first = list(islice(source.decode(track), _FIRST))
        except av.error.FFmpegError:
            return _Seen()
        turned = next((frame.rotation for frame in first), 0) % 360
        return _Seen(any(frame.interlaced_frame for frame in first), turned)


def _form(source: InputContainer, path: Path) -> str:
    """Return mp4, mov or mxf, or FFmpeg's own name of the container."""
    names = source.format.name.split(",")
    if "mp4" in names:
        brand = str(source.metadata.get("major_brand", "")).strip()
        return "mov" if brand == "qt" or (not brand and path.suffix.casefold() == ".mov") else "mp4"
    return names[0]


def _milliseconds(at: int, base: Fraction | None) -> int:
    return round(at * (base or Fraction(1, 1000)) * 1000)


def _track(track: Stream) -> TrackFacts:
    codec = track.codec_context
    said = Disposition(track.disposition)
    return TrackFacts(
        kind="cover" if Disposition.attached_pic in said else str(track.type),
        codec=codec.codec.canonical_name if codec is not None else str(track.metadata.get("codec", "")),
        profile=str(track.profile or "") if codec is not None else "",
        language=str(track.metadata.get("language", "")),
        dispositions=tuple(str(flag.name) for flag in Disposition if flag.value and flag in said),
        title=str(track.metadata.get("title", "") or track.metadata.get("handler_name", "")),
        rate=codec.sample_rate if isinstance(codec, AudioCodecContext) else 0,
    )


def _lasting(track: TrackFacts, start: Fraction, end: Fraction) -> TrackFacts:
    return TrackFacts(
        kind=track.kind,
        codec=track.codec,
        profile=track.profile,
        language=track.language,
        dispositions=track.dispositions,
        title=track.title,
        rate=track.rate,
        seconds=float(end - start),
        start=float(start),
    )


class _Timing:
    """Looks at the picture's packets: how they follow one another, where one can begin, how many bits they take.

    Times are whole numbers of the track's time base: a long film has tens of thousands of packets.
    """

    def __init__(self, track: VideoStream) -> None:
        self._track = track
        self._rate = track.average_rate or track.guessed_rate or Fraction(25)
        self._base = track.time_base or _TICK
        self._second = math.ceil(1 / self._base)
        self._shown: list[int] = []
        self._keys: list[int] = []
        self._open = 0
        self._key_in_hand: int | None = None
        self._leads = False
        self._window: deque[tuple[int, int]] = deque()
        self._bits = self._busiest = 0
        self._is_h264 = track.codec_context.name == "h264"
        self._described = bytes(track.codec_context.extradata or b"")

    def take(self, packet: "Packet[Stream]") -> None:
        """Take the next packet, in the order of decoding."""
        shown = packet.pts or 0
        self._shown.append(shown)
        if packet.is_keyframe:
            self._keys.append(shown)
            self._key_in_hand, self._leads = shown, False
            if self._is_h264 and len(self._keys) > 1 and not _is_idr(packet, self._described):
                self._open += 1
                self._leads = True
        elif self._key_in_hand is not None and shown < self._key_in_hand and not self._leads and len(self._keys) > 1:
            self._open += 1
            self._leads = True
        self._window.append((shown, packet.size * 8))
        self._bits += packet.size * 8
        while self._window and shown - self._window[0][0] >= self._second:
            self._bits -= self._window.popleft()[1]
        self._busiest = max(self._busiest, self._bits)

    def facts(self, seen: _Seen) -> PictureFacts:
        """Return what was seen of the picture track."""
        codec = self._track.codec_context
        shown = sorted(self._shown)
        first = shown[0] if shown else 0
        uneven = _uneven([at - first for at in shown], 1 / self._rate, self._base)
        aspect = self._track.sample_aspect_ratio or Fraction(1)
        return PictureFacts(
            width=codec.width,
            height=codec.height,
            rate=float(self._rate),
            frames=len(shown),
            announced=self._track.frames,
            pixels=codec.pix_fmt or "",
            primaries=_NAMED["primaries"].get(int(codec.color_primaries), ""),
            transfer=_NAMED["transfer"].get(int(codec.color_trc), ""),
            matrix=_NAMED["matrix"].get(int(codec.colorspace), ""),
            range=_NAMED["range"].get(int(codec.color_range), ""),
            aspect=f"{aspect.numerator}:{aspect.denominator}",
            interlaced=seen.interlaced,
            turned=seen.turned,
            keys=tuple(round((at - first) * self._base * self._rate) for at in sorted(self._keys)),
            open_groups=self._open,
            uneven=uneven,
            busiest=self._busiest / 1000,
        )


def _uneven(times: Sequence[int], step: Fraction, base: Fraction) -> int:
    """Count the times, in units of `base` from the first one on, that are not where a frame every `step` would be."""
    every = step / base
    most = math.floor(max(_EVEN, step / 4) / base * every.denominator)
    return sum(abs(at * every.denominator - rank * every.numerator) > most for rank, at in enumerate(times))


def _is_idr(packet: "Packet[Stream]", described: bytes) -> bool:
    """Tell whether an H.264 packet begins anew (NAL unit of type 5), whichever way its units are told apart.

    The track's description says which: a length may well look like a start code.
    """
    data = bytes(packet)
    if len(described) > _WIDTH_AT and described[0] == _COUNTED:
        return any(kind == _SLICE_IDR for kind in _units(data, (described[_WIDTH_AT] & 3) + 1))
    return any(unit[0] & 31 == _SLICE_IDR for unit in data.split(_START)[1:] if unit)


def _units(data: bytes, wide: int) -> Iterator[int]:
    """Yield the types of units that are preceded by their lengths, in so many bytes each."""
    at = 0
    while at + wide < len(data):
        yield data[at + wide] & 31
        at += wide + int.from_bytes(data[at : at + wide], "big")


def _quick(path: Path) -> bool:
    """Tell whether an MP4 or MOV begins with its index, so that it plays before it is whole (« faststart »)."""
    with path.open("rb") as file:
        while len(head := file.read(8)) == 8:
            length, kind = struct.unpack(">I4s", head)
            if kind == b"moov":
                return True
            if kind == b"mdat":
                return False
            skipped = 8
            if length == 1:
                (length,) = struct.unpack(">Q", file.read(8))
                skipped = 16
            if length < skipped:
                return False
            file.seek(length - skipped, 1)
    return False
