"""Many films in one command against as many commands: scripts checked, newscasts in a batch, the rows of a table."""

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks import asked
from benchmarks.arithmetic import ratios, spread, table
from benchmarks.many_scripts import many_scripts
from benchmarks.measure import Cost
from benchmarks.project import ROOT, Project, copied
from benchmarks.settings import Options
from pipeline.service.newsroom import DEFAULT_ENGINE

SCRIPTS, ALONE = 200, 10
"""Scripts checked by one command, and how many of them by commands of their own."""

ROWS = 50
_TABLE = "commune.yaml"
_BEGINNINGS = ("Bel", "Mont", "Ville", "Pont", "Roche", "Val", "Saint-", "Font", "Cour", "Mar")
_ENDINGS = ("fort", "neuve", "sac", "lieu", "bourg")


@dataclass(slots=True)
class _Costs:
    """What each way cost, round by round."""

    by_way: dict[str, list[Cost]] = field(default_factory=dict)

    def add(self, way: str, *costs: Cost) -> None:
        """Note what a way cost in a round: the sum of its commands."""
        whole = Cost(sum(c.wall for c in costs), sum(c.cpu for c in costs), max(c.peak for c in costs))
        self.by_way.setdefault(way, []).append(whole)

    def walls(self, way: str) -> list[float]:
        """Return the wall seconds of a way."""
        return [cost.wall for cost in self.by_way[way]]

    def shares(self, one: str, other: str) -> list[float]:
        """Return the wall time of one way over that of another, round by round."""
        return ratios(self.walls(one), self.walls(other))

    def rows(self) -> list[tuple[str, ...]]:
        """Return the cells of every way."""
        return [
            (
                way,
                spread(self.walls(way), 2),
                spread([cost.cpu for cost in costs]),
                f"{max(cost.peak for cost in costs) / 1e6:.0f}",
            )
            for way, costs in self.by_way.items()
        ]


_HEADS = ("way", "wall, s", "CPU, s", "peak memory, MB")


def _load() -> str:
    """Say how busy the machine is before anything is measured: of one that others use, CPU tells more than wall."""
    return f"{os.getloadavg()[0]:.1f} processes wanted its {os.cpu_count()} cores when it began."


def check(options: Options) -> str:
    """Check many scripts in one command, and some of them one by one."""
    costs, load = _Costs(), _load()
    together, apart = f"{SCRIPTS} scripts, one command", f"{ALONE} of them, {ALONE} commands"
    with copied() as project:
        scripts = many_scripts(project.root / "nombreux", project.root / "scripts", SCRIPTS)
        for _ in range(options.rounds):
            costs.add(together, project.command("check", *map(str, scripts)))
            some = scripts[:: SCRIPTS // ALONE]
            costs.add(apart, *(project.command("check", str(script)) for script in some))
    share = [
        one / SCRIPTS / (other / ALONE) for one, other in zip(costs.walls(together), costs.walls(apart), strict=True)
    ]
    return _told(
        "## Hundreds of scripts checked",
        f"Scripts of three stories out of the five newscasts (benchmarks/many_scripts.py), whole processes, "
        f"{options.rounds} rounds; {load}",
        [asked.CHECK.row(costs.walls(together), 1)],
        costs,
        f"A script among {SCRIPTS} takes {median(costs.walls(together)) / SCRIPTS * 1000:.0f} ms, "
        f"{spread(share, 3)} times one that is checked alone.",
    )


def batch(options: Options) -> str:
    """Render the five newscasts by one command and by five: cold, then with nothing changed."""
    costs, load = _Costs(), _load()
    with copied() as project:
        scripts = sorted((project.root / "scripts").glob("*.yaml"))
        for script in scripts:
            project.speak(script)
        for _ in range(options.rounds):
            _round(project, scripts, options.preset, costs)
    cold = costs.shares("one batch, cold", "five commands, cold")
    same = costs.shares("one batch, nothing changed", "five commands, nothing changed")
    return _told(
        "## Five newscasts in one batch",
        f"The five newscasts of scripts/, preset {options.preset}, one job a core, cold but for the voices, whole "
        f"processes, {options.rounds} rounds; ratios are taken round by round; {load}",
        [
            asked.BATCH_COLD.row(cold),
            asked.BATCH_SAME.row(same),
            asked.BATCH_SECONDS.row(costs.walls("one batch, nothing changed")),
        ],
        costs,
    )


def _round(project: Project, scripts: Sequence[Path], preset: str, costs: _Costs) -> None:
    said = ("--preset", preset, "--offline", "--voix", DEFAULT_ENGINE)
    ways: dict[str, Callable[[], list[Cost]]] = {
        "five commands": lambda: [
            project.command("render", str(script), *said, "--out", str(project.root / "apart" / script.stem))
            for script in scripts
        ],
        "one batch": lambda: [project.command("lot", *map(str, scripts), *said, "--out", str(project.root / "lot"))],
    }
    for way, make in ways.items():
        project.forget()
        costs.add(f"{way}, cold", *make())
        costs.add(f"{way}, nothing changed", *make())


def rows(options: Options) -> str:
    """Render a script for one row of a table, and for fifty in which only the town is another."""
    costs, load = _Costs(), _load()
    one, many = "1 row", f"{ROWS} rows"
    with copied() as project:
        script = project.add(ROOT / "benchmarks" / _TABLE)
        towns = [begun + end for end in _ENDINGS for begun in _BEGINNINGS]
        for _ in range(options.rounds):
            for way, count in ((one, 1), (many, ROWS)):
                sheet = project.root / f"communes-{count}.csv"
                sheet.write_text("\n".join(("ville", *towns[:count], "")), "utf-8")
                shutil.rmtree(project.root / "cache", ignore_errors=True)
                shutil.rmtree(project.root / "lot", ignore_errors=True)
                said = ("--preset", options.preset, "--offline", "--voix", DEFAULT_ENGINE)
                out = ("--out", str(project.root / "lot"), "--tableau", str(sheet))
                costs.add(way, project.command("lot", str(script), *said, *out))
    return _told(
        "## The rows of a table",
        f"benchmarks/{_TABLE}, about five and a half minutes, in which only the town changes: its title, what is said "
        f"in two lines, a place line, a map; preset {options.preset}, one job a core, nothing in the cache, whole "
        f"processes, {options.rounds} rounds; {load}",
        [asked.ROWS.row(costs.shares(many, one), 1)],
        costs,
    )


def _told(head: str, how: str, promises: Sequence[tuple[str, ...]], costs: _Costs, *after: str) -> str:
    return "\n\n".join((head, how, table(asked.HEADS, promises), table(_HEADS, costs.rows()), *after))
