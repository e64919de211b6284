"""The tables of docs/scale.md, from what was measured and what was simulated."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.arithmetic import replaced, table
from benchmarks.project import ROOT
from benchmarks.scale.films import MEASURES, films
from benchmarks.scale.nights import ALL, MANY, RATE, kept, mixes
from benchmarks.scale.paper import NIGHT, bill

PAGE = ROOT / "docs" / "scale.md"
TRIAL = Path(__file__).with_name("trial.json")

_HOUR, _GIGA = 3600.0, 1e9


def measured() -> str:
    """Return what each measured film costs."""
    heads = (
        "film", "preset", "voice", "seconds", "client", "takes", "chunks", "segments", "CPU, s",
        "tasks", "entries", "store, MB", "delivered, MB",
    )  # fmt: skip
    rows = []
    for film in sorted(films(), key=lambda film: (film.preset, film.voice, film.script)):
        takes, chunks, segments = (
            f"{sum(times):.1f} ({len(times)})" for times in (film.takes, film.chunks, film.segments)
        )
        tasks = len(film.takes) + len(film.chunks) + len(film.segments)
        rows.append(
            (
                film.script,
                film.preset,
                film.voice,
                f"{film.seconds:.0f}",
                f"{film.client:.1f}",
                takes,
                chunks,
                segments,
                f"{film.cpu:.1f}",
                f"{tasks}",
                f"{film.requests}",
                f"{film.written / 1e6:.0f}",
                f"{film.delivered / 1e6:.0f}",
            )
        )
    return table(heads, rows)


def one_film() -> str:
    """Return what one film asks for on average."""
    heads = (
        "a film", "client, CPU s", "takes", "chunks", "segments", "CPU, h",
        "store, MB", "delivered, MB", "requests: asked in vain", "written", "read",
    )  # fmt: skip
    rows = []
    for name, kind in mixes().items():
        each = bill(kind)
        seconds = (each.client, each.takes, each.chunks, each.segments)
        sizes = (f"{each.written / 1e6:.0f}", f"{each.delivered / 1e6:.0f}")
        asked = (f"{each.misses:.0f}", f"{each.writes:.0f}", f"{each.reads:.0f}")
        rows.append((name, *(f"{part:.1f}" for part in seconds), f"{each.cpu / _HOUR:.4f}", *sizes, *asked))
    return table(heads, rows)


def on_paper() -> str:
    """Return what a night asks for in all."""
    heads = (
        "a night of 8 h", "films", "CPU, h", "cores of clients", "cores of workers", "tasks", "tasks a second",
        "of a Dask scheduler", "store, TB", "MB/s", "requests a second", "delivered, TB",
    )  # fmt: skip
    scheduler = json.loads(RATE.read_text("utf-8"))["scheduler_seconds"]
    rows = []
    for name, kind in mixes().items():
        each = bill(kind)
        for count in (MANY, ALL):
            clients, workers = each.cores(count)
            pace = each.tasks * count / NIGHT
            asked = (each.misses + each.writes + each.reads) * count / NIGHT
            rows.append(
                (
                    name,
                    f"{count:,}".replace(",", " "),
                    f"{each.cpu * count / _HOUR:.0f}",
                    f"{clients:.1f}",
                    f"{workers:.1f}",
                    f"{each.tasks * count / 1e6:.1f} M",
                    f"{pace:.0f}",
                    f"{pace * scheduler:.0%}",
                    f"{each.written * count / 1e12:.2f}",
                    f"{each.written * count / NIGHT / 1e6:.0f}",
                    f"{asked:.0f}",
                    f"{each.delivered * count / 1e12:.2f}",
                )
            )
    return table(heads, rows)


def nights() -> str:
    """Return what was simulated."""
    heads = (
        "night", "films", "clients", "workers", "done in, h", "workers busy", "a film waits, p50", "p95",
        "time wasted", "workers lost", "done twice",
    )  # fmt: skip
    rows = [
        (
            row.name,
            f"{row.films:,}".replace(",", " "),
            f"{row.clients}",
            f"{row.workers}",
            f"{row.hours:.2f}",
            f"{row.utilisation:.1%}",
            _lasting(row.wait50),
            _lasting(row.wait95),
            f"{row.wasted:.2%}",
            f"{row.lost}",
            f"{row.twice}",
        )
        for row in kept()
    ]
    return table(heads, rows)


def trial() -> str:
    """Return how the simulation did beside a real batch."""
    read: Mapping[str, Any] = json.loads(TRIAL.read_text("utf-8"))
    real, said = read["run"], read["simulation"]
    rows = [_beside(f"« {name} » done", real["ends"][name], said["ends"][name]) for name in real["order"]]
    rows.append(_beside("all done", real["finish"], said["finish"]))
    return table(("", "real, s", "simulated, s", "error"), rows)


def _beside(name: str, real: float, said: float) -> tuple[str, ...]:
    return name, f"{real:.1f}", f"{said:.1f}", f"{said / real - 1:+.1%}"


def _lasting(seconds: float) -> str:
    return f"{seconds / _HOUR:.2f} h" if seconds >= _HOUR else f"{seconds / 60:.1f} min"


TABLES: Mapping[str, Callable[[], str]] = {
    "measured": measured,
    "one film": one_film,
    "on paper": on_paper,
    "nights": nights,
    "trial": trial,
}


def renewed(page: str) -> str:
    """Return a page with every table as the measures and the nights say it now."""
    for name, made in TABLES.items():
        page = replaced(page, name, made())
    return page


def collected(files: Iterator[Path]) -> str:
    """Return the measures of several films as their file holds them, a film a line."""
    rows = [json.dumps(json.loads(file.read_text("utf-8"))) for file in files]
    return '{"films": [\n ' + ",\n ".join(rows) + "\n]}\n"


def main(files: Iterator[Path]) -> None:
    """Take over measures when there are some; renew the page."""
    texts = list(files)
    if texts:
        MEASURES.write_text(collected(iter(texts)), "utf-8", newline="\n")
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8", newline="\n")
