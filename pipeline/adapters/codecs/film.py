"""Join chunks and sound, read the result back, with PyAV, whose wheel carries FFmpeg."""

import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream

from pipeline.adapters.codecs.boxes import TrackMark, mark_tracks
from pipeline.adapters.codecs.gop_clock import set_group_clock
from pipeline.adapters.codecs.mono import mono_tracks
from pipeline.adapters.codecs.text_track import add_text, text_packets
from pipeline.adapters.codecs.umid import number_film
from pipeline.adapters.codecs.x264 import BITEXACT, TIME_BASE
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import Probe
from pipeline.model.time import SAMPLE_RATE, timecode
from pipeline.ports import MuxPlan, SoundTrack

COMMENT = "comment_"
"""How the codec library calls comments on the package of an MXF, before their own names."""

_MPEG2 = "mpeg2video"
_READS_AV1 = "libdav1d"

_PICTURE, _SOUND = "Images", "Son"
"""What the tracks of picture and sound are called where players list them and nothing better is known."""


class FilmMuxer:
    """Joins chunks and sound by copying packets, writes chapters, further tracks, the index at the beginning."""

    def mux(self, path: Path, plan: MuxPlan, fmt: Format) -> None:
        """Write the programme; raises BugError when a chunk was not encoded with the settings of the first."""
        options = BITEXACT if plan.container == "mxf" else BITEXACT | {"movflags": "+faststart"}
        with av.open(str(path), "w", format=plan.container, options=options) as out:
            with av.open(str(plan.chunks[0])) as first:
                template = first.streams.video[0]
                # what reads AV1 in the library and what writes it have two names: such a track is copied unseen
                video = out.add_stream_from_template(template, opaque=template.codec_context.name == _READS_AV1 or None)
                header = first.streams.video[0].codec_context.extradata
            language = plan.metadata.get("language", "und")
            video.time_base = TIME_BASE
            video.metadata.update({"language": language, "handler_name": _PICTURE})
            sounds = (_main(plan, language), *plan.tracks)
            if plan.container == "mxf":
                beside = [_Beside(packets) for packets in mono_tracks(out, tuple(sound.path for sound in sounds))]
            else:
                beside = [_Beside(_sound(out, sound, main=sound.use == "main")) for sound in sounds]
            beside += [_Beside(text_packets(text, add_text(out, text))) for text in plan.texts]
            out.metadata.update(said_in_mxf(plan.metadata) if plan.container == "mxf" else plan.metadata)
            if plan.clock is not None:
                _set_clock(out, video, plan, plan.clock, fmt)
            _mark_chapters(out, plan, fmt)
            _interleave(out, video, beside, plan, fmt, header)
        if plan.container == "mxf":
            number_film(path, plan)
        else:
            mark_tracks(path, _marks(plan, language), language)

    def probe(self, path: Path) -> Probe:
        """Read every packet, decode both ends, return the file's facts; raises BugError when it is not sound."""
        return _probe(path)


def _set_clock(out: OutputContainer, video: VideoStream, plan: MuxPlan, clock: int, fmt: Format) -> None:
    """Have a film count from a frame: in QuickTime by a track, which is made for pictures of a known rate alone."""
    if plan.container == "mov":
        video.codec_context.framerate = fmt.rate
    (video if plan.container == "mov" else out).metadata["timecode"] = timecode(clock)


def said_in_mxf(told: Mapping[str, str]) -> dict[str, str]:
    """Return what a film says of itself as MXF has a place for it: the name of its package, and comments on that.

    Source: SMPTE ST 377-1 (Name and Tagged Values of the Material Package).
    """
    return {"material_package_name": told.get("title", "")} | {
        f"{COMMENT}{name}": value for name, value in told.items()
    }


def _marks(plan: MuxPlan, language: str) -> list[TrackMark]:
    """Return what is said of each track; a second sound track is played when it is chosen."""
    own = TrackMark(language, shown=True)
    sounds = [TrackMark(sound.language, shown=False) for sound in plan.tracks]
    return [own, own, *sounds, *(TrackMark(text.language, text.shown) for text in plan.texts)]


def _main(plan: MuxPlan, language: str) -> SoundTrack:
    return SoundTrack(path=plan.sound, language=language, title=plan.sound_title, use="main")


def _mark_chapters(out: OutputContainer, plan: MuxPlan, fmt: Format) -> None:
    out.set_chapters(
        [
            {"id": index, "start": start, "end": end, "time_base": 1 / fmt.rate, "metadata": {"title": title}}
            for index, (start, end, title) in enumerate(plan.chapters)
        ]
    )


def _sound(out: OutputContainer, sound: SoundTrack, *, main: bool) -> "Iterator[Packet[Any]]":
    """Add a sound track to a film and return its packets, read when they are asked for."""
    with av.open(str(sound.path)) as source:
        track = out.add_stream_from_template(source.streams.audio[0])
    told = {"language": sound.language, "handler_name": sound.title or _SOUND}
    track.metadata.update(told | ({"title": sound.title} if sound.title else {}))
    track.disposition = Disposition.default if main else Disposition.visual_impaired
    return _sound_packets(sound.path, track)


def _sound_packets(path: Path, track: AudioStream) -> "Iterator[Packet[Any]]":
    with av.open(str(path)) as source:
        for packet in source.demux(audio=0):
            if packet.pts is not None:
                packet.stream = track
                yield packet


class _Beside:
    """The packets of a track that goes with the pictures."""

    def __init__(self, packets: "Iterable[Packet[Any]]") -> None:
        self._coming = iter(packets)
        self._next = next(self._coming, None)

    def until(self, seconds: Fraction | None) -> "Iterator[Packet[Any]]":
        """Yield those that begin before a moment; all that are left when there is none."""
        limit: int | None = None
        while (packet := self._next) is not None:
            if seconds is not None and limit is None:  # all packets of a track count alike, and there are thousands
                limit = math.ceil(seconds / (packet.time_base or TIME_BASE))
            if limit is not None and (packet.pts or 0) >= limit:
                return
            yield packet
            self._next = next(self._coming, None)


def _interleave(
    out: OutputContainer,
    video: VideoStream,
    beside: "list[_Beside]",
    plan: MuxPlan,
    fmt: Format,
    header: bytes | None,
) -> None:
    """Write picture and what goes with it side by side, chunk after chunk, so that players need not seek."""
    start = 0
    for chunk, length in zip(plan.chunks, plan.chunk_frames, strict=True):
        with av.open(str(chunk)) as source:
            track = source.streams.video[0]
            if track.codec_context.extradata != header:
                raise BugError(f"{chunk.name}: chunk encoded with other settings than the first one")
            _copy_chunk(out=out, video=video, source=source, track=track, start=start, clock=plan.clock, fmt=fmt)
        start += length
        for packet in chain.from_iterable(track.until(start / fmt.rate) for track in beside):
            out.mux(packet)
    for packet in chain.from_iterable(track.until(None) for track in beside):
        out.mux(packet)


def _copy_chunk(
    out: OutputContainer,
    video: VideoStream,
    source: InputContainer,
    track: VideoStream,
    start: int,
    clock: int | None,
    fmt: Format,
) -> None:
    """Copy one chunk's packets to frame `start`, each shown when it was, decoded in turn.

    Where nothing is reordered, a packet is decoded when it is shown; where pictures are, as early as in its chunk. The
    film's first frame is number `clock` of its day, where it has a timecode.
    """
    step = int(1 / fmt.rate / TIME_BASE)
    ticks = (track.time_base or TIME_BASE) * fmt.rate
    early = 0
    for number, packet in enumerate(p for p in source.demux(track) if p.pts is not None):
        shown = _whole_frames(packet.pts or 0, ticks)
        if number == 0:
            early = shown - _whole_frames(packet.dts or 0, ticks)
        packet.time_base = TIME_BASE
        packet.pts, packet.dts = (start + shown) * step, (start + number - early) * step
        packet.duration = step
        if clock is not None and packet.is_keyframe and track.codec_context.name == _MPEG2:
            set_group_clock(packet, clock + start + shown)
        packet.stream = video
        out.mux(packet)


def _whole_frames(time: int, ticks: Fraction) -> int:
    """Return the frames in a time that is counted in so many of them; there are too many packets for fractions."""
    whole = abs(time) * ticks.numerator // ticks.denominator
    return whole if time >= 0 else -whole


def _probe(path: Path) -> Probe:
    try:
        with av.open(str(path)) as source:
            video, audio = source.streams.video[0], source.streams.audio[0]
            rate = video.average_rate or Fraction(25)
            mono = source.format.name == "mxf"
            shown: list[int] = []
            heard = 0
            for packet in source.demux(video, audio):
                if packet.pts is None:
                    continue
                if packet.stream is video:
                    shown.append(packet.pts)
                else:
                    heard = max(heard, packet.pts + (packet.duration or 0))
            step = 1 / rate / (video.time_base or TIME_BASE)
            if sorted(shown) != [number * step for number in range(len(shown))]:
                raise BugError("the finished film has frames out of step")
            _decode_ends(source, video, max(shown) * (video.time_base or TIME_BASE))
            return Probe(
                width=video.width,
                height=video.height,
                rate=rate,
                frames=len(shown),
                video_seconds=float(len(shown) / rate),
                audio_seconds=float(heard * (audio.time_base or Fraction(1, SAMPLE_RATE))),
                audio_rate=audio.rate,
                channels=sum(track.channels for track in source.streams.audio) if mono else audio.channels,
            )
    except (av.error.FFmpegError, IndexError) as error:
        raise BugError(f"the finished film does not decode: {error}") from error


def _decode_ends(source: InputContainer, video: VideoStream, last: Fraction) -> None:
    """Decode the first picture and the last ones: every chunk in between was checked when it was made."""
    source.seek(0, stream=video)
    next(source.decode(video))
    source.seek(int(last / (video.time_base or TIME_BASE)), stream=video)
    final = [frame.pts for frame in source.decode(video)]
    if not final or max(pts or 0 for pts in final) * (video.time_base or 1) != last:
        raise BugError("the finished film does not decode to its end")
