"""What is shown of a script that is being written, as values: its cards, what is found in it, its pictures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.errors import Finding
from pipeline.model.cards import ScriptCards

ShotState = Literal["dessiné", "filmé", "enregistré", "à fournir", "non prévu"]
"""How a shot is made as yet: drawn, filmed, said by somebody, lacking a file, not planned while the script is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotOnBoard:
    """A shot as it is planned: its id in the plan, the key of its picture, frames from `start` on, how it is made."""

    id: str
    item: str
    still: str
    start: int
    length: int
    state: ShotState


@dataclass(frozen=True, slots=True)
class ItemOnBoard:
    """An entry of the rundown as it is planned: its id, its title, its frames from `start` on."""

    id: str
    title: str
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A script as it is shown at one moment.

    `digest` names the bytes that it was read from, `planned` those of the last state that could be planned: the
    pictures and lengths of `shots`, by the reference of their row, are that one's. `broken` is why nothing
    can be made of the text at all; the cards are then those of the last state that could be read.
    """

    digest: str
    planned: str
    title: str
    cards: ScriptCards
    findings: tuple[Finding, ...] = ()
    errors: int = 0
    broken: str = ""
    shots: Mapping[str, ShotOnBoard] = field(default_factory=dict)
    items: tuple[ItemOnBoard, ...] = ()
    length: int = 0
    undo: bool = False
    redo: bool = False


@dataclass(frozen=True, slots=True)
class BoardChanged:
    """The cards are others: the digest of what they were made from, who wrote it."""

    digest: str
    by: str


@dataclass(frozen=True, slots=True)
class BoardChecked:
    """What was written is checked and planned, or refused: how many errors, seconds since the change was seen."""

    digest: str
    errors: int
    spent: float


@dataclass(frozen=True, slots=True)
class StillReady:
    """A picture can be had: the row it belongs to, its key."""

    ref: str
    key: str


@dataclass(frozen=True, slots=True)
class PieceReady:
    """An item can be played: its id, its film."""

    item: str
    film: Path


@dataclass(frozen=True, slots=True)
class FilmUnderWay:
    """A film is being made: which delivery, its stage in French, a share of 1 done, seconds left if that is known."""

    delivery: str
    stage: str
    share: float
    left: float | None


@dataclass(frozen=True, slots=True)
class FilmStands:
    """The whole film stands, or what kept it from being made, in French (empty when it was unwanted)."""

    film: Path | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class WorkFailed:
    """Something could not be done, in French."""

    why: str


@dataclass(frozen=True, slots=True)
class WorkBroke:
    """Something went wrong by our fault; the bench goes on."""

    error: Exception


BoardEvent = BoardChanged | BoardChecked | StillReady | PieceReady | FilmUnderWay | FilmStands | WorkFailed | WorkBroke
