"""What is known of the clips of a shoot, which shots they may be of, and what is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from pipeline.errors import Finding
from pipeline.french.slates import SpokenSlate
from pipeline.model.heard import Wordless
from pipeline.model.rushes import ClipLook


class Evidence(Enum):
    """By what a clip is taken to be of a shot, in words that people read."""

    HAND = "placé à la main"
    SLATE = "ardoise montrée"
    SPOKEN = "ardoise dite"
    NAME = "nom du fichier"
    WORDS = "paroles"
    TIME = "heure"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotToFill:
    """A shot that a clip may be of: its id, its item's number and its own in it, the signs of its words, its text.

    A `view` is without anybody who speaks; somebody in it may have `refused` to be filmed.
    """

    id: str
    item: int
    rank: int
    words: str
    text: str
    people: str
    view: bool
    refused: bool

    @property
    def number(self) -> str:
        """What it is called on slates and plans: « 4.7 »."""
        return f"{self.item}.{self.rank}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidThere:
    """The words of a shot as they are said in a clip, from second `start` to `end`.

    `before` and `after` are when something else is said around it. `completeness` is how much of the text is said,
    `apart` how much of what is said there is not in it (0 to 1), `letters` how much of it that is; `times` is how often
    it is said, of which this is the last good one.
    """

    shot: str
    start: float
    end: float
    before: float
    after: float
    completeness: float
    apart: float
    letters: float
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipWitness:
    """A clip with all that is known of it; `look` is None for one that cannot be read, with the `problem`.

    `listened` says that a recogniser heard it: `words` words, beginning as `told`, among which those of shots (`said`,
    the one of which the most is there first) and perhaps a slate; or `why` there are none.
    """

    name: str
    look: ClipLook | None
    problem: str = ""
    listened: bool = False
    words: int = 0
    told: str = ""
    said: tuple[SaidThere, ...] = ()
    spoken: SpokenSlate | None = None
    why: Wordless | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipTake:
    """A clip as a take of a shot, from second `start` to `end` (None: the clip's own ends), and by what it is one.

    `completeness` and `apart` are None when nobody could hear it. `sure` says that nothing speaks against it. Of a
    clip in which the words of a view are said, the voice alone is taken.
    """

    clip: str
    shot: str
    start: float | None
    end: float | None
    by: tuple[Evidence, ...]
    sure: bool
    look: ClipLook
    completeness: float | None = None
    apart: float | None = None
    times: int = 1
    number: int = 0
    voice_only: bool = False


@dataclass(frozen=True, slots=True)
class SortedRushes:
    """The takes of each shot, the best first; the clips that are of no shot; what is doubtful."""

    takes: Mapping[str, tuple[ClipTake, ...]]
    unplaced: tuple[str, ...]
    findings: tuple[Finding, ...]
