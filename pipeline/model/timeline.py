"""The newscast in absolute frames and samples: resolved, nothing left to decide."""

from dataclasses import dataclass

from pipeline.model.picture import Asset, StagedLayer
from pipeline.model.signing import Signing
from pipeline.model.take import Take
from pipeline.model.time import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedShot:
    """A shot with its place in time; its transition plays over its own first frames.

    `offset` counts the frames of its beginning that an excerpt leaves out.
    """

    id: str
    label: str
    item: str
    scene: str
    span: Span
    layers: tuple[StagedLayer, ...]
    transition: str
    transition_frames: int
    planned: int
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceEvent:
    """A take at a sample of the programme."""

    take: Take
    start: int
    speaker: str
    shown_name: str
    role: str
    item: str

    @property
    def end(self) -> int:
        """First sample after the take."""
        return self.start + self.take.samples


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundEvent:
    """A sound file from `start` to `end` (samples), on a bus, at a level in decibels, looped or not.

    `bus` is music, effects or nat_sound; `offset` is the first sample used of the file; fades are in samples. One that
    is `crossed` fades so that its neighbour, coming in as it goes out, makes up for the power that it loses.
    """

    path: str
    digest: str
    bus: str
    start: int
    end: int
    gain: float
    loop: bool = False
    offset: int = 0
    fade_in: int = 0
    fade_out: int = 0
    ducked: bool = True
    crossed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPiece(SoundEvent):
    """A piece that somebody put in the place of the house's: levelled, and looped without a click, before it is heard.

    It is brought to the loudness of `like`, the house's piece in its place, or to `lufs` where the house has none;
    a piece that is `whole`, as the sound of a film, keeps its silences. When only a `span` of samples is heard, its
    loudness decides, and nothing after it is read. What is `spoken` is a voice to whatever lies under voices. A type
    of its own, so that whatever has none of them keeps the keys it has.
    """

    like: Asset | None = None
    lufs: float = -20.0
    whole: bool = False
    span: tuple[int, int] | None = None
    spoken: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSound:
    """A sound in words, over the frames in which it is heard; `texts` say the same, the fullest first.

    `music` tells it from any other sound; a `bed` lies under voices.
    """

    span: Span
    music: bool
    texts: tuple[str, ...]
    bed: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named point of the programme, in frames."""

    title: str
    item: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole programme: contiguous shots from frame 0, voices, sounds, chapters.

    `signing` is its interpreter, beside whom the shots are seen smaller; None in the film without one.
    `descriptions` are voices that tell what is shown: heard like the others, and part of nothing that is written down
    of what people say. `told` are its sounds in words.
    """

    script: str
    title: str
    shots: tuple[TimedShot, ...]
    voices: tuple[VoiceEvent, ...]
    sounds: tuple[SoundEvent, ...]
    chapters: tuple[Chapter, ...]
    poster: int
    signing: Signing | None = None
    descriptions: tuple[VoiceEvent, ...] = ()
    told: tuple[ToldSound, ...] = ()

    @property
    def length(self) -> int:
        """Frames in all."""
        return self.shots[-1].span.end if self.shots else 0
