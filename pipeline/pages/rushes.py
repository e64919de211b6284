"""The takes of a shoot as a page: each shot with its clips, the one that is chosen first, and what is doubtful."""

from dataclasses import dataclass

from pipeline.french.wording import counted
from pipeline.pages.dress import Dress
from pipeline.pages.environment import rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class RushTake:
    """A clip as a take of a shot: its still (an address, empty without pictures), by what it is one.

    `said` is the share of the text in hundredths, None when nobody listened; `level` decibels over the noise, None
    without sound; `start` and `end` are the seconds taken of `seconds`; `times` is how often its words are said.
    """

    clip: str
    chosen: bool
    still: str
    by: str
    sure: bool
    said: int | None
    level: int | None
    cut: bool
    start: float | None
    end: float | None
    seconds: float
    times: int
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RushShot:
    """A shot with its takes; `clip` is the chosen one, empty for a drawing, `missing` when it is none of them."""

    id: str
    number: str
    people: str
    text: str
    clip: str
    by_hand: bool
    missing: bool
    takes: tuple[RushTake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RushClip:
    """A clip without a shot: its still, what is first said in it, why it has none."""

    clip: str
    still: str
    told: str
    seconds: float
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RushesPage:
    """A whole shoot: `folder` holds the clips, `choices` is the file in which the choice stands."""

    title: str
    folder: str
    choices: str
    shots: tuple[RushShot, ...]
    unplaced: tuple[RushClip, ...]
    aside: tuple[str, ...]
    unheard: str
    clips: int
    filmed: int


def rushes_page(page: RushesPage, dress: Dress, language: str = "fr") -> str:
    """Return the takes as HTML 5, in French; raises SceneError when the palette lacks a colour."""
    return rendered("rushes.html", page=page, dress=dress.rules(), language=language, counted=counted)
