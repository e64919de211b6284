"""A whole newscast: cold, unchanged, and after each kind of edit a workshop makes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import asked
from benchmarks.arithmetic import spread, table
from benchmarks.errors import BenchError
from benchmarks.project import Project, Render, copied
from benchmarks.settings import Options

SCRIPT = "bordeaux.yaml"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to a file of the project; `undo` comes from putting the file back as it was."""

    name: str
    file: str
    change: Callable[[Project, str], str]

    def made(self, project: Project) -> str:
        """Change the file and return what it was; raises BenchError when the edit changes nothing."""
        path = project.root / self.file
        before = path.read_text("utf-8")
        after = self.change(project, before)
        if after == before:
            raise BenchError(f"the edit « {self.name} » finds nothing to change in {self.file}")
        path.write_text(after, "utf-8")
        return before


def _word(old: str, new: str) -> Callable[[Project, str], str]:
    return lambda _, text: text.replace(old, new, 1)


def _instead(other: str) -> Callable[[Project, str], str]:
    return lambda project, _: (project.root / other).read_text("utf-8")


EDITS = (
    Edit("one word of one story", f"scripts/{SCRIPT}", _word("une première en neuf ans", "une première en douze ans")),
    Edit(
        "one illustration replaced",
        "media/illustrations/l-ancre-vagabonde.svg",
        _instead("media/illustrations/le-cass-bar.svg"),
    ),
    Edit("one colour of the house", "scenes/house/la_capsule.yaml", _word('ambre: "#F6A821"', 'ambre: "#F2A01E"')),
)
_COLD, _SAME = "cold (voices cached)", "nothing changed"


@dataclass(slots=True)
class _Rounds:
    """Every render by the name of its case."""

    renders: dict[str, list[Render]] = field(default_factory=dict)

    def add(self, name: str, render: Render) -> None:
        """Note a render."""
        self.renders.setdefault(name, []).append(render)

    def picture_shares(self, name: str) -> list[float]:
        """Return the picture time of a case over that of the cold render of the same round."""
        return [one.work("images", "wall") / cold for one, cold in self._beside_cold(name)]

    def stage_shares(self, name: str) -> list[float]:
        """Return the time of a case for pictures and sound over the picture time of the cold render of its round."""
        return [one.stage_seconds / cold for one, cold in self._beside_cold(name)]

    def _beside_cold(self, name: str) -> Iterator[tuple[Render, float]]:
        for one, cold in zip(self.renders[name], self.renders[_COLD], strict=True):
            yield one, cold.work("images", "wall")


def section(options: Options) -> str:
    """Run the rounds and return the table."""
    rounds = _Rounds()
    for _ in range(options.rounds):
        with copied() as project:  # a fresh copy, so that the edited line is spoken again in every round
            _round(project, rounds, options.preset)
    return _told(rounds, options)


def _round(project: Project, rounds: _Rounds, preset: str) -> None:
    script = project.root / "scripts" / SCRIPT
    project.speak(script)
    rounds.add(_COLD, project.render(script, preset, "--jobs", "2"))
    rounds.add(_SAME, project.render(script, preset, "--jobs", "2"))
    for edit in EDITS:
        before = edit.made(project)
        rounds.add(edit.name, project.render(script, preset, "--jobs", "2"))
        Path(project.root / edit.file).write_text(before, "utf-8")


def _work(renders: list[Render], name: str) -> str:
    """Say when one kind of work was done and, in brackets, its CPU: medians."""
    return f"{median(r.work(name, 'wall') for r in renders):.2f} ({median(r.work(name, 'cpu') for r in renders):.1f})"


def _told(rounds: _Rounds, options: Options) -> str:
    cold = rounds.renders[_COLD]
    rows = []
    for name, renders in rounds.renders.items():
        last = renders[-1]
        rows.append(
            (
                name,
                spread([render.cost.wall for render in renders], 2),
                spread([render.cost.cpu for render in renders]),
                f"{last.rendered} / {last.reused}",
                "{} / {}".format(*last.segments),
                _work(renders, "images"),
                _work(renders, "son"),
                spread([render.stage_seconds for render in renders], 2),
                f"{median(rounds.picture_shares(name)):.1%}",
                f"{median(rounds.stage_shares(name)):.1%}",
                f"{max(render.cost.peak for render in renders) / 1e6:.0f}",
            )
        )
    promises = [
        asked.UNCHANGED.row([render.cost.wall for render in rounds.renders[_SAME]]),
        asked.ONE_WORD.row(rounds.stage_shares(EDITS[0].name), 3),
        asked.ONE_WORD_PICTURES.row(rounds.picture_shares(EDITS[0].name), 3),
        asked.WEB.row([render.seconds / render.cost.wall for render in cold], 1),
        asked.MEMORY.row([render.cost.peak / 1e9 for render in cold]),
    ]
    heads = (
        "case", "wall, s", "CPU, s", "chunks rendered / reused", "segments of sound encoded / reused",
        "pictures, s (CPU)", "sound, s (CPU)", "both, s", "pictures / cold pictures", "both / cold pictures",
        "peak memory, MB",
    )  # fmt: skip
    return "\n\n".join(
        (
            "## A whole newscast, and edits",
            (
                f"scripts/{SCRIPT}, {cold[0].seconds:.0f} s of film, preset {options.preset}, 2 jobs, "
                f"{options.rounds} rounds. Wall time is that of the whole process. Pictures and sound are made in one "
                "stage, by the same processes; report.json tells when the last picture was there, when the sound was "
                "written, and the CPU of each; both: the whole stage. Shares compare with the time until the last "
                "picture of the cold render. Every edit is made on the original script with a warm cache, then undone."
            ),
            table(asked.HEADS, promises),
            table(heads, rows),
        )
    )
