"""How soon commands that only look answer, against a fixed piece of Python in the same rounds: machines compare."""

import sys
from pathlib import Path

from benchmarks.arithmetic import ratios, spread, table
from benchmarks.measure import Cost, run
from benchmarks.project import Project, copied
from benchmarks.settings import Options

_COUNTED = 4_000_000
"""Squares that the reference adds up: about a third of a second on a machine of 2020."""

_WORK = f"sum(n * n for n in range({_COUNTED}))"
_REFERENCE = f"adding up {_COUNTED / 1e6:.0f} million squares in Python"
_SCRIPT = "scripts/bordeaux.yaml"
_WORD, _OTHER = "Bonsoir", "Bonjour"
"""A word of the script, and what it is changed into and back, so that no round checks what was checked before."""


def section(options: Options) -> str:
    """Measure help, check and still of a newscast: with nothing kept, then as they are the second time."""
    costs: dict[str, list[Cost]] = {}
    with copied() as project:
        for _ in range(options.rounds):
            costs.setdefault(_REFERENCE, []).append(run((sys.executable, "-c", _WORK), project.root)[0])
            for way, words in _ways(project).items():
                costs.setdefault(way, []).append(project.command(*words))
    cpu = {way: [cost.cpu for cost in each] for way, each in costs.items()}
    rows = [
        (
            way,
            spread([cost.wall for cost in each], 2),
            spread(cpu[way], 2),
            spread(ratios(cpu[way], cpu[_REFERENCE]), 2),
        )
        for way, each in costs.items()
    ]
    heads = ("command", "wall, s", "CPU, s", "CPU, of the reference")
    return f"## How soon commands answer\n\nMedian (least–most) of {options.rounds} rounds.\n\n{table(heads, rows)}"


def _ways(project: Project) -> dict[str, tuple[str, ...]]:
    """Return what a round runs, in order; a word of the script is changed for it."""
    script = project.root / _SCRIPT
    _edit(script)
    new = str(project.root / "neuf" / str(script.stat().st_mtime_ns))
    still = ("still", _SCRIPT, "--at", "1:23", "-o", "image.png")
    return {
        "`jt --help`": ("--help",),
        "`jt check`, nothing kept": ("check", _SCRIPT, "--cache", new),
        "`jt check`, a word changed": ("check", _SCRIPT, "--cache", new),
        "`jt still`, a word changed": (*still, "--cache", new),
        "`jt still` again": (*still, "--cache", new),
    }


def _edit(script: Path) -> None:
    text = script.read_text("utf-8")
    one, other = (_WORD, _OTHER) if _WORD in text else (_OTHER, _WORD)
    script.write_text(text.replace(one, other, 1), "utf-8")
