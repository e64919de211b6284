"""The newscast as planned: every shot, what it shows and who says what, before any length is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pipeline.errors import Mark
from pipeline.model.heard import RecordedWords
from pipeline.model.part import Part
from pipeline.model.signing import Interpretation


@dataclass(frozen=True, slots=True)
class Tape:
    """How a recording is heard: seconds `start` to `end` of it (None: to its end), cleaned or as it is.

    `cues` are the seconds at which its sentences begin, marked by hand; `in_sync` says that the shot shows the
    same file, so that nothing is cut out of it.
    """

    start: float = 0.0
    end: float | None = None
    cues: tuple[float, ...] = ()
    clean: bool = True
    in_sync: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """A line with its voice: `id` names the take, `file` a recording of it that is dropped in, without a suffix.

    `recording` is the file that is heard instead of the voice, empty for none; `tape` how it is heard. `rests` are the
    silences that its author wrote, after how many characters of the text and for how many seconds: a voice keeps them,
    a recording has its own. `heard` is what is said in the recording, None where nobody has listened to it.
    """

    id: str
    speaker: str
    voice: str
    text: str
    recording: str
    on_camera: bool
    mark: Mark | None
    file: str = ""
    tape: Tape = Tape()
    rests: tuple[tuple[int, float], ...] = ()
    heard: RecordedWords | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedThird:
    """A lower-third to show: at a word, at a number of seconds, or by itself after a line begins."""

    name: str
    role: str
    line: int
    at_seconds: float | None
    at_word: str
    duration: float | None
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedShot:
    """A shot as staged: scene, filled slots, lines, overlays; lengths are in seconds here, as written.

    `part` is what its scene plays, `look` what the scene is called in French, for people to read; `description` what
    its picture shows and nobody says, as its author put it. `hold` frames of picture come before its first word, or
    are added to a shot without any, so that it can be described. An `automatic` shot is described by itself: planning
    adds it, or the house fills it.
    """

    id: str
    label: str
    scene: str
    slots: Mapping[str, Any]
    lines: tuple[PlannedLine, ...]
    thirds: tuple[PlannedThird, ...]
    place: str
    source: str
    archive: str
    duration: float | None
    transition: str
    footage: "Footage | None"
    mark: Mark | None
    theme: str = ""
    part: Part | None = None
    look: str = ""
    description: str = ""
    hold: int = 0
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Sighted:
    """What is seen in a video: its width by its height, and where somebody lifted off a screen stands.

    `person` is left, top, right and bottom in shares of the picture, None when nobody was looked for; `face` the
    left, top, width and height of the largest face, None when none was seen.
    """

    aspect: float
    person: tuple[float, float, float, float] | None = None
    face: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Footage:
    """A piece of a video: path under `media/`, in and out points in seconds, what becomes of its sound.

    `lasts` is the length of the whole video in seconds, None while nobody has looked. `screen` is the colour that
    whoever speaks in it is lifted off, empty for none; `seen` what was found in its pictures.
    """

    path: str
    start: float
    end: float | None
    sound: str
    lasts: float | None = None
    screen: str = ""
    seen: Sighted | None = None

    @property
    def moving(self) -> float | None:
        """Return how many seconds of it move before its last picture is held; None when that is not known."""
        ends = [end for end in (self.end, self.lasts) if end is not None]
        return max(0.0, min(ends) - self.start) if ends else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedItem:
    """One entry of the rundown, in order; `chapter` is its title in the chapter list, empty for none.

    `themed` says that its author chose the theme: else it lends its colours and nothing names it. `signed` is its own
    interpreter's film. `intended` are the seconds that its author means it to last, `notes` what the desk wrote of it.
    `followed` says that another comes after it in the whole newscast, where it is kept alone.
    """

    id: str
    kind: str
    title: str
    chapter: str
    theme: str
    number: int
    shots: tuple[PlannedShot, ...]
    themed: bool = True
    signed: Interpretation | None = None
    intended: Fraction | None = None
    notes: str = ""
    followed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rundown:
    """The whole plan, with what is the same everywhere; `signed` is the film of an interpreter of all of it."""

    script: str
    title: str
    city: str
    ticker: tuple[str, ...]
    bed: str
    items: tuple[PlannedItem, ...]
    signed: Interpretation | None = None

    @property
    def shots(self) -> tuple[PlannedShot, ...]:
        """Every shot in order."""
        return tuple(shot for item in self.items for shot in item.shots)

    @property
    def lines(self) -> tuple[PlannedLine, ...]:
        """Every spoken line in order."""
        return tuple(line for shot in self.shots for line in shot.lines)
