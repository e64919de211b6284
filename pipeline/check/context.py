"""What a check needs to know beside the script, and what it answers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pipeline.errors import Finding, Level
from pipeline.french.people import Gender
from pipeline.model.programme import Preset
from pipeline.model.scenes import Scenes
from pipeline.model.script import Script

MediaKind = Literal["image", "video", "sound"]

MISSING = "missing"
"""The verdict on a file that is not there; any other text is a reason in French."""


class MediaLibrary(Protocol):
    """The files under `media/`, as far as a script may name them."""

    def verdict(self, path: str, kind: MediaKind) -> str | None:
        """Return None when the file can be used, `missing`, or why not, in French."""

    def caution(self, path: str, kind: MediaKind) -> str | None:
        """Return in French what is wrong with a file that can be used all the same, or None."""

    def likely(self, path: str, kind: MediaKind) -> str:
        """Return the file, from `media/`, that was meant by a name that is not there, or an empty string."""

    def spelt(self, path: str) -> str:
        """Return a name as its disk writes it when only its capitals are different, or an empty string."""

    def mute(self, path: str) -> bool:
        """Tell whether a video has sound that nothing here decodes."""

    def seconds(self, path: str) -> float | None:
        """Return how long a video lasts, None when it cannot be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckContext:
    """All that exists around a script; `draft` forgives missing media, `today` (if told) ages consents.

    `deliveries` are what the film is made as: the one that is asked for, or in a draft those that may come of it.
    `genders` says whose voices those of the cast are; `filled` that the fields of the script have been; `presented`
    that the channel names who presents.
    """

    script_id: str
    scenes: Scenes
    houses: frozenset[str]
    voices: frozenset[str]
    engines: frozenset[str]
    beds: frozenset[str]
    departments: frozenset[str]
    illustrations: frozenset[str]
    media: MediaLibrary
    programmes: frozenset[str] = frozenset()
    genders: Mapping[str, Gender] = field(default_factory=dict)
    draft: bool = False
    deliveries: tuple[Preset, ...] = ()
    today: dt.date | None = None
    source: str = ""
    filled: bool = False
    presented: bool = False

    @property
    def publishing(self) -> bool:
        """Tell whether the film may go out as it is made: what somebody has not agreed to is then refused."""
        return not self.draft and any(delivery.outlets for delivery in self.deliveries)


_DIRECTIONS = frozenset({"indication-de-jeu", "crochets-dits"})


@dataclass(frozen=True, slots=True)
class Checked:
    """The script, or None when at least one finding is an error; and every finding, in reading order."""

    script: Script | None
    findings: tuple[Finding, ...]

    def with_reading(self, found: tuple[Finding, ...]) -> "Checked":
        """Return the same with what the reading of the file had found, each thing once, in reading order.

        Where the reading refused something, what its line then lacks is no second mistake; nor is the bracket that a
        stage direction begins with, once the direction is told.
        """
        lines = {finding.mark.line for finding in found if finding.level is Level.ERROR}
        mine = [finding for finding in self.findings if finding.mark.line not in lines]
        directed = {finding.mark for finding in mine if finding.code in _DIRECTIONS}
        read = (
            finding
            for finding in found
            if not (finding.code == "signe-reserve" and finding.mark in directed)
            and not (finding.code == "signe-seul" and finding.mark.line in lines)
        )
        told = tuple(sorted(dict.fromkeys((*read, *mine)), key=reading_order))
        wrong = any(finding.level is Level.ERROR for finding in found)
        return Checked(None if wrong else self.script, told)


def reading_order(finding: Finding) -> tuple[int, int]:
    """Return what findings of one file are sorted by."""
    return (finding.mark.line, finding.mark.column)
