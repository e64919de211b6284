"""Encode, join and measure with PyAV, whose wheel carries FFmpeg."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast

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
"""One tick divides 25, 30 and 50 frames a second evenly; MP4's usual video scale."""

_REORDER = 2
"""Frames of decode delay that two B-frames with a pyramid need (x264's default)."""


class X264Encoder:
    """One chunk, one thread: closed GOPs, no scene cuts, BT.709 limited range tagged in the bitstream."""

    version = f"x264 {'.'.join(str(part) for part in av.library_versions['libavcodec'])}"

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


class Mp4Muxer:
    """Joins chunks by copying packets, encodes the sound once, writes chapters, faststart."""

    def mux(self, path: Path, plan: MuxPlan, fmt: Format, sound: Iterator[Samples]) -> None:
        """Write the programme; `sound` yields stereo blocks of shape (n, 2), float32 at 48 kHz.

        Raises BugError when a chunk was not encoded with the settings of the first.
        """
        options = _BITEXACT | {"movflags": "+faststart"}
        with av.open(str(path), "w", format="mp4", options=options) as out:
            with av.open(str(plan.chunks[0])) as first:
                video = out.add_stream_from_template(first.streams.video[0])
                header = first.streams.video[0].codec_context.extradata
            video.time_base = _TIME_BASE
            audio = out.add_stream("aac", rate=SAMPLE_RATE, layout="stereo")
            audio.bit_rate = plan.audio_kbps * 1000
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
        """Decode the whole file and return its facts; raises BugError on a decode error."""
        return _probe(path)


def _interleave(
    out: OutputContainer,
    video: VideoStream,
    audio: AudioStream,
    plan: MuxPlan,
    fmt: Format,
    header: bytes | None,
    sound: Iterator[Samples],
) -> None:
    """Write picture and sound side by side, chunk after chunk, so that players need not seek."""
    written = 0
    start = 0
    blocks = iter(sound)
    for chunk, length in zip(plan.chunks, plan.chunk_frames, strict=True):
        with av.open(str(chunk)) as source:
            track = source.streams.video[0]
            if track.codec_context.extradata != header:
                raise BugError(f"{chunk.name}: chunk encoded with other settings than the first one")
            _copy_chunk(out, video, source, track, start, fmt)
        start += length
        until = int(Fraction(start) * SAMPLE_RATE / fmt.rate)
        while written < until:
            block = next(blocks, None)
            if block is None:
                break
            written += _encode_sound(out, audio, block, written)
    for block in blocks:
        written += _encode_sound(out, audio, block, written)
    out.mux(audio.encode(None))


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


def _encode_sound(out: OutputContainer, audio: AudioStream, block: Samples, at: int) -> int:
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(block.T), format="fltp", layout="stereo")
    frame.sample_rate = SAMPLE_RATE
    frame.pts = at
    frame.time_base = Fraction(1, SAMPLE_RATE)
    out.mux(audio.encode(frame))
    return int(block.shape[0])


def _probe(path: Path) -> Probe:
    """Decode the whole file and return its facts; raises BugError on a decode error."""
    frames = 0
    samples = 0
    last = Fraction(0)
    try:
        with av.open(str(path)) as source:
            video, audio = source.streams.video[0], source.streams.audio[0]
            rate = video.average_rate or Fraction(25)
            for packet in source.demux(video, audio):
                for item in packet.decode():
                    if isinstance(item, VideoFrame):
                        frames += 1
                    else:
                        sound = cast("AudioFrame", item)
                        samples += sound.samples
                        last = Fraction(sound.pts or 0) * (sound.time_base or 1) + Fraction(
                            sound.samples, sound.sample_rate
                        )
            return Probe(
                video.width,
                video.height,
                rate,
                frames,
                float(frames / rate),
                float(last),
                audio.rate,
                audio.channels,
            )
    except (av.error.FFmpegError, IndexError) as error:
        raise BugError(f"the finished film does not decode: {error}") from error
