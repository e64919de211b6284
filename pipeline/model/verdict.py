"""What a control found in a finished film: faults with their moment, and the verdict over all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.errors import Code, Finding, Level, Mark
from pipeline.model.time import FRAME_RATE, clock

_RANKS = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


def clock_said(milliseconds: int) -> str:
    """Return a moment as people read it, in minutes and seconds.

    >>> clock_said(83_240)
    '1:23'
    """
    return clock(milliseconds * FRAME_RATE.numerator // (1000 * FRAME_RATE.denominator))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing found in a finished film, in French: what, what to do, from when to when (milliseconds).

    `start_ms` is None for what concerns the whole film; `file` names the file it was found in.
    """

    code: Code
    level: Level
    file: str
    message: str
    advice: str
    start_ms: int | None = None
    end_ms: int | None = None

    def __str__(self) -> str:
        """Give one line, as findings of scripts are told, with the time where a script has its line."""
        head = "" if self.level is Level.ERROR else f"{self.level.value} : "
        return f"{self.place} : {head}{self.message} ; {self.advice} [{self.code}]"

    @property
    def place(self) -> str:
        """The file and, where there is one, the moment: « film.mp4 à 1:23 »."""
        return self.file if self.start_ms is None else f"{self.file} à {clock_said(self.start_ms)}"

    @property
    def finding(self) -> Finding:
        """The same as whatever lists findings of any kind takes it."""
        at = "" if self.start_ms is None else f"à {clock_said(self.start_ms)}, "
        return Finding(Mark(self.file), f"{at}{self.message}", self.advice, self.level, code=self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlVerdict:
    """What a control found in one film, the worst first, and the figures that it measured, by their French name.

    `profile` is what the film was held to, `use` what that is for (« publier »), empty for a draft; `planned` is
    whether its plan was known, `excerpt` whether that is the plan of a part. `rules` are the codes that were held,
    `blind` those that could not look without a plan.
    """

    film: str
    profile: str
    planned: bool
    faults: tuple[Fault, ...]
    rules: tuple[Code, ...]
    use: str = "publier"
    excerpt: bool = False
    blind: tuple[Code, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)

    def count(self, level: Level) -> int:
        """Return how many faults are of a level."""
        return sum(fault.level is level for fault in self.faults)

    @property
    def refused(self) -> bool:
        """Tell whether the film is not to be published."""
        return self.count(Level.ERROR) > 0


def worst_first(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return faults in the order in which they are told: by gravity, then by time."""
    return tuple(sorted(faults, key=lambda fault: (_RANKS[fault.level], fault.start_ms or 0, fault.code)))
