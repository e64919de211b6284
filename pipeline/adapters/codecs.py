"""Encode and join with PyAV, whose wheel carries FFmpeg."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from pipeline.errors import BugError
from pipeline.model.picture import Format
from pipeline.model.programme import Probe, VideoSetting
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import MuxPlan, Pixels, Samples

_BITEXACT = {"fflags": "+bitexact"}
_TIME_BASE = Fraction(1, 12_800)
"""One tick divides 25 and 50 frames a second evenly; MP4's usual video scale."""

_REORDER = 2
"""Frames of decode delay that two B-frames with a pyramid need (x264's default)."""


class X264Encoder:
    """One chunk, one thread: closed GOPs, no scene cuts, BT.709 limited range tagged in the bitstream."""

    version = f"x264 {'.'.join(str(part) for part in av.library_versions['libavcodec'])}-2"

    def encode(self, path: Path, frames: Iterator[Pixels], fmt: Format, setting: VideoSetting) -> int:
        """Write planar YUV 4:2:0 frames of shape (height * 3 / 2, width) as MP4; return how many there were."""
        count = 0
        with av.open(str(path), "w", format="mp4", options=_BITEXACT) as container:
            stream = container.add_stream("libx264", rate=fmt.rate, options=_options(setting))
            stream.width, stream.height = fmt.width, fmt.height
            stream.pix_fmt = "yuv420p"
            stream.time_base = _TIME_BASE
            stream.codec_context.time_base = 1 / fmt.rate
            stream.codec_context.thread_count = 1
            for planes in frames:
                picture = VideoFrame.from_ndarray(planes, format="yuv420p")
                picture.pts = count
                picture.time_base = 1 / fmt.rate
                count += 1
                container.mux(stream.encode(picture))
            container.mux(stream.encode())
        return count


def _options(setting: VideoSetting) -> dict[str, str]:
    x264 = {
        "keyint": str(setting.gop),
        "min-keyint": str(setting.gop),
        "scenecut": "0",
        "open-gop": "0",
        "bframes": str(setting.bframes),
        "b-adapt": "0",
        "force-cfr": "1",
        "colorprim": "bt709",
        "transfer": "bt709",
        "colormatrix": "bt709",
        "range": "tv",
        "threads": "1",
        "ref": "1",
        "subme": "1",
        "me": "dia",
        "weightp": "0",
        "8x8dct": "1",  # High profile at every speed; the fastest would be Main
        "rc-lookahead": "4",
        "level": "4.0",
    }
    if setting.ceiling_kbps:
        x264 |= {"vbv-maxrate": str(setting.ceiling_kbps), "vbv-bufsize": str(2 * setting.ceiling_kbps)}
    return {
        "preset": setting.speed,
        "crf": str(setting.quality),
        "profile": "high",
        "x264-params": ":".join(f"{name}={value}" for name, value in x264.items()),
    }


class AacEncoder:
    """The programme's sound, encoded once: AAC-LC, 48 kHz, stereo."""

    version = f"aac {'.'.join(str(part) for part in av.library_versions['libavcodec'])}"

    def encode(self, path: Path, blocks: Iterator[Samples], kbps: int) -> None:
        """Write stereo blocks of shape (n, 2), float32, as an MP4 file that holds sound alone."""
        with av.open(str(path), "w", format="mp4", options=_BITEXACT) as out:
            stream = out.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
            stream.bit_rate = kbps * 1000
            at = 0
            for block in blocks:
                frame = AudioFrame.from_ndarray(np.ascontiguousarray(block.T), format="fltp", layout="stereo")
                frame.sample_rate = SAMPLE_RATE
                frame.pts = at
                frame.time_base = Fraction(1, SAMPLE_RATE)
                at += int(block.shape[0])
                out.mux(stream.encode(frame))
            out.mux(stream.encode(None))


class Mp4Muxer:
    """Joins chunks and sound by copying packets, writes chapters, faststart."""

    def mux(self, path: Path, plan: MuxPlan, fmt: Format) -> None:
        """Write the programme; raises BugError when a chunk was not encoded with the settings of the first."""
        options = _BITEXACT | {"movflags": "+faststart"}
        with (
            av.open(str(path), "w", format="mp4", options=options) as out,
            av.open(str(plan.sound)) as sound,
        ):
            with av.open(str(plan.chunks[0])) as first:
                video = out.add_stream_from_template(first.streams.video[0])
                header = first.streams.video[0].codec_context.extradata
            video.time_base = _TIME_BASE
            audio = out.add_stream_from_template(sound.streams.audio[0])
            out.metadata.update(plan.metadata)
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
            _interleave(out, video, audio, plan, fmt, header, sound)

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
    for chunk, length in zip(plan.chunks, plan.chunk_frames, strict=True):
        with av.open(str(chunk)) as source:
            track = source.streams.video[0]
            if track.codec_context.extradata != header:
                raise BugError(f"{chunk.name}: chunk encoded with other settings than the first one")
            _copy_chunk(out, video, source, track, start, fmt)
        start += length
        while held is not None and Fraction(held.pts or 0) * (held.time_base or 1) < Fraction(start) / fmt.rate:
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
    """Copy one chunk's packets to frame `start`; decode times are counted anew.

    x264 starts a very short chunk with a smaller delay than a long one, so its own decode times would overlap:
    the n-th packet of the programme is always decoded `_REORDER` frames before frame n is shown.
    """
    frame = 1 / fmt.rate
    first: int | None = None
    for number, packet in enumerate(p for p in source.demux(track) if p.pts is not None):
        base = packet.time_base or _TIME_BASE
        if first is None:
            first = packet.pts or 0
        shown = Fraction((packet.pts or 0) - first) * base + start * frame
        packet.time_base = _TIME_BASE
        packet.pts = int(shown / _TIME_BASE)
        packet.dts = int((start + number - _REORDER) * frame / _TIME_BASE)
        packet.duration = int(frame / _TIME_BASE)
        packet.stream = video
        out.mux(packet)


def _probe(path: Path) -> Probe:
    try:
        with av.open(str(path)) as source:
            video, audio = source.streams.video[0], source.streams.audio[0]
            rate = video.average_rate or Fraction(25)
            shown: list[Fraction] = []
            heard = Fraction(0)
            for packet in source.demux(video, audio):
                if packet.pts is None:
                    continue
                time = Fraction(packet.pts) * (packet.time_base or 1)
                if packet.stream is video:
                    shown.append(time)
                else:
                    heard = max(heard, time + Fraction(packet.duration or 0) * (packet.time_base or 1))
            if sorted(shown) != [Fraction(number) / rate for number in range(len(shown))]:
                raise BugError("the finished film has frames out of step")
            _decode_ends(source, video, max(shown))
            return Probe(
                video.width,
                video.height,
                rate,
                len(shown),
                float(len(shown) / rate),
                float(heard),
                audio.rate,
                audio.channels,
            )
    except (av.error.FFmpegError, IndexError) as error:
        raise BugError(f"the finished film does not decode: {error}") from error


def _decode_ends(source: InputContainer, video: VideoStream, last: Fraction) -> None:
    """Decode the first picture and the last ones: every chunk in between was checked when it was made."""
    source.seek(0, stream=video)
    next(source.decode(video))
    source.seek(int(last / (video.time_base or _TIME_BASE)), stream=video)
    final = [frame.pts for frame in source.decode(video)]
    if not final or max(pts or 0 for pts in final) * (video.time_base or 1) != last:
        raise BugError("the finished film does not decode to its end")
