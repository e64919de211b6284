"""A second machine, the shared store full: how long it takes beside a client that does nothing but read the same bytes.

The store is a real S3 server on this machine; the line to it is a relay that lets 100 Mbit/s through, or all it can.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import asked
from benchmarks.arithmetic import ratios, spread, table
from benchmarks.measure import run
from benchmarks.project import ROOT, Project, copied, jt
from benchmarks.settings import Options
from pipeline.adapters.project import CACHE_VARIABLE, SHARED_VARIABLE
from pipeline.service.newsroom import DEFAULT_ENGINE
from tests.fakes.network import Relay, relay
from tests.fakes.s3 import BUCKET, S3Server, s3_server

_SCRIPT = "scripts/bordeaux.yaml"
_LINE = 100e6 / 8
"""Bytes a second of an office's line."""

_FILM, _PIECES = ("films", "fichiers"), ("images", "son", "mesures", "voix", "constats", "constats-images")
_READING = """
import sys
from concurrent.futures import ThreadPoolExecutor
import obstore
from obstore.store import S3Store
store = S3Store(sys.argv[1], prefix="jt", client_options={"allow_http": True})
names = [one["path"] for kind in sys.argv[2:] for page in obstore.list(store, f"v1/{kind}") for one in page]
with ThreadPoolExecutor(16) as pool:
    print(sum(pool.map(lambda name: len(obstore.get(store, name).bytes()), names)))
"""


@dataclass(slots=True)
class _Case:
    """One way to have the film, round by round: seconds of the command, of the reading, chunks rendered, bytes."""

    name: str
    rate: float
    kinds: tuple[str, ...]
    script: str
    ours: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)
    chunks: list[int] = field(default_factory=list)
    size: int = 0

    def row(self) -> tuple[str, ...]:
        ratio = ratios(self.ours, self.reading)
        told = (spread(self.ours, 2), spread(self.reading, 2), spread(ratio, 2))
        return self.name, f"{self.size / 1e6:.1f}", *told, str(max(self.chunks))


def section(options: Options) -> str:
    """Run the rounds and return the table."""
    with copied() as project, tempfile.TemporaryDirectory(prefix="jt-bench-s3-") as folder:
        absolute = str(project.root / _SCRIPT)  # asked for otherwise: no film of that name, only its pieces
        cases = [
            _Case("the film, 100 Mbit/s", _LINE, _FILM, _SCRIPT),
            _Case("the film, no limit", 0.0, _FILM, _SCRIPT),
            _Case("its pieces, joined here, 100 Mbit/s", _LINE, _PIECES, absolute),
            _Case("its pieces, joined here, no limit", 0.0, _PIECES, absolute),
        ]
        with s3_server(Path(folder) / "weed") as server, relay(server.port) as line:
            first, _ = run(_render(options.preset, _SCRIPT), project.root, _machine(project.root / "c0", server, line))
            for _ in range(options.rounds):
                for case in cases:
                    line.rate = case.rate
                    _measured(case, project, server, line, options.preset)
        rows = [case.row() for case in cases]
    film = cases[0]
    return "\n\n".join(
        (
            "## A shared store",
            (
                f"{_SCRIPT}, preset {options.preset}, {options.rounds} rounds; a real S3 server on this machine behind "
                "a relay. The first machine renders and fills the store "
                f"({first.wall:.0f} s); the second has an empty cache. Whole processes, alternately: `jt render` and a "
                "client of the same library that lists and reads the same objects, and does nothing with them. What is "
                "asked is held on a line of 100 Mbit/s, an office's."
            ),
            table(
                asked.HEADS,
                [asked.SHARED.row(ratios(film.ours, film.reading)), _rendered(cases)],
            ),
            table(("what comes", "MB", "jt render, s", "reading, s", "ratio", "chunks rendered"), rows),
        )
    )


def _rendered(cases: list[_Case]) -> tuple[str, str, str, str]:
    most = max(count for case in cases for count in case.chunks)
    return asked.SHARED_CHUNKS.what, "0", str(most), "no" if most else "yes"


def _measured(case: _Case, project: Project, server: S3Server, line: Relay, preset: str) -> None:
    with _second(project) as root:
        environment = _machine(root / "cache", server, line)
        reader = (sys.executable, "-c", _READING, BUCKET, *case.kinds)
        reading, said = run(reader, root, environment)
        if Path(case.script).is_absolute():
            case.script = str(root / _SCRIPT)
        cost, _ = run(_render(preset, case.script), root, environment)
        case.reading.append(reading.wall)
        case.ours.append(cost.wall)
        case.size = int(said)
        report = json.loads((root / "film" / "report.json").read_text("utf-8"))
        case.chunks.append(sum(chunk["state"] == "rendered" for chunk in report["chunks"]))


@contextmanager
def _second(project: Project) -> Iterator[Path]:
    """Give another checkout of the project."""
    with tempfile.TemporaryDirectory(prefix="jt-bench-2-") as folder:
        for name in ("scenes", "media", "scripts"):
            shutil.copytree(project.root / name, Path(folder) / name)
        yield Path(folder)


def _machine(cache: Path, server: S3Server, line: Relay) -> dict[str, str]:
    told = server.environment(endpoint=line.endpoint)
    ours = {"PYTHONPATH": str(ROOT), CACHE_VARIABLE: str(cache), SHARED_VARIABLE: f"s3://{BUCKET}/jt"}
    return {**os.environ, **told, **ours}


def _render(preset: str, script: str) -> tuple[str, ...]:
    return jt("render", script, "--preset", preset, "--offline", "--voix", DEFAULT_ENGINE, "--out", "film")
