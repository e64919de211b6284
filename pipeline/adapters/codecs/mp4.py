"""Join chunks and sound, read the result back, with PyAV, whose wheel carries FFmpeg."""

from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream

from pipeline.adapters.codecs.x264 import BITEXACT, TIME_BASE
from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import Probe
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import MuxPlan


class Mp4Muxer:
    """Joins chunks and sound by copying packets, writes chapters, faststart."""

    def mux(self, path: Path, plan: MuxPlan, fmt: Format) -> None:
        """Write the programme; raises BugError when a chunk was not encoded with the settings of the first."""
        options = BITEXACT | {"movflags": "+faststart"}
        with (
            av.open(str(path), "w", format="mp4", options=options) as out,
            av.open(str(plan.sound)) as sound,
        ):
            with av.open(str(plan.chunks[0])) as first:
                video = out.add_stream_from_template(first.streams.video[0])
                header = first.streams.video[0].codec_context.extradata
            video.time_base = TIME_BASE
            audio = out.add_stream_from_template(sound.streams.audio[0])
            out.metadata.update(plan.metadata)
            audio.metadata["language"] = plan.metadata.get("language", "und")  # a film has none, its tracks do
            out.set_chapters(
                [
                    {
                        "id": index,
                        "start": start,
                        "end": end,
                        "time_base": 1 / fmt.rate,
                        "metadata": {"title": title},
                    }
                    for index, (start, end, title) in enumerate(plan.chapters)
                ]
            )
            _interleave(out=out, video=video, audio=audio, plan=plan, fmt=fmt, header=header, sound=sound)

    def probe(self, path: Path) -> Probe:
        """Read every packet, decode both ends, return the file's facts; raises BugError when it is not sound."""
        return _probe(path)


def _interleave(
    out: OutputContainer,
    video: VideoStream,
    audio: AudioStream,
    plan: MuxPlan,
    fmt: Format,
    header: bytes | None,
    sound: InputContainer,
) -> None:
    """Write picture and sound side by side, chunk after chunk, so that players need not seek."""
    start = 0
    waiting = (packet for packet in sound.demux(audio=0) if packet.pts is not None)
    held = next(waiting, None)
    ticks = sound.streams.audio[0].time_base or Fraction(1, SAMPLE_RATE)
    for chunk, length in zip(plan.chunks, plan.chunk_frames, strict=True):
        with av.open(str(chunk)) as source:
            track = source.streams.video[0]
            if track.codec_context.extradata != header:
                raise BugError(f"{chunk.name}: chunk encoded with other settings than the first one")
            _copy_chunk(out=out, video=video, source=source, track=track, start=start, fmt=fmt)
        start += length
        beside = Fraction(start) / fmt.rate / ticks
        while held is not None and (held.pts or 0) < beside:
            held.stream = audio
            out.mux(held)
            held = next(waiting, None)
    while held is not None:
        held.stream = audio
        out.mux(held)
        held = next(waiting, None)


def _copy_chunk(
    out: OutputContainer, video: VideoStream, source: InputContainer, track: VideoStream, start: int, fmt: Format
) -> None:
    """Copy one chunk's packets to frame `start`; nothing is reordered, so a packet is decoded when it is shown."""
    step = int(1 / fmt.rate / TIME_BASE)
    for number, packet in enumerate(p for p in source.demux(track) if p.pts is not None):
        packet.time_base = TIME_BASE
        packet.pts = packet.dts = (start + number) * step
        packet.duration = step
        packet.stream = video
        out.mux(packet)


def _probe(path: Path) -> Probe:
    try:
        with av.open(str(path)) as source:
            video, audio = source.streams.video[0], source.streams.audio[0]
            rate = video.average_rate or Fraction(25)
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
                channels=audio.channels,
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
