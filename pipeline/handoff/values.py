"""A programme as editing software has it: tracks of clips over files, in whole frames, and markers.

Every writer (`otio`, `fcpxml`, `kdenlive`) takes these values and decides nothing: what a track holds, where a clip
lies and which of its file's frames are used stand here once.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pipeline.model.time import Span

EditKind = Literal["still", "film", "sound", "programme"]
"""What a file is: a picture, a film without sound, a sound, or a film with its sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMedia:
    """A file of the hand-off, by its path in the folder (`/` between names); `frames` are all it has, 0 for a picture.

    `size` is in pixels, (0, 0) for a sound; `alpha` says that its colours are to be laid over others; `channels` are
    those of its sound, 0 for none; `held` is how long a picture is used at most, in frames.
    """

    path: str
    kind: EditKind
    frames: int
    size: tuple[int, int] = (0, 0)
    alpha: bool = False
    channels: int = 0
    held: int = 0

    @property
    def available(self) -> int:
        """Frames that a clip may use."""
        return self.held if self.kind == "still" else self.frames


@dataclass(frozen=True, slots=True)
class EditClip:
    """A piece of a file on a track: from frame `start` of it, over a span of the programme; `note` is for people."""

    name: str
    media: EditMedia
    start: int
    span: Span
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTrack:
    """A track: clips in order that do not overlap; one that is not `shown` lies there muted, to be looked at.

    `role` is what final mixes and exports sort by (dialogue, music, effects, titles, video).
    """

    name: str
    clips: tuple[EditClip, ...]
    role: str
    sound: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class EditMarker:
    """A named place of the programme: a chapter, or something found there."""

    span: Span
    name: str
    note: str = ""
    chapter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTimeline:
    """The whole programme: tracks of pictures from the lowest to the highest, then of sound, and markers in order."""

    name: str
    title: str
    size: tuple[int, int]
    rate: Fraction
    length: int
    tracks: tuple[EditTrack, ...]
    markers: tuple[EditMarker, ...]

    @property
    def pictures(self) -> tuple[EditTrack, ...]:
        """The tracks of pictures, the lowest first."""
        return tuple(track for track in self.tracks if not track.sound)

    @property
    def sounds(self) -> tuple[EditTrack, ...]:
        """The tracks of sound, in order."""
        return tuple(track for track in self.tracks if track.sound)

    @property
    def media(self) -> tuple[EditMedia, ...]:
        """Every file that a clip uses, once, in the order of the tracks."""
        return tuple(dict.fromkeys(clip.media for track in self.tracks for clip in track.clips))
