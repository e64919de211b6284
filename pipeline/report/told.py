"""What a batch found, each thing once: one script in three deliveries, or filled from fifty rows, says it once.

Reports for other programs all begin here, so that they tell the same things in the same order.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import Finding, Level, Mark
from pipeline.model.batch import BatchStory, Fate, FilmStory

_ROWS_NAMED = 3
_FAILED = frozenset({Fate.REFUSED, Fate.BROKEN})


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of a batch, and the rows of a table that it is told of; `identity` is the same from run to run.

    The identity does not change when lines are added above, and no two findings of a batch share one.
    """

    finding: Finding
    rows: tuple[str, ...]
    identity: str

    @property
    def sentence(self) -> str:
        """What is wrong, what to do, and in which rows."""
        finding = self.finding
        advice = f" ; {finding.advice}" if finding.advice else ""
        return f"{finding.message}{advice}{_in_rows(self.rows)}"


@dataclass(frozen=True, slots=True)
class Failure:
    """A film that is not there for a reason that no finding tells."""

    film: FilmStory

    @property
    def sentence(self) -> str:
        """Which film, and why."""
        return f"{title(self.film)} : {self.film.error or self.film.fate.value}"

    @property
    def identity(self) -> str:
        """What tells it from all others, the same from run to run."""
        return _digest(f"{self.film.script}\0{title(self.film)}")


def title(film: FilmStory) -> str:
    """Return what a film is called among all films of a batch."""
    row = f", {film.row}" if film.row else ""
    return f"{film.name} ({film.preset}{row})"


def told_once(story: BatchStory) -> tuple[Told, ...]:
    """Return every finding of a batch once, file by file in the order they were met, each file in reading order."""
    rows: dict[Finding, dict[str, None]] = {}
    every: dict[str, set[str]] = {}
    scripts: dict[Finding, set[str]] = {}
    for film in story.films:
        every.setdefault(film.script, set()).add(film.row)
        for finding in film.findings:
            own = film.row and finding.mark.file == film.script  # what is wrong elsewhere is so for every row
            rows.setdefault(finding, {}).update({film.row: None} if own else {})
            scripts.setdefault(finding, set()).add(film.script)
    for finding, named in rows.items():  # what every row has in common comes of the script alone
        if named.keys() == set().union(*(every[script] for script in scripts[finding])):
            named.clear()
    files = {file: rank for rank, file in enumerate(dict.fromkeys(finding.mark.file for finding in rows))}
    ordered = sorted(rows, key=lambda finding: (files[finding.mark.file], finding.mark.line, finding.mark.column))
    return tuple(_identified(ordered, {finding: tuple(names) for finding, names in rows.items()}))


def failures(story: BatchStory) -> tuple[Failure, ...]:
    """Return the films that failed for a reason that none of their findings tells."""
    return tuple(
        Failure(film)
        for film in story.films
        if film.fate in _FAILED and (film.fate is Fate.BROKEN or not film.count(Level.ERROR))
    )


def line_of(mark: Mark) -> int:
    """Return a line that every reader takes: the first one stands for a file as a whole."""
    return max(1, mark.line)


def _identified(findings: list[Finding], rows: dict[Finding, tuple[str, ...]]) -> Iterator[Told]:
    met: Counter[str] = Counter()
    for finding in findings:
        said = re.sub(r"\d+", "#", finding.message)  # « voir ligne 12 » moves with the lines above
        alike = f"{finding.mark.file}\0{finding.code}\0{said}"
        met[alike] += 1
        yield Told(finding, rows[finding], _digest(f"{alike}\0{met[alike]}"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def _in_rows(rows: tuple[str, ...]) -> str:
    if not rows:
        return ""
    left = len(rows) - _ROWS_NAMED
    more = f" et {left} autre{'s' if left > 1 else ''} ligne{'s' if left > 1 else ''}" if left > 0 else ""
    return f" ({', '.join(rows[:_ROWS_NAMED])}{more})"
