"""A media file looked over once, undecoded: its parts, the track to show and the one to play, how long they last.

Check, render, recordings, lengths and own music all ask here, so that they never choose differently.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from pipeline.adapters.media.clock import BACK, FAR, LEAPING, SECOND, OnwardClock, demuxed, micros
from pipeline.adapters.media.library import Stamp, file_stamp
from pipeline.adapters.media.opening import MOST_PIXELS, bounded, open_media, stated_length
from pipeline.adapters.media.parts import FilePart, parts_of
from pipeline.adapters.media.pcm import floats
from pipeline.adapters.media.programmes import programmes_of
from pipeline.adapters.media.tracks import Track, best_picture, best_sound, pictures_in, sounds_in
from pipeline.errors import MediaError
from pipeline.french.system import why

_READ_THROUGH = LEAPING | {"matroska", "ogg"}
"""Demuxers of formats that do not say for certain how long a track is: packets are counted."""

_LISTENED = 120
"""Seconds of a track that are listened to before it is called silent, beside another one."""

_HEARD = 0.001
"""FilePart of full scale that a sample must reach to be heard: -60 dBFS, as for a recording."""

_GIVEN_UP = 3000
"""Damaged packets after which a track is given up."""

_UNREAD = "codage d'image inconnu ; réexportez la vidéo en mp4 (H.264)"
_NO_PICTURE = "ce fichier ne contient pas d'image animée ; choisissez une vidéo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a file with the tracks that are chosen in it, by index; None where it has none that can be decoded.

    `shown` and `lasts` are seconds of picture, and of whatever lasts longest; `leaps` tells that its clock is set
    anew in the middle; `mute` that there is sound of which nothing can be decoded, `unknown` that nothing here could.
    """

    part: FilePart
    picture: int | None
    sound: int | None
    shown: Fraction
    lasts: Fraction
    leaps: bool
    mute: bool
    unknown: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """The stretches of a file, in order; `lost` is how many further parts cannot be opened."""

    stretches: tuple[Stretch, ...]
    lost: int

    @property
    def plain(self) -> bool:
        """Tell whether it is one recording with one clock, of which any second can be sought."""
        return len(self.stretches) == 1 and not self.stretches[0].leaps

    @property
    def seconds(self) -> Fraction:
        """Return how long there is something to see."""
        shown = [rank for rank, stretch in enumerate(self.stretches) if stretch.picture is not None]
        if not shown:
            return Fraction(0)
        before = sum((stretch.lasts for stretch in self.stretches[: shown[-1]]), Fraction(0))
        return before + self.stretches[shown[-1]].shown

    @property
    def heard(self) -> bool:
        """Tell whether there is sound that can be decoded."""
        return any(stretch.sound is not None for stretch in self.stretches)

    @property
    def mute(self) -> bool:
        """Tell whether there is sound, of which nothing can be decoded."""
        return not self.heard and any(stretch.mute for stretch in self.stretches)


def survey(path: Path) -> Survey:
    """Return what is in a file; raises MediaError when it cannot be opened."""
    try:
        return _surveyed(path, file_stamp(path))
    except OSError as error:
        raise MediaError(f"{path.name} : fichier illisible ({why(error)}) ; copiez-le de nouveau") from error


def picture_of(source: InputContainer, stretch: Stretch, name: str) -> VideoStream:
    """Return the picture chosen in an open stretch; raises MediaError without one, or when it is absurdly large."""
    if stretch.picture is None:
        readable = any(track.readable for track in pictures_in(source, {}))
        raise MediaError(f"{name} : {_NO_PICTURE if readable or not source.streams.video else _UNREAD}")
    stream = source.streams[stretch.picture]
    assert isinstance(stream, VideoStream)  # noqa: S101 - chosen among them
    bounded(stream.codec_context.width, stream.codec_context.height, name)
    stream.codec_context.options = {**stream.codec_context.options, "max_pixels": str(MOST_PIXELS)}
    return stream


def sound_of(source: InputContainer, stretch: Stretch) -> AudioStream | None:
    """Return the sound chosen in an open stretch, None without one."""
    if stretch.sound is None:
        return None
    stream = source.streams[stretch.sound]
    assert isinstance(stream, AudioStream)  # noqa: S101 - chosen among them
    return stream


def leading_picture(source: InputContainer, stretch: Stretch) -> VideoStream | None:
    """Return the picture that the sound of an open stretch goes with, None without one."""
    stream = None if stretch.picture is None else source.streams[stretch.picture]
    return stream if isinstance(stream, VideoStream) else None


@lru_cache(maxsize=256)
def _surveyed(path: Path, _stamp: Stamp) -> Survey:
    with open_media(path) as source:
        demuxer = source.format.name.split(",")[0]
    parts = parts_of(path, demuxer)
    found = [_stretch(path, parts[0])]
    lost = 0
    for part in parts[1:]:
        try:
            found.append(_stretch(path, part))
        except MediaError:
            lost += 1
    return Survey(tuple(found), lost)


def _stretch(path: Path, part: FilePart) -> Stretch:
    with open_media(path, part) as source:
        seen, heard = pictures_in(source, {}), sounds_in(source, {})
        counted: dict[int, tuple[int, Fraction]] = {}
        leaps = False
        unsaid = bool(seen) and not any(track.seconds for track in seen)
        unsaid = unsaid or any(_uneven(stream) for stream in source.streams.video)
        demuxer = source.format.name.split(",")[0]
        if (demuxer in _READ_THROUGH and (seen or len(heard) > 1 or demuxer in LEAPING)) or unsaid:
            counted, leaps = _read_through(source, [track.index for track in (*seen, *heard)])
            seen, heard = pictures_in(source, counted), sounds_in(source, counted)
        if demuxer == "mpegts" and max(len(seen), len(heard)) > 1:
            seen, heard = _with_programmes(source, path, seen, heard)
        served = frozenset(track.programme for track in heard if track.readable) - {0}
        picture = best_picture(seen, served)
        shown = picture if picture is not None and picture.readable else None
        sound = _audible(path, part, heard, picture.programme if picture else 0)
        lengths = [track.seconds for track in (shown, sound) if track is not None]
        stated = Fraction(0)
        if shown is not None:
            stream = source.streams[shown.index]
            stated = shown.seconds if shown.index in counted else stated_length(source, stream)  # type: ignore[arg-type]
        return Stretch(
            part=part,
            picture=None if shown is None else shown.index,
            sound=None if sound is None else sound.index,
            shown=stated,
            lasts=max(lengths, default=Fraction(0)),
            leaps=leaps,
            mute=sound is None and bool(heard),
            unknown=sound is None and bool(heard) and not any(track.codec for track in heard),
        )


def _uneven(stream: VideoStream) -> bool:
    """Tell from the index of a file, where it has one, that a clock goes back or leaps."""
    times = np.fromiter((entry.timestamp for entry in stream.index_entries), np.int64)
    steps = np.diff(times) * float(stream.time_base or 0)
    return bool(steps.size) and not -BACK <= steps.min() <= steps.max() <= FAR


def _read_through(source: InputContainer, tracks: list[int]) -> tuple[dict[int, tuple[int, Fraction]], bool]:
    """Return packets and seconds of every track, and whether a clock is set anew; what breaks off ends there."""
    clock = OnwardClock(source.format.name)
    counts = dict.fromkeys(tracks, 0)
    first: dict[int, int] = {}
    last: dict[int, tuple[int, int]] = {}
    for packet in demuxed(source, [source.streams[track] for track in tracks]):
        track = packet.stream_index
        dts = packet.dts if packet.dts is not None else packet.pts
        if not packet.size or track not in counts:
            continue
        counts[track] += 1
        if dts is None or not packet.time_base:
            continue
        lasts = micros(packet.duration or 0, packet)
        at = micros(packet.pts if packet.pts is not None else dts, packet)
        at += clock.shift(track, micros(dts, packet), lasts)
        first[track] = min(first.get(track, at), at)
        last[track] = max(last.get(track, (at, lasts)), (at, lasts))
    spans = {track: Fraction(sum(last[track]) - first[track], SECOND) for track in first}
    return {track: (count, spans.get(track, Fraction(0))) for track, count in counts.items()}, bool(clock.leaps)


def _with_programmes(
    source: InputContainer, path: Path, seen: tuple[Track, ...], heard: tuple[Track, ...]
) -> tuple[tuple[Track, ...], tuple[Track, ...]]:
    numbers: Mapping[int, int] = programmes_of(path)
    if len(set(numbers.values())) < 2:
        return seen, heard

    def told(tracks: tuple[Track, ...]) -> tuple[Track, ...]:
        return tuple(replace(track, programme=numbers.get(source.streams[track.index].id, 0)) for track in tracks)

    return told(seen), told(heard)


def _audible(path: Path, part: FilePart, tracks: tuple[Track, ...], programme: int) -> Track | None:
    """Return the sound to play; one of which nothing can be decoded, or heard, is left for the next best."""
    left = {track.index: track for track in tracks}
    while True:
        best = best_sound(tuple(left.values()), programme)
        if best is None or not best.readable:
            return None
        heard = True if best.silent else _heard(path, part, best.index, alone=len(left) == 1)
        if heard:
            return best
        if heard is None:
            del left[best.index]
        else:
            left[best.index] = replace(best, silent=True)


def _heard(path: Path, part: FilePart, track: int, *, alone: bool) -> bool | None:
    """Tell whether a track is heard in its first minutes, or decoded when it is `alone`; None for undecoded."""
    with open_media(path, part) as source:
        listened: float | None = None
        for frame in _sounds(source, track):
            if alone or float(np.abs(floats(frame)).max(initial=0)) >= _HEARD:
                return True
            listened = (listened or 0.0) + frame.samples / max(1, frame.sample_rate)
            if listened > _LISTENED:
                return False
    return None if listened is None else False


def _sounds(source: InputContainer, track: int) -> Iterator[av.AudioFrame]:
    damaged = 0
    for packet in demuxed(source, [source.streams[track]]):
        try:
            frames = packet.decode()
        except (av.error.FFmpegError, ValueError):
            damaged += 1
            if damaged > _GIVEN_UP:
                return
            continue
        yield from (frame for frame in frames if isinstance(frame, av.AudioFrame))
