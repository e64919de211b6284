"""Media of several tracks, sounds of any kind, and files joined end to end as people join them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.stream import Disposition

from pipeline.ports import Samples
from tests.fakes.films import Planes

RATE = 44_100
_CODECS = {".wav": "pcm_s16le", ".mp3": "libmp3lame", ".opus": "libopus", ".flac": "flac", ".aac": "aac"}
_FORMATS = {".opus": "ogg", ".aac": "adts", ".mpg": "vob"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A track of pictures as `film` takes them, marked and tagged."""

    pictures: Sequence[Planes]
    marked: Disposition | None = None
    tags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Played:
    """A track of sound: how loud a tone of a layout is, for how many seconds."""

    level: float
    seconds: float = 1.0
    layout: str = "stereo"
    marked: Disposition | None = None
    tags: Mapping[str, str] = field(default_factory=dict)


def hum(rate: int, seconds: float, channels: int, level: float = 0.3, hertz: float = 440.0) -> Samples:
    """Return a tone of shape (channels, n)."""
    wave = level * np.sin(2 * np.pi * hertz * np.arange(round(rate * seconds)) / rate)
    return np.repeat(wave[None], channels, axis=0).astype(np.float32)


def sounding(path: Path, rate: int, layout: str, seconds: float, level: float = 0.3) -> Path:
    """Write a tone, coded as the file's suffix says."""
    with av.open(str(path), "w", format=_FORMATS.get(path.suffix)) as out:
        stream = out.add_stream(_CODECS[path.suffix], rate=rate, layout=layout)
        assert isinstance(stream, AudioStream)
        _encode(out, stream, hum(rate, seconds, av.AudioLayout(layout).nb_channels, level), rate, layout)
    return path


def layered(path: Path, shown: Sequence[Shown], played: Sequence[Played]) -> Path:
    """Write several tracks of H.264 and AAC (or MP2) into one file; the name says the format."""
    kind = _FORMATS.get(path.suffix)
    with av.open(str(path), "w", format=kind) as out:
        films = []
        for track in shown:
            height, width = track.pictures[0].shape[0] * 2 // 3, track.pictures[0].shape[1]
            video = out.add_stream("libx264", rate=25, options={"crf": "2", "preset": "ultrafast"})
            video.width, video.height, video.pix_fmt = width, height, "yuv420p"
            _marked(video, track)
            films.append((video, track))
        sounds = []
        for heard in played:
            audio = out.add_stream("mp2" if kind else "aac", rate=RATE, layout=heard.layout)
            _marked(audio, heard)
            sounds.append((audio, heard))
        for video, track in films:
            for number, planes in enumerate(track.pictures):
                frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
                frame.pts, frame.time_base = number, Fraction(1, 25)
                out.mux(video.encode(frame))
            out.mux(video.encode(None))
        for audio, heard in sounds:
            channels = av.AudioLayout(heard.layout).nb_channels
            _encode(out, audio, hum(RATE, heard.seconds, channels, heard.level), RATE, heard.layout)
    return path


def joined(path: Path, *sources: Path, between: bytes = b"") -> Path:
    """Write files one behind the other, byte by byte."""
    path.write_bytes(between.join(source.read_bytes() for source in sources))
    return path


def _marked(stream: av.VideoStream | AudioStream, track: Shown | Played) -> None:
    if track.marked is not None:
        stream.disposition = track.marked
    stream.metadata.update(track.tags)


def _encode(out: av.container.OutputContainer, stream: AudioStream, sound: Samples, rate: int, layout: str) -> None:
    frame = av.AudioFrame.from_ndarray(sound, format="fltp", layout=layout)
    frame.sample_rate = rate
    fit = av.AudioResampler(format=stream.format, layout=layout, rate=rate, frame_size=stream.frame_size or None)
    for piece in (*fit.resample(frame), *fit.resample(None)):
        out.mux(stream.encode(piece))
    out.mux(stream.encode(None))
