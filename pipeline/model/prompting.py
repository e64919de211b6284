"""A prompter's page as a value: what each person reads, in order, with how long saying it takes."""

from dataclasses import dataclass
from typing import Literal

PromptKind = Literal["words", "direction", "outcue"]
"""Words to say; what is set apart, and never said; the last words of somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptPassage:
    """A passage: its text, and the seconds that it takes to say."""

    kind: PromptKind
    text: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class PromptTurn:
    """What one person says without another in between, and the directions before or within it.

    `speaker` is a rank among the speakers, -1 where nobody speaks; `waits` says that a reader waits here for others.
    """

    speaker: int
    passages: tuple[PromptPassage, ...]
    waits: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptStory:
    """An item of the rundown with its number there, what it is, its title (empty for none) and its turns."""

    number: int
    heading: str
    title: str
    turns: tuple[PromptTurn, ...]

    @property
    def seconds(self) -> float:
        """How long reading it takes."""
        return sum(passage.seconds for turn in self.turns for passage in turn.passages)


@dataclass(frozen=True, slots=True)
class PromptSpeaker:
    """Somebody who reads: as they are called, what they are."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class ScriptState:
    """Which state of a script a page was made from: its first signs of SHA-256, and when it was saved, in French."""

    digest: str
    saved: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptScript:
    """Everything that a prompter shows; `reader` is whom it is for, empty for everybody.

    `measured` of the `lines` were said before, so that their length is measured; the others' is estimated. `left_out`
    counts the lines of people who refused.
    """

    title: str
    script: str
    state: ScriptState
    reader: str
    speakers: tuple[PromptSpeaker, ...]
    stories: tuple[PromptStory, ...]
    lines: int
    measured: int
    left_out: int

    @property
    def seconds(self) -> float:
        """How long reading all of it takes."""
        return sum(story.seconds for story in self.stories)
