"""Many checks in one go: of scripts, or of every row of a table that fills them; each apart from the others."""

import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.errors import Finding, Level, SceneError, ScriptError, UserError
from pipeline.french.system import in_words
from pipeline.french.wording import counted
from pipeline.model.batch import Fate, FilmStory
from pipeline.model.programme import Preset
from pipeline.model.script import Script
from pipeline.service.check import Answer, check
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.settings import settings_for
from pipeline.service.source import Source
from pipeline.service.table import fill_scripts, said_of_rows

_WORTH = 12
"""Scripts from which on another process pays: it takes about a second to start, as long as that many checks."""

_TOGETHER = 8
"""Scripts a process is given at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedScript:
    """A script that was checked, in one film or in one for each row of a table.

    `findings` is what is to be told of it, each thing once; `error` why it could not be checked at all; `scripts` is
    each film's script as it was understood, None for those that an error stops. `untold` are shots that show what
    nobody says, whether they are findings or not.
    """

    path: Path
    films: tuple[FilmStory, ...]
    findings: tuple[Finding, ...]
    scripts: tuple[Script | None, ...]
    error: str = ""
    untold: tuple[Finding, ...] = ()

    @property
    def good(self) -> int:
        """How many of its films nothing stops."""
        return sum(film.fate is Fate.CHECKED for film in self.films)


def check_scripts(scripts: Sequence[Path], preset: Preset, cache: Path | None = None) -> Iterator[CheckedScript]:
    """Yield each script in its turn, as soon as it is checked; nothing that is wrong with one stops the others.

    Many are checked in as many processes as there are cores: what each says, and the order, are the same.
    """
    jobs = min(os.cpu_count() or 1, len(scripts) // _WORTH)
    if jobs < 2:
        newsrooms = Newsrooms()
        for path in scripts:
            yield _checked(path, (("", Source(path)),), preset, newsrooms, cache)
        return
    from pipeline.adapters.executors.local import LocalExecutors, warm_up  # noqa: PLC0415 - few check so many

    warm_up(__name__)
    with LocalExecutors().open(jobs) as pool:
        parts = [scripts[at : at + _TOGETHER] for at in range(0, len(scripts), _TOGETHER)]
        waiting = deque(pool.submit(_check_together, part, preset, cache) for part in parts)
        while waiting:  # what has been told is not kept
            yield from waiting.popleft().result()


def _check_together(scripts: Sequence[Path], preset: Preset, cache: Path | None) -> Sequence[CheckedScript]:
    """Check scripts one after the other, in a process that does nothing else."""
    newsrooms = _newsrooms()
    return [_checked(path, (("", Source(path)),), preset, newsrooms, cache) for path in scripts]


@lru_cache(maxsize=1)
def _newsrooms() -> Newsrooms:
    """Return what this process keeps from one script to the next; it looks at its files before each."""
    return Newsrooms()


def check_rows(
    scripts: Sequence[Path], table: Path, preset: Preset, cache: Path | None = None
) -> Iterator[CheckedScript]:
    """Yield each script as soon as it is checked with every row of a table.

    When the table cannot be used, or does not go with a script, everything that is told of it comes with the first
    script, and none is looked at further.
    """
    try:
        done = fill_scripts(scripts, table)
    except ScriptError as error:
        for rank, path in enumerate(scripts):
            told = error.findings if rank == 0 else ()
            yield CheckedScript(
                path=path, films=(_refused(path, preset, error.findings),), findings=told, scripts=(None,)
            )
        return
    told = done.findings
    newsrooms = Newsrooms()
    for path in scripts:
        sources = tuple((film.row, film.source) for film in done.films if film.script == path)
        checked = _checked(path, sources, preset, newsrooms, cache, told)
        told = ()
        yield checked


def _checked(
    path: Path,
    sources: Sequence[tuple[str, Source]],
    preset: Preset,
    newsrooms: Newsrooms,
    cache: Path | None,
    told: tuple[Finding, ...] = (),
) -> CheckedScript:
    settings = settings_for(path, cache)
    films: list[FilmStory] = []
    scripts: list[Script | None] = []
    untold: dict[Finding, None] = {}
    begun = time.monotonic()
    for row, source in sources:
        try:
            with in_words():
                answer = check(newsrooms.of(settings), source, preset)
        except UserError as error:  # the look itself: whatever the rows say
            findings = error.findings if isinstance(error, SceneError) else ()
            film = _refused(path, preset, (*told, *findings), str(error))
            return CheckedScript(
                path=path,
                films=(film,),
                findings=(*told, *findings),
                scripts=(None,),
                error="" if findings else str(error),
            )
        films.append(_film(path, source, row, answer, preset, time.monotonic() - begun))
        scripts.append(answer.script)
        untold |= dict.fromkeys(answer.untold)
        begun = time.monotonic()
    rows = [(film.row, film.findings) for film in films]
    if films and told:  # what is told of the table is in the reports once, too
        films[0] = replace(films[0], findings=(*told, *films[0].findings))
    return CheckedScript(
        path=path,
        films=tuple(films),
        findings=(*told, *said_of_rows(rows)),
        scripts=tuple(scripts),
        untold=tuple(untold),
    )


def _film(path: Path, source: Source, row: str, answer: Answer, preset: Preset, spent: float) -> FilmStory:
    return FilmStory(
        script=path.as_posix(),
        name=source.id,
        preset=preset.name,
        fate=Fate.REFUSED if answer.script is None else Fate.CHECKED,
        row=row,
        seconds=spent,
        findings=answer.findings,
        error=counted(answer.errors, "erreur") if answer.script is None else "",
    )


def _refused(path: Path, preset: Preset, findings: tuple[Finding, ...], error: str = "") -> FilmStory:
    errors = sum(finding.level is Level.ERROR for finding in findings)
    return FilmStory(
        script=path.as_posix(),
        name=Source(path).id,
        preset=preset.name,
        fate=Fate.REFUSED,
        findings=findings,
        error=error or counted(errors, "erreur"),
    )
