"""The edit: what each change of a newscast costs, by the command and by `jt watch`, beside the cold render."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import asked
from benchmarks.arithmetic import ratios, spread, table
from benchmarks.errors import BenchError
from benchmarks.project import Project, Render, copied
from benchmarks.script_edits import Written, edits, prepared, warming
from benchmarks.settings import Options
from benchmarks.watching import FILM, PIECE, STILL
from pipeline.service.newsroom import DEFAULT_ENGINE, NEURAL, Newsroom

_WORD = "one word"
_ABSENT = "–"


@dataclass(slots=True)
class _Edits:
    """Of one voice: the cold render of each round, the command and the moments of `jt watch` for each edit."""

    cold: list[Render] = field(default_factory=list)
    command: dict[str, list[Render]] = field(default_factory=dict)
    warm: dict[str, list[dict[str, float]]] = field(default_factory=dict)

    @property
    def bases(self) -> list[float]:
        """Seconds of the cold command, round by round."""
        return [render.cost.wall for render in self.cold]

    def seconds(self, name: str, kind: str) -> list[float]:
        """Return after how many seconds something was shown, round by round; empty when it was not in one of them."""
        every = self.warm[name]
        return [one[kind] for one in every] if all(kind in one for one in every) else []


def section(options: Options) -> str:
    """Run the rounds with each voice and return the tables."""
    return "\n\n".join(("## The edit", _how(options), *_each(options)))


def voices(options: Options, newsroom: Newsroom) -> tuple[str, ...]:
    """Return the engines to measure with; raises BenchError for one that cannot speak here."""
    known = newsroom.voices()
    here = tuple(name for name in (DEFAULT_ENGINE, NEURAL) if not known[name].unavailable())
    for name in options.voices:
        if name not in here:
            raise BenchError(f"the voice {name} cannot speak here")
    return options.voices or here


def _each(options: Options) -> Iterator[str]:
    with copied() as project:
        engines = voices(options, project.newsroom)
    for engine in engines:
        rounds = _Edits()
        for _ in range(options.rounds):
            _round(rounds, options, engine)
        yield _told(rounds, engine)


def _round(rounds: _Edits, options: Options, engine: str) -> None:
    """Render cold, then make every edit twice: by the command in one copy, under `jt watch` in another."""
    words = ("--jobs", "2", "--voix", engine)
    with copied() as ours, copied() as followed:
        script, other = ours.add(options.script), followed.add(options.script)
        for one in (script, other):
            prepared(one)
        ours.speak(script, "--voix", engine)
        rounds.cold.append(ours.render(script, options.preset, *words))
        ours.lend(followed)
        watch = ("watch", str(other), "--preset", options.preset, "--out", str(followed.root / "out"), *words)
        there = edits(other)
        with followed.telling(*watch, "--offline") as told:
            told.shown()
            warm = warming(other)
            for step in (warm.make, warm.undo):
                told.shown(step)
            for name, edit in edits(script).items():
                rounds.command.setdefault(name, []).append(_rendered(ours, script, edit, options.preset, *words))
                rounds.warm.setdefault(name, []).append(told.shown(there[name].make))
                told.shown(there[name].undo)


def _rendered(project: Project, script: Path, edit: Written, preset: str, *words: str) -> Render:
    """Render an edit by the command, and take it back."""
    edit.make()
    try:
        return project.render(script, preset, *words)
    finally:
        edit.undo()


def _how(options: Options) -> str:
    return (
        f"{options.script.name}, preset {options.preset}, 2 jobs, {options.rounds} rounds. Each edit is made on the "
        "same newscast, then undone: by the whole command, and under `jt watch` in another copy with the same "
        "cache, where seconds run from the save to the line that tells of the still, of the item and of the film. "
        "Chunks and segments are those that the command encoded, of all. Cold: the whole command, voices kept. The "
        "figures asked are for scripts/bordeaux.yaml, web; of the still and the item, as shares of a machine that "
        "renders it in 37 s."
    )


def _told(rounds: _Edits, engine: str) -> str:
    bases = rounds.bases
    last = rounds.cold[-1]
    cold = (
        "cold", spread(bases, 2), "1", _ABSENT, _ABSENT, _ABSENT, _ABSENT,
        f"{last.rendered} / {last.rendered + last.reused}", f"{last.segments[0]} / {sum(last.segments)}",
    )  # fmt: skip
    rows = [cold, *(_row(rounds, name) for name in rounds.command)]
    heads = (
        "edit", "command, s", "command / cold", "warm: still, s", "warm: item, s", "warm: film, s", "warm film / cold",
        "chunks encoded", "segments encoded",
    )  # fmt: skip
    promises = [
        asked.ONE_WORD_FILM[engine].row(ratios([one.cost.wall for one in rounds.command[_WORD]], bases), 3),
        *(
            promise.row(ratios(seconds, bases), 3)
            for promise, kind in ((asked.WARM_STILL, STILL), (asked.WARM_PIECE, PIECE), (asked.WARM_FILM, FILM))
            if (seconds := rounds.seconds(_WORD, kind))
        ),
    ]
    title = f"### With {engine}, {last.seconds:.0f} s of film"
    return "\n\n".join((title, table(asked.HEADS, promises), table(heads, rows)))


def _row(rounds: _Edits, name: str) -> tuple[str, ...]:
    command, film = rounds.command[name], rounds.seconds(name, FILM)
    last = command[-1]
    return (
        name,
        spread([one.cost.wall for one in command], 2),
        f"{median(ratios([one.cost.wall for one in command], rounds.bases)):.3f}",
        *(spread(seconds, 2) if (seconds := rounds.seconds(name, kind)) else _ABSENT for kind in (STILL, PIECE, FILM)),
        f"{median(ratios(film, rounds.bases)):.3f}" if film else _ABSENT,
        f"{last.rendered} / {last.rendered + last.reused}",
        f"{last.segments[0]} / {sum(last.segments)}",
    )
