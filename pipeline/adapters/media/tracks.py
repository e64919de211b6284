"""Which of its tracks a file shows and plays: the ones that players choose.

What is marked as the default comes first, then what is longest and has most in it. Thumbnails, covers, comments,
descriptions for the blind and tracks in which nothing is heard come last: only when there is nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

_ASIDE_PICTURE = Disposition.attached_pic | Disposition.timed_thumbnails
_ASIDE_SOUND = (
    Disposition.comment | Disposition.visual_impaired | Disposition.descriptions | Disposition.clean_effects
    | Disposition.karaoke | Disposition.non_diegetic | Disposition.dependent
)  # fmt: skip
_ASIDE_WORDS = ("audiodescription", "audio description", "descriptive", "commentary", "commentaire")
_FRENCH = frozenset({"fra", "fre", "fr"})
_LONG = Fraction(9, 10)
"""Share of the longest track from which another is as long: codecs end at different frames."""


Counted = Mapping[int, tuple[int, Fraction]]
"""Packets and seconds of tracks that were read through, by index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What is known of a track: its place, whether it can be decoded, and what makes it the one to choose.

    `pictures` is how many packets it has, None when nobody counted; `wealth` is its pixels, or its channels;
    `programme` is the number of its programme in a broadcast, 0 without.
    """

    index: int
    codec: str
    readable: bool
    aside: bool
    default: bool
    seconds: Fraction
    pictures: int | None
    wealth: int
    french: bool
    programme: int = 0
    silent: bool = False


def pictures_in(source: InputContainer, counted: Counted) -> tuple[Track, ...]:
    """Return the tracks of moving pictures; `counted` tells packets and seconds by index; covers are none."""
    return tuple(
        _track(source, stream, counted, aside=bool(stream.disposition & Disposition.timed_thumbnails))
        for stream in source.streams.video
        if not stream.disposition & _ASIDE_PICTURE or stream.disposition & Disposition.timed_thumbnails
    )


def sounds_in(source: InputContainer, counted: Counted) -> tuple[Track, ...]:
    """Return the tracks of sound; `counted` tells packets and seconds by index."""
    return tuple(_track(source, stream, counted, aside=_beside(stream)) for stream in source.streams.audio)


def best_picture(tracks: Sequence[Track], heard: frozenset[int] = frozenset()) -> Track | None:
    """Return the track to show, None without one; `heard` are the programmes with sound."""
    longest = max((track.seconds for track in tracks), default=Fraction(0))
    most = max((track.pictures or 0 for track in tracks), default=0)

    def rank(track: Track) -> tuple[object, ...]:
        thumbnail = track.aside or (track.pictures is not None and track.pictures < 2 <= most)
        long = track.seconds >= longest * _LONG
        there = not heard or track.programme in heard
        size = (long, track.wealth, track.seconds)
        return (track.readable, not thumbnail, there, track.default, size, -track.index)

    return max(tracks, key=rank, default=None)


def best_sound(tracks: Sequence[Track], programme: int = 0) -> Track | None:
    """Return the track to play, None without one; those of the `programme` that is shown come first."""
    longest = max((track.seconds for track in tracks), default=Fraction(0))

    def rank(track: Track) -> tuple[object, ...]:
        there = not programme or track.programme == programme
        long = track.seconds >= longest * _LONG
        size = (long, track.french, track.seconds, track.wealth)
        return (track.readable, not track.silent, not track.aside, there, track.default, size, -track.index)

    return max(tracks, key=rank, default=None)


def _beside(stream: AudioStream) -> bool:
    title = stream.metadata.get("title", stream.metadata.get("handler_name", "")).lower()
    return bool(stream.disposition & _ASIDE_SOUND) or any(word in title for word in _ASIDE_WORDS)


def _track(
    source: InputContainer,
    stream: VideoStream | AudioStream,
    counted: Mapping[int, tuple[int, Fraction]],
    *,
    aside: bool,
) -> Track:
    # PyAV types the context as always there; it is None when FFmpeg has no decoder
    context = cast("av.CodecContext | None", stream.codec_context)
    packets, seconds = counted.get(stream.index, (None, _stated(source, stream)))
    wealth = 0
    if context is not None:
        wealth = stream.width * stream.height if isinstance(stream, VideoStream) else stream.channels
    return Track(
        index=stream.index,
        codec="" if context is None else context.name,
        readable=context is not None and packets != 0,
        aside=aside,
        default=bool(stream.disposition & Disposition.default),
        seconds=seconds,
        pictures=packets if packets is not None else stream.frames or None,
        wealth=wealth,
        french=(stream.language or "").lower() in _FRENCH,
    )


def _stated(source: InputContainer, stream: VideoStream | AudioStream) -> Fraction:
    """Return how long a track says it lasts, else the file, in seconds."""
    if stream.duration and stream.time_base:
        return max(Fraction(0), stream.duration * stream.time_base)
    return Fraction(max(0, source.duration or 0), av.time_base)
