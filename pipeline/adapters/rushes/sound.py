"""The sound of media files at 48 kHz in two channels, whatever it is and however often it changes."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from pipeline.adapters.media.clock import carried, demuxed
from pipeline.adapters.media.opening import open_media
from pipeline.adapters.media.pcm import floats
from pipeline.adapters.media.survey import Stretch, leading_picture, sound_of, survey
from pipeline.errors import MediaError
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples, Spoken

_MOST_APART = 60
"""Seconds between the first sound and the first picture beyond which the clock of the file is not believed."""

_LOWEST, _HIGHEST = 1000, 3_000_000
"""Samples a second that sound can have: less is damage, more would be no sound any more."""

_TIMED = frozenset({"matroska", "mov", "mpegts", "mpeg", "flv"})
"""Demuxers of formats that say when a sound is heard; what others say is worked out from how much there is."""

_HOLE = Fraction(1, 10)
"""Seconds by which sound may be away from its clock: less is rounding, more is a hole or something said twice."""

_LONGEST_HOLE = 3600
"""Seconds of a hole beyond which the clock of the file is not believed."""


class Stereo:
    """Brings sound to 48 kHz in two channels; its resampler is made again when the sound changes."""

    def __init__(self, together: int | None = None) -> None:
        """Give `together` samples at once, when it matters."""
        self._together = together
        self._made_for: tuple[object, ...] = ()
        self._resampler: av.AudioResampler | None = None

    def take(self, frame: av.AudioFrame) -> Iterator[Samples]:
        """Yield what is ready after one more piece of sound, shape (n, 2); raises ValueError, or what FFmpeg does."""
        if not _LOWEST <= frame.sample_rate <= _HIGHEST:
            raise ValueError(f"{frame.sample_rate} Hz")
        frame = named(frame)
        kind = (frame.sample_rate, frame.layout.name, frame.format.name)
        if self._resampler is None or kind != self._made_for:
            yield from self.rest()
            # a mixer would take 3 dB off a single channel: it stays one
            layout = "mono" if frame.layout.nb_channels == 1 else "stereo"
            self._resampler = av.AudioResampler(
                format="flt", layout=layout, rate=SAMPLE_RATE, frame_size=self._together
            )
            self._made_for = kind
        yield from (flat(piece) for piece in self._resampler.resample(frame))

    def rest(self) -> Iterator[Samples]:
        """Yield what was held back."""
        resampler, self._resampler = self._resampler, None
        if resampler is not None:
            yield from (flat(piece) for piece in resampler.resample(None))


def named(frame: av.AudioFrame) -> av.AudioFrame:
    """Return sound whose channels are known: those of a layout without a name are heard alike, on both sides."""
    if frame.layout.nb_channels < 3 or not _nameless(frame.layout):
        return frame
    sound = floats(frame)
    mono = sound.sum(axis=0, keepdims=True, dtype=np.float32) / np.float32(np.sqrt(len(sound)))
    mixed = av.AudioFrame.from_ndarray(np.ascontiguousarray(mono), format="fltp", layout="mono")
    mixed.sample_rate = frame.sample_rate
    mixed.pts, mixed.time_base = frame.pts, frame.time_base
    return mixed


def _nameless(layout: av.AudioLayout) -> bool:
    return layout.name.endswith("channels") or "ambisonic" in layout.name or layout.name.startswith("USR")


def flat(frame: av.AudioFrame) -> Samples:
    """Return packed sound as an array of shape (n, 2); a single channel stands on both sides."""
    sound: Samples = frame.to_ndarray().astype(np.float32, copy=False).reshape(-1, frame.layout.nb_channels)
    return np.broadcast_to(sound, (len(sound), 2)) if sound.shape[1] == 1 else sound


def sound_blocks(path: Path, together: int | None = None) -> Iterator[Samples]:
    """Yield all the sound of a file, a stretch of shape (n, 2) at a time; second 0 comes with the first picture.

    Nothing is kept, however long the file; raises MediaError when nothing of it can be decoded.
    """
    found = survey(path)
    told = 0
    heard = damaged = False
    wanted = Fraction(0)
    for rank, stretch in enumerate(found.stretches):
        missing = round(wanted * SAMPLE_RATE) - told
        if rank and found.seconds and missing > 0:  # with pictures, each part begins with its own
            yield _silence(missing)
            told += missing
        wanted += stretch.lasts
        reader = _Reader(stretch, together)
        for piece in reader.blocks(path):
            told += len(piece)
            yield piece
        heard, damaged = heard or reader.heard, damaged or reader.damaged
    if damaged and not heard:
        raise MediaError(f"{path.name} : son illisible ; réenregistrez-le ou réexportez-le en wav")


def mono(path: Path, most: float) -> Samples:
    """Return the sound of a file in one channel, for about `most` seconds at the most; empty without any.

    What is no number is silent. Raises MediaError when nothing of it can be decoded.
    """
    kept: list[Samples] = []
    count = 0
    for block in sound_blocks(path, SAMPLE_RATE):
        kept.append(np.nan_to_num(block).mean(axis=1, dtype=np.float32))
        count += len(block)
        if count >= most * SAMPLE_RATE:
            break
    return np.concatenate(kept) if kept else np.zeros(0, np.float32)


class _Reader:
    """Reads the sound of one stretch; `damaged` and `heard` tell what could be decoded."""

    def __init__(self, stretch: Stretch, together: int | None) -> None:
        self._stretch = stretch
        self._stereo = Stereo(together)
        self._early = 0
        self._begun: Fraction | None = None
        self._fed = Fraction(0)
        self.damaged = self.heard = False

    def blocks(self, path: Path) -> Iterator[Samples]:
        with open_media(path, self._stretch.part) as source:
            stream = sound_of(source, self._stretch)
            if stream is None:
                return
            picture = leading_picture(source, self._stretch)
            packets = carried(source, stream, picture) if self._stretch.leaps else demuxed(source, [stream])
            for packet in packets:
                yield from self._decoded(packet, source, picture)
            yield from self._kept(self._stereo.rest())

    def _decoded(
        self, packet: "Packet[AudioStream]", source: InputContainer, picture: VideoStream | None
    ) -> Iterator[Samples]:
        try:
            for frame in packet.decode():
                if isinstance(frame, av.AudioFrame):
                    yield from self._placed(frame, source, picture)
        except (av.error.FFmpegError, ValueError):
            self.damaged = True  # this fraction of a second is lost

    def _placed(self, frame: av.AudioFrame, source: InputContainer, picture: VideoStream | None) -> Iterator[Samples]:
        at = None if frame.pts is None or not frame.time_base else frame.pts * frame.time_base
        if self._begun is None and at is not None:
            self._begun = at
            late = _late(at, picture)
            self._early = max(0, -late)
            if late > 0:
                yield _silence(late)
        elif self._begun is not None and at is not None and source.format.name.split(",")[0] in _TIMED:
            away = at - self._begun - self._fed
            if away < -_HOLE:
                return  # heard already
            if _HOLE < away < _LONGEST_HOLE:
                yield from self._kept(self._stereo.rest())
                yield from self._kept([_silence(round(away * SAMPLE_RATE))])
                self._fed += away
        for sound in self._stereo.take(frame):
            self.heard = True
            yield from self._kept([sound])
        self._fed += Fraction(frame.samples, max(1, frame.sample_rate))

    def _kept(self, pieces: Iterator[Samples] | list[Samples]) -> Iterator[Samples]:
        for sound in pieces:
            if self._early < len(sound):
                yield sound[self._early :]
            self._early = max(0, self._early - len(sound))


def _late(begun: Fraction, moving: VideoStream | None) -> int:
    """Return how many samples after the first picture sound begins, negative when before; 0 without pictures."""
    if moving is None or moving.start_time is None or not moving.time_base:
        return 0
    late = begun - moving.start_time * moving.time_base
    return 0 if abs(late) > _MOST_APART else round(late * SAMPLE_RATE)


def _silence(count: int) -> Samples:
    return np.broadcast_to(np.float32(0), (count, 2))


def resample(spoken: Spoken) -> Samples:
    """Bring mono PCM of any rate to 48 kHz with FFmpeg's resampler."""
    frame = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(spoken.samples, np.float32)[None, :], format="flt", layout="mono"
    )
    frame.sample_rate = spoken.rate
    resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
    pieces = [*resampler.resample(frame), *resampler.resample(None)]
    return np.concatenate([piece.to_ndarray().reshape(-1) for piece in pieces]).astype(np.float32)
