"""What a newscast costs by its length, and by the number of processes."""

from dataclasses import dataclass
from statistics import median

from benchmarks import asked
from benchmarks.arithmetic import spread, table
from benchmarks.long_scripts import long_script
from benchmarks.project import Render, copied
from benchmarks.settings import Options

_JOBS = (1, 2)
_LONGEST_WITH_ONE_JOB = 5
"""Minutes beyond which one process alone is not measured: it says nothing more and takes an hour."""


@dataclass(frozen=True, slots=True)
class _Case:
    """One length with one number of processes."""

    minutes: int
    jobs: int


def section(options: Options) -> str:
    """Run the rounds and return the table."""
    cases = [
        _Case(minutes, jobs)
        for minutes in options.minutes
        for jobs in _JOBS
        if jobs > 1 or minutes <= _LONGEST_WITH_ONE_JOB
    ]
    renders: dict[_Case, list[Render]] = {case: [] for case in cases}
    with copied() as project:
        scripts = {minutes: long_script(project.root, minutes) for minutes in options.minutes}
        for script in scripts.values():
            project.speak(script)
        for _ in range(options.rounds):
            for case in cases:
                project.forget()
                done = project.render(scripts[case.minutes], options.preset, "--jobs", str(case.jobs))
                renders[case].append(done)
    return _told(renders, options)


def _told(renders: dict[_Case, list[Render]], options: Options) -> str:
    rows = []
    for case, made in renders.items():
        film = made[0].seconds
        rows.append(
            (
                f"{film / 60:.1f}",
                str(case.jobs),
                spread([done.cost.wall for done in made]),
                spread([done.cost.cpu for done in made]),
                f"{median(film / done.cost.wall for done in made):.1f}",
                f"{median(done.cost.wall for done in made) / film * 60:.1f}",
                f"{max(done.cost.peak for done in made) / 1e6:.0f}",
            )
        )
    two = max(done.cost.peak / 1e9 for case, made in renders.items() if case.jobs == 2 for done in made)
    heads = ("minutes", "jobs", "wall, s", "CPU, s", "times real time", "s a minute of film", "peak memory, MB")
    return "\n\n".join(
        (
            "## Cost against length and jobs",
            (
                f"Stories of all scripts, repeated with pictures of their own (benchmarks/long_scripts.py); "
                f"preset {options.preset}, cold but for the voices, whole process, rounds: {options.rounds}."
            ),
            table(asked.HEADS, [asked.MEMORY.row([two])]),
            table(heads, rows),
        )
    )
