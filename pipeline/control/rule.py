"""What a rule of control is: a code, thresholds with their source, a function, and a sample that fails it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.control.measured import Measured
from pipeline.control.profiles import Profile
from pipeline.errors import Code, Level
from pipeline.model.verdict import Fault


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure a rule holds films to: what it limits, its value, its unit, in French."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spotted:
    """What a rule saw, from one moment to another (milliseconds, None: the whole film); `level` where it is not usual.

    `file` is the one it was seen in when that is not the film.
    """

    message: str
    start_ms: int | None = None
    end_ms: int | None = None
    level: Level | None = None
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlRule:
    """A rule: `look` yields what it spots in a film held to a profile; `broken` makes a sample that it must spot.

    `measures` says in French what is looked at, `advice` what to do, `source` where the limits come from. A rule that
    is `of_plan` says nothing of a film whose plan is not known; what it spots is not told where a fault that it
    `follows` from lasts. A `strict` rule refuses drafts and
    excerpts, too: what it finds is wrong with any film.
    """

    code: Code
    title: str
    measures: str
    limits: tuple[Limit, ...]
    source: str
    level: Level
    advice: str
    look: Callable[[Measured, Profile], Iterator[Spotted]]
    broken: Callable[[Measured], Measured]
    of_plan: bool = False
    follows: frozenset[Code] = frozenset()
    strict: bool = False

    def faults(self, measured: Measured, profile: Profile) -> Iterator[Fault]:
        """Yield the faults of a film; a lenient profile warns where another refuses."""
        if self.of_plan and measured.plan is None:
            return
        for seen in self.look(measured, profile):
            level = seen.level or self.level
            if profile.lenient and level is Level.ERROR and not self.strict:
                level = Level.WARNING
            yield Fault(
                code=self.code,
                level=level,
                file=seen.file or measured.film,
                message=seen.message,
                advice=self.advice,
                start_ms=seen.start_ms,
                end_ms=seen.end_ms,
            )
