"""`python -m benchmarks [TABLE…]`: measure, and write the tables into benchmarks/RESULTS.md."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    cluster,
    compose,
    edit,
    first_film,
    held,
    job40,
    length,
    many,
    newscast,
    pace,
    rushes,
    shared_store,
    size,
    starts,
)
from benchmarks.arithmetic import replaced
from benchmarks.errors import BenchError
from benchmarks.machine import head, where
from benchmarks.project import ROOT
from benchmarks.settings import BORDEAUX, Options

TABLES: dict[str, Callable[[Options], str]] = {
    "job40": job40.section,
    "newscast": newscast.section,
    "edit": edit.section,
    "first_film": first_film.section,
    "pace": pace.section,
    "starts": starts.section,
    "compose": compose.section,
    "held": held.section,
    "size": size.section,
    "length": length.section,
    "cluster": cluster.section,
    "shared_store": shared_store.section,
    "check": many.check,
    "batch": many.batch,
    "table": many.rows,
    "rushes": rushes.section,
}
_ROUNDS = {"edit": 1, "first_film": 1, "length": 1, "table": 1, "size": 1}
_RESULTS = ROOT / "benchmarks" / "RESULTS.md"
_TITLE = "# Measured\n\nWritten by `make bench`; how each figure is taken: docs/benchmarks.md.\n"


def main() -> int:
    """Run the tables asked for (all by default) and put each in its place as soon as it is made."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"of {', '.join(TABLES)}; all by default")
    parser.add_argument("--rounds", type=int, default=0, help="5 by default, 1 for those that take long")
    parser.add_argument("--slow-rounds", type=int, default=None, help="rounds MoviePy is in; all by default")
    parser.add_argument("--minutes", default="1,5,20,60", help="lengths of the length table")
    parser.add_argument("--keep", type=Path, default=None, help="a folder for the films of job40")
    parser.add_argument(
        "--preset",
        default="web",
        help="of newscast, edit, first_film, length, compose, batch and table; draft to try them quickly",
    )
    parser.add_argument("--script", type=Path, default=BORDEAUX, help="of edit and first_film; a short one to try them")
    parser.add_argument(
        "--voices", default="", help="of edit and first_film: pico,kokoro; by default those that are here"
    )
    parser.add_argument("--out", type=Path, default=_RESULTS, help="where the results are written")
    said = parser.parse_args()
    unknown = set(said.tables) - set(TABLES)
    if unknown:
        parser.error(f"no table {', '.join(sorted(unknown))}; choose among {', '.join(TABLES)}")
    voices = tuple(said.voices.split(",")) if said.voices else ()
    minutes = tuple(int(part) for part in said.minutes.split(","))
    try:
        for name in said.tables or TABLES:
            rounds = said.rounds or _ROUNDS.get(name, 5)
            print(f"{name}: {rounds} rounds…", file=sys.stderr, flush=True)
            slow = rounds if said.slow_rounds is None else said.slow_rounds
            asked = Options(rounds, minutes, said.keep, said.preset, slow, said.script.resolve(), voices)
            text = TABLES[name](asked)
            _put(said.out, name, f"{text}\n\n{where()}", whole=not said.tables)
            print(text, flush=True)
    except BenchError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    return 0


def _put(path: Path, name: str, text: str, *, whole: bool) -> None:
    """Put a table in its place; the head of the page is that of the last run of all tables."""
    page = path.read_text("utf-8") if path.exists() else _TITLE
    if whole or not path.exists():
        page = replaced(page, "machine", head())
    path.write_text(replaced(page, name, text), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
