"""A finished film as a control room measures it, without any judgement."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from pipeline.model.film_plan import FilmPlan, PlannedText
from pipeline.model.found_marks import FoundMarks
from pipeline.model.time import Span

OneEach = npt.NDArray[np.float32]
"""One value a frame, or one a step of sound, shape (n,)."""

PICTURE_ROWS = ("mean", "lit", "change", "changed", "outside", "up", "down", "red_up", "red_down")
"""The rows of a `PictureSeries`, in the order in which they are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackFacts:
    """A track as its container describes it: `kind` is video, audio, subtitle or cover; `seconds` how long it lasts.

    `rate` is how many samples a second of sound has, 0 of anything else.
    """

    kind: str
    codec: str
    profile: str = ""
    language: str = ""
    dispositions: tuple[str, ...] = ()
    title: str = ""
    seconds: float = 0.0
    start: float = 0.0
    rate: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """The picture track: size, rate, colour tags by name (empty when unsaid), how it is cut into groups of pictures.

    `frames` are those whose packets are there, `announced` those that the container's index has (0: it has none),
    `keys` are the frames that can be decoded by themselves, `open_groups` how many of the groups need the one before,
    `uneven` how many frames do not last as long as the others, `busiest` the highest bit rate over a second (kb/s);
    `turned` is by how many degrees players turn the picture.
    """

    width: int
    height: int
    rate: float
    frames: int
    announced: int = 0
    pixels: str = "yuv420p"
    primaries: str = ""
    transfer: str = ""
    matrix: str = ""
    range: str = ""
    aspect: str = "1:1"
    interlaced: bool = False
    turned: int = 0
    keys: tuple[int, ...] = ()
    open_groups: int = 0
    uneven: int = 0
    busiest: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainerFacts:
    """What a file says of itself before anything is decoded; `chapters` are (start, end, title), milliseconds."""

    form: str
    brand: str
    seconds: float
    size: int
    quick_start: bool
    tags: Mapping[str, str]
    tracks: tuple[TrackFacts, ...]
    chapters: tuple[tuple[int, int, str], ...]
    picture: PictureFacts | None
    cut_short: str = ""

    def of_kind(self, kind: str) -> tuple[TrackFacts, ...]:
        """Return the tracks of a kind."""
        return tuple(track for track in self.tracks if track.kind == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSeries:
    """The picture, one value a frame, on a grid of about 240 × 135 low-passed samples.

    `mean` luma (8-bit codes); `lit` the part of the picture brighter than black; `change` the mean difference from the
    frame before (codes), `changed` the part of the picture that differs visibly; `outside` the part outside 5–246;
    `up` and `down` the parts that made a transition of general flash, `red_up` and `red_down` of red flash.
    """

    mean: OneEach
    lit: OneEach
    change: OneEach
    changed: OneEach
    outside: OneEach
    up: OneEach
    down: OneEach
    red_up: OneEach
    red_down: OneEach

    def __len__(self) -> int:
        return len(self.mean)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundSeries:
    """The sound in steps of 10 ms: mean squares of each channel (n, 2), their product, voice band, DC, clicks, peaks.

    `voice` is the mean square between 300 and 3 400 Hz; `jerk` the highest second difference of the samples in a step,
    `rough` its root mean square.
    """

    squares: npt.NDArray[np.float32]
    cross: OneEach
    voice: OneEach
    offset: npt.NDArray[np.float32]
    peak: OneEach
    jerk: OneEach
    rough: OneEach

    def __len__(self) -> int:
        return len(self.cross)

    @property
    def power(self) -> OneEach:
        """The mean square of both channels, shape (n,)."""
        mean: OneEach = self.squares.mean(axis=1)
        return mean


@dataclass(frozen=True, slots=True, kw_only=True)
class LoudnessMeasures:
    """Loudness as BS.1770 and EBU Tech 3341/3342 have it: LUFS, LU, dBTP; each story's own, by its name."""

    integrated: float
    range: float
    short_term: float
    true_peak: float
    stories: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineOverBed:
    """How much louder the voice stem is in a planned line than the sum of all other stems, in LU (ITU-R BS.1770)."""

    above: float
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWords:
    """One caption of a file, in milliseconds: its lines without any markup."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """A caption file beside the film, or a track in it (`name` says which); `problem` when it cannot be read.

    `language` is the one that the track or the name of the file says, empty when it says none (ISO 639-2).
    """

    name: str
    cues: tuple[TimedWords, ...]
    problem: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """A rule of axe-core that a page breaks, in how many elements, and the first of them (a CSS selector).

    `law` tells a criterion of WCAG from good practice.
    """

    rule: str
    count: int
    first: str
    law: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBarriers:
    """What keeps somebody from a page; `unseen` is why nobody looked, in French, where somebody would have."""

    found: tuple[Barrier, ...] = ()
    looked: bool = False
    unseen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """The page of a film: files that it leads to and are not there, addresses it loads from, captions it carries.

    `barriers` is what a browser found in it.
    """

    name: str
    lost: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    captions: CaptionFile | None = None
    barriers: PageBarriers = PageBarriers()


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What lies beside the film and says something of it.

    `altered` are delivered files that changed since, `missing` those that are gone, `unreadable` files with the
    reason; `page` is that of the film; `other` names the film that the report is of, when it is another one that is
    not there.
    """

    reported: bool = False
    altered: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unreadable: Mapping[str, str] = field(default_factory=dict)
    captions: tuple[CaptionFile, ...] = ()
    chapters: tuple[tuple[int, int, str], ...] | None = None
    page: PageFacts | None = None
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedMarks:
    """What the report of a film says that it bears.

    `without` is why it bears none; `voices` tells of synthetic ones, `signed` of a signature; `labels` are the seconds
    at which a label on screen comes and goes.
    """

    without: str = ""
    voices: bool = False
    signed: bool = False
    labels: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text of the plan as a decoded frame shows it: the contrast of its letters with what is around them."""

    planned: PlannedText
    frame: int
    contrast: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything measured of one film; `sound` and `loudness` are None when nothing can be heard, `picture` likewise.

    `marks` are those that the file bears, `promised` those that its report says; `texts` are those of the plan that
    were looked for. `picture_lost` and `sound_lost` are the seconds at which either does not decode, or only in part.
    `over_bed` tells of the stems delivered with it. `unusable` says in French why a file is no film at all; everything
    else is then empty.
    """

    film: str
    container: ContainerFacts
    picture: PictureSeries | None
    sound: SoundSeries | None
    loudness: LoudnessMeasures | None
    beside: Beside = field(default_factory=Beside)
    plan: FilmPlan | None = None
    marks: FoundMarks | None = None
    promised: PromisedMarks | None = None
    texts: tuple[DecodedText, ...] = ()
    picture_lost: tuple[float, ...] = ()
    sound_lost: tuple[float, ...] = ()
    over_bed: tuple[LineOverBed, ...] | None = None
    unusable: str = ""

    @property
    def rate(self) -> float:
        """Frames a second."""
        return self.container.picture.rate if self.container.picture else 25.0

    def at(self, frame: float) -> int:
        """Return the milliseconds at which a frame begins."""
        return round(frame * 1000 / self.rate)
