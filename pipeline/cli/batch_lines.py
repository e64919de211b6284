"""What a batch tells while it works, a line at a time on standard error, each with the name of its film."""

import time
from collections.abc import Iterable, Sequence

from pipeline.cli.batch_table import table, total
from pipeline.cli.telling import MOST_TOLD, tell_bug, tell_line
from pipeline.errors import Finding, Level
from pipeline.french.units import lasting
from pipeline.french.wording import counted
from pipeline.model.batch import BatchStory, Fate, FilmStory
from pipeline.model.time import FRAME_RATE, clock
from pipeline.service.events import (
    Advanced,
    BatchBegun,
    BatchEnded,
    BatchEvent,
    FilmBegun,
    FilmBroke,
    FilmEnded,
    Noted,
    OfFilm,
)

_WIDEST = 32
"""Columns that names are aligned in at most: a longer one pushes its own line only."""
_REMARKS = 8
"""Findings told of a film that stands; its report has all of them."""
_SIGN_OF_LIFE = 15.0
"""Seconds after which a film that has told nothing says how far it is."""


class BatchLines:
    """Tells a batch; when `quiet` only what went wrong, and the table."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._width = self._films = self._begun = 0
        self._told: dict[str, float] = {}
        self._of_rows: dict[str, dict[Finding, None]] = {}

    def hear(self, event: BatchEvent) -> None:
        """Tell what is worth a line."""
        match event:
            case BatchBegun(films, jobs):
                self._width = min(_WIDEST, max(map(len, films), default=0))
                self._films = len(films)
                if films:
                    self._say("", f"{counted(len(films), 'film')}, {counted(jobs, 'processus', 'processus')}")
            case FilmBegun(name):
                self._begun += 1
                self._say(name, "commence")
            case Noted(text):
                self._say("", text)
            case OfFilm(name, Noted(text)):
                self._say(name, text)
            case OfFilm(name, Advanced() as advanced):
                self._sign_of_life(name, advanced)
            case FilmBroke(name, error):
                tell_bug(error, name)
            case FilmEnded(story):
                self._ended(story)
            case BatchEnded(story):
                self._over(story)

    def _say(self, name: str, text: object, *, grave: bool = False) -> None:
        """Print lines under a film's name; without a name they are about all films."""
        if self._quiet and not grave:
            return
        self._told[name] = time.monotonic()
        for line in str(text).splitlines():
            tell_line(f"{name or 'lot':<{self._width}} | {line}")

    def _sign_of_life(self, name: str, advanced: Advanced) -> None:
        if not advanced.total or time.monotonic() - self._told.get(name, 0.0) < _SIGN_OF_LIFE:
            return
        rest = f", reste {lasting(advanced.left)}" if advanced.left and advanced.done < advanced.total else ""
        self._say(name, f"{advanced.stage} : {100 * advanced.done / advanced.total:.0f} %{rest}")

    def _ended(self, story: FilmStory) -> None:
        stands = story.fate.stands
        self._findings(story.name, self._fresh(story), _REMARKS if stands else MOST_TOLD)
        match story.fate:
            case Fate.RENDERED | Fate.STANDING:
                self._say(story.name, _standing(story))
            case Fate.REFUSED:
                of_row = f"{story.row} : " if story.row else ""
                self._say(story.name, f"{story.fate.value} : {of_row}{story.error}", grave=True)
            case Fate.LEFT:
                self._say(story.name, story.fate.value)
            case _:  # a bug has been told with its trace
                return

    def _fresh(self, story: FilmStory) -> Sequence[Finding]:
        """Return what was not told of another row of the same script: fifty rows have most of it in common."""
        if not story.row:
            return story.findings
        met = self._of_rows.setdefault(story.script, {})
        fresh = [finding for finding in story.findings if finding not in met]
        met.update(dict.fromkeys(fresh))
        return fresh

    def _findings(self, name: str, findings: Sequence[Finding], most: int) -> None:
        """Tell findings in their order, errors before all others when there are too many."""
        first = sorted(findings, key=lambda finding: finding.level is not Level.ERROR)[:most]
        for finding in (finding for finding in findings if finding in first):
            self._say(name, finding, grave=finding.level is Level.ERROR)
        if len(findings) > len(first):
            self._say(name, f"… et {counted(len(findings) - most, 'autre remarque', 'autres remarques')}")

    def _over(self, story: BatchStory) -> None:
        if not story.films:
            part = f" dans la part {story.shard}" if story.shard.count > 1 else ""
            tell_line(f"aucun film à rendre{part}")
            return
        tell_line("")
        _all(table(story))
        if story.stopped:
            tell_line(f"arrêté : {story.stopped} ; ce qui est fait sera repris par la même commande")
        tell_line(total(story))


def _standing(story: FilmStory) -> str:
    warnings = story.count(Level.WARNING)
    told = [f"{clock(round(story.length * FRAME_RATE))} de film"]
    if story.fate is Fate.RENDERED:
        made, reused = story.chunks.made, story.chunks.reused
        told.append(f"{counted(made, 'morceau rendu', 'morceaux rendus')}, {reused} repris")
    if warnings:
        told.append(counted(warnings, "avertissement"))
    spent = f" en {lasting(story.seconds)}" if story.fate is Fate.RENDERED else ""
    return f"{story.fate.value}{spent} : {' ; '.join(told)}"


def _all(lines: Iterable[str]) -> None:
    for line in lines:
        tell_line(line)
