"""Pictures and sound out of local media files, conformed to the programme's rate, size and colours."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet

from pipeline.adapters.media.opening import open_media, stated_length, video_stream
from pipeline.adapters.rushes.conform import Conformer, conformed
from pipeline.adapters.rushes.pacing import paced, pictures
from pipeline.adapters.rushes.reel import Reel, write_reel
from pipeline.errors import MediaError
from pipeline.model.keys import key_of
from pipeline.model.picture import FootageSpec, Format
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Film, Samples, Spoken, Store

KIND = "rushes"
_MOST_APART = 60
"""Seconds between the first sound and the first picture beyond which the clock of the file is not believed."""

_LIBRARIES = tuple(av.library_versions[name] for name in ("libavcodec", "libavfilter", "libswscale"))
_VERSION = (1, _LIBRARIES)
"""The first number is raised, with `DRAW_VERSION`, whenever the same file would be conformed otherwise."""


class AvFootage:
    """Reads footage with PyAV; moving pictures are conformed once and kept in the store.

    A file that breaks off, or is damaged inside, gives what can be read of it; the last good picture is held, as at
    the end of any clip that is shorter than its shot.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def film(self, path: Path, spec: FootageSpec, fmt: Format) -> Film:
        """Return what a layer shows of a file, conformed now unless the store has it; raises MediaError.

        Only one process conforms; the others wait for it. Nothing is kept of a film that fails.
        """
        key = _key(spec, fmt)
        kept = self._store.find(KIND, key)
        if kept is None:
            with self._store.alone(KIND, key):
                kept = self._store.find(KIND, key) or self._conformed(path, spec, fmt)
        return Reel(kept)

    def _conformed(self, path: Path, spec: FootageSpec, fmt: Format) -> Path:
        key, size = _key(spec, fmt), _size(spec, fmt)
        with self._store.writing(KIND, key) as aside, open_media(path) as source:
            stream = video_stream(source, path.name)
            stream.thread_type = "NONE"  # damage is then hidden the same way every time
            conformer = Conformer(path.name, size, spec.fit, stream.sample_aspect_ratio)
            frames = paced(pictures(source, stream, spec.start), fmt.rate, spec.start, spec.length)
            if not write_reel(aside, conformed(frames, conformer), size, fmt.rate):
                raise MediaError(f"{path.name} : aucune image lisible ; copiez ce fichier de nouveau ou réexportez-le")
        kept = self._store.find(KIND, key)
        assert kept is not None  # noqa: S101 - it was just written
        return kept

    def sound(self, path: Path, start: float = 0.0, end: float | None = None, longest: float = 3600.0) -> Samples:
        """Return stereo PCM of shape (n, 2) at 48 kHz, float32, from one second to another; empty without sound.

        Second 0 is heard with the first picture, if there are pictures. A single channel is heard as it is on both
        sides. Sound that breaks off ends there. The file
        is read from its beginning, so that the same second is always the same samples, but only what is asked for
        is kept; raises MediaError when that is more than `longest` seconds.
        """
        wanted = _Wanted(path.name, start, end, longest)
        for piece in self.blocks(path):
            wanted.keep(piece)
            if wanted.full:
                break
        return wanted.sound()

    def blocks(self, path: Path) -> Iterator[Samples]:
        """Yield all the sound of a file, as `sound` returns it, a stretch of shape (n, 2) at a time.

        Nothing is kept, however long the file; raises MediaError when nothing of it can be decoded.
        """
        with open_media(path) as source:
            if not source.streams.audio:
                return
            resampler = stereo(source.streams.audio[0])
            begun: Fraction | None = None
            heard = damaged = False
            early = 0
            for packet in _packets(source):
                pieces: list[Samples] = []
                try:
                    for frame in packet.decode():
                        if begun is None and frame.pts is not None and frame.time_base:
                            begun = frame.pts * frame.time_base
                            late = _late(begun, source)
                            early = max(0, -late)
                            yield np.broadcast_to(np.float32(0), (max(0, late), 2))
                        pieces += [_flat(piece) for piece in resampler.resample(frame)]
                except (av.error.FFmpegError, ValueError):
                    damaged = True  # or a change of format midway: this fraction of a second is lost
                heard = heard or bool(pieces)
                for sound in pieces:
                    if early < len(sound):
                        yield sound[early:]
                    early = max(0, early - len(sound))
            if damaged and not heard:
                raise MediaError(f"{path.name} : son illisible ; réenregistrez-le ou réexportez-le en wav")
            for piece in resampler.resample(None):
                yield _flat(piece)[early:]

    def seconds(self, path: Path) -> float:
        """Return the length of the picture in seconds; raises MediaError when the file is no video."""
        with open_media(path) as source:
            return float(stated_length(source, video_stream(source, path.name)))


def _size(spec: FootageSpec, fmt: Format) -> tuple[int, int]:
    """Return the box in whole even pixels of the output."""
    width, height = (round(value * fmt.scale / 2) * 2 for value in spec.box[2:])
    return width, height


def _key(spec: FootageSpec, fmt: Format) -> str:
    """Return the key of a reel: the file's content and all that decides its pictures; not where the box stands."""
    framed = (spec.file, _size(spec, fmt), spec.fit)
    timed = (spec.start, spec.length, fmt.rate)
    return key_of(KIND, framed, timed, _VERSION)


def _packets(source: InputContainer) -> Iterator["Packet[AudioStream]"]:
    try:
        yield from source.demux(source.streams.audio[0])
    except av.error.FFmpegError:
        return  # the file breaks off here


class _Wanted:
    """Keeps the samples of a stretch out of all that are decoded, and no more than it may."""

    def __init__(self, name: str, start: float, end: float | None, longest: float) -> None:
        self._name = name
        self._first = round(start * SAMPLE_RATE)
        self._end = None if end is None else max(self._first, round(end * SAMPLE_RATE))
        self._most = round(longest * SAMPLE_RATE)
        self._longest = longest
        self._at = 0
        self._kept: list[Samples] = []
        self._count = 0

    @property
    def full(self) -> bool:
        """Tell whether all that is wanted is there."""
        return self._end is not None and self._at >= self._end

    def keep(self, piece: Samples) -> None:
        """Take what is wanted of the next samples, shape (n, 2)."""
        first = max(0, self._first - self._at)
        last = piece.shape[0] if self._end is None else max(0, self._end - self._at)
        self._at += piece.shape[0]
        if piece[first:last].size:
            self._add(piece[first:last])

    def sound(self) -> Samples:
        """Return what was kept."""
        return np.concatenate(self._kept) if self._kept else np.zeros((0, 2), np.float32)

    def _add(self, piece: Samples) -> None:
        self._count += piece.shape[0]
        if self._count > self._most:
            raise MediaError(
                f"{self._name} : plus de {self._longest / 60:.0f} min de son à lire d'un coup ; "
                "n'en gardez que le passage voulu"
            )
        self._kept.append(piece)


def _late(begun: Fraction, source: InputContainer) -> int:
    """Return how many samples after the first picture sound begins, negative when before; 0 without pictures."""
    moving = source.streams.video[0] if source.streams.video else None
    if moving is None or moving.start_time is None or not moving.time_base:
        return 0
    late = begun - moving.start_time * moving.time_base
    return 0 if abs(late) > _MOST_APART else round(late * SAMPLE_RATE)


def stereo(stream: AudioStream, together: int | None = None) -> av.AudioResampler:
    """Return what brings a stream to 48 kHz in two channels, or in one: a mixer would take 3 dB off a single one.

    `together` is how many samples come at once, when it matters.
    """
    layout = "mono" if stream.codec_context.layout.nb_channels == 1 else "stereo"
    return av.AudioResampler(format="flt", layout=layout, rate=SAMPLE_RATE, frame_size=together)


def _flat(frame: av.AudioFrame) -> Samples:
    sound: Samples = frame.to_ndarray().astype(np.float32, copy=False).reshape(-1, frame.layout.nb_channels)
    return np.broadcast_to(sound, (len(sound), 2)) if sound.shape[1] == 1 else sound


def resample(spoken: Spoken) -> Samples:
    """Bring mono PCM of any rate to 48 kHz with FFmpeg's resampler."""
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(spoken.samples, np.float32)[None, :], format="flt", layout="mono"
    )
    frame.sample_rate = spoken.rate
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray().reshape(-1) for piece in pieces]).astype(np.float32)
