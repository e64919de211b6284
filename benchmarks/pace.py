"""How fast each preset renders against real time, and how fast the command answers."""

from pathlib import Path
from statistics import median

from benchmarks import asked
from benchmarks.arithmetic import spread, table
from benchmarks.measure import run
from benchmarks.project import ROOT, Render, copied, jt
from benchmarks.settings import Options

_SCRIPT = "bordeaux.yaml"
_PRESETS = ("draft", "web")


def section(options: Options) -> str:
    """Run the rounds and return the table."""
    renders: dict[str, list[Render]] = {name: [] for name in _PRESETS}
    helps: list[float] = []
    with copied() as project:
        script = project.root / "scripts" / _SCRIPT
        project.speak(script)
        for _ in range(options.rounds):
            helps.append(run(jt("--help"), ROOT)[0].wall)
            for name in _PRESETS:
                project.forget()
                renders[name].append(project.render(script, name))
    return _told(renders, helps, options.rounds)


def _told(renders: dict[str, list[Render]], helps: list[float], rounds: int) -> str:
    paces = {name: [done.seconds / done.cost.wall for done in made] for name, made in renders.items()}
    rows = [
        (
            name,
            spread([done.cost.wall for done in made]),
            spread([done.cost.cpu for done in made]),
            spread(paces[name]),
            f"{median(done.cost.peak for done in made) / 1e6:.0f}",
        )
        for name, made in renders.items()
    ]
    length = next(iter(renders.values()))[0].seconds
    return "\n\n".join(
        (
            "## Presets, and the command itself",
            (
                f"scripts/{Path(_SCRIPT).name}, {length:.0f} s of film, cold but for the voices, whole process, one "
                "job a "
                f"core, {rounds} rounds."
            ),
            table(
                asked.HEADS,
                [asked.DRAFT.row(paces["draft"], 1), asked.WEB.row(paces["web"], 1), asked.HELP.row(helps)],
            ),
            table(("preset", "wall, s", "CPU, s", "times real time", "peak memory, MB"), rows),
        )
    )
