"""Cues as values."""

from dataclasses import dataclass
from fractions import Fraction

from pipeline.errors import Finding
from pipeline.model.time import FRAME_RATE

MUSIC_ROLE = "music"
"""The role of cues that tell music."""

SOUND_ROLE = "sound"
"""The role of cues that tell any other sound; the others are those of `VoiceEvent`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One or two lines on screen from `start_ms` to `end_ms` (programme time, whole frames).

    `role` gives the colour: on_screen, off_screen, voice_over, sound or music. `top` is the height of its upper edge
    in percent of the picture, None where a player has to choose. `shot` is the id of the shot in which it is seen.
    `across` is how far from the left its place is, and how wide, in percent of the picture's width; None: all of it.
    """

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]
    role: str
    speaker: str
    item: str
    shot: str = ""
    top: int | None = None
    across: tuple[int, int] | None = None

    @property
    def characters(self) -> int:
        """Characters to read, spaces included."""
        return len(" ".join(self.lines))


@dataclass(frozen=True, slots=True)
class Captions:
    """All cues in order, none overlapping, and what the author should know about them."""

    cues: tuple[Cue, ...]
    findings: tuple[Finding, ...]


def milliseconds(frame: int) -> int:
    """Return the time of a frame; exact at 25 frames a second (40 ms each)."""
    return int(Fraction(frame) * 1000 / FRAME_RATE)


def frame(time_ms: int) -> int:
    """Return the frame of a time made by `milliseconds`."""
    return int(Fraction(time_ms) * FRAME_RATE / 1000)
