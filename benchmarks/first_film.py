"""The first film: nothing is kept at all, and somebody waits; at which moment what can be looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av

from benchmarks.arithmetic import spread, table
from benchmarks.edit import voices
from benchmarks.project import Project, copied
from benchmarks.settings import Options
from benchmarks.watching import FILM, PIECE, STILL

_MOMENTS = (10, 30, 60, 120)
"""Seconds after which it is told how much of the film can be watched."""

_NOW = "à voir dès maintenant"
_ABSENT = "–"


@dataclass(frozen=True, slots=True)
class _First:
    """One first film by the command: when each item could be watched (seconds, its length), when all stood."""

    items: tuple[tuple[float, float], ...]
    film: float
    length: float

    def watchable(self, moment: float) -> float:
        """Return the seconds of film that can be watched at a moment."""
        return self.length if moment >= self.film else sum(length for at, length in self.items if at <= moment)


def section(options: Options) -> str:
    """Make first films by the command and by `jt watch`, with each voice; return the table."""
    with copied() as project:
        engines = voices(options, project.newsroom)
    rows = []
    for engine in engines:
        firsts, shown = [], []
        for _ in range(options.rounds):
            words = ("--preset", options.preset, "--jobs", "2", "--voix", engine, "--offline")
            with copied() as project:
                firsts.append(_first(project, project.add(options.script), words))
            with copied() as project:
                script = str(project.add(options.script))
                with project.telling("watch", script, "--out", str(project.root / "out"), *words) as told:
                    shown.append(told.shown())
        rows += [_command(engine, firsts), _watch(engine, shown)]
    heads = ("with", "first still, s", "first item, s", "film, s", *(f"to watch at {at} s" for at in _MOMENTS))
    how = (
        f"{options.script.name}, preset {options.preset}, 2 jobs, {options.rounds} rounds; nothing in the cache, "
        "voices included. Seconds from the start of the command to the line that tells of it. To watch: seconds of "
        "film in items that the command showed by then, the whole film once it stands."
    )
    return "\n\n".join(("## The first film", how, table(heads, rows)))


def _first(project: Project, script: Path, words: Sequence[str]) -> _First:
    out = project.root / "out"
    items: list[tuple[float, float]] = []
    last = 0.0
    with project.telling("render", str(script), "--out", str(out), *words) as told:
        for at, line in told.lines():
            last = at
            if line.startswith(_NOW):
                items.append((at, _length(Path(line.rpartition("(")[2].rstrip(")")))))
    films = [path for path in out.iterdir() if path.suffix == ".mp4"]
    return _First(tuple(items), last, _length(films[0]))


def _length(film: Path) -> float:
    with av.open(str(film)) as opened:
        return float(opened.duration or 0) / av.time_base


def _command(engine: str, firsts: Sequence[_First]) -> tuple[str, ...]:
    items = [first.items[0][0] for first in firsts if first.items]
    return (
        f"`jt render`, {engine}",
        _ABSENT,
        spread(items) if len(items) == len(firsts) else _ABSENT,
        spread([first.film for first in firsts]),
        *(spread([first.watchable(at) for first in firsts], 0) for at in _MOMENTS),
    )


def _watch(engine: str, shown: Sequence[dict[str, float]]) -> tuple[str, ...]:
    def moments() -> Iterator[str]:
        for kind in (STILL, PIECE, FILM):
            known = [one[kind] for one in shown if kind in one]
            yield spread(known) if len(known) == len(shown) else _ABSENT

    return (f"`jt watch`, {engine}", *moments(), *(_ABSENT for _ in _MOMENTS))
