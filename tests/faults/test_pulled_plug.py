"""The plug pulled on real renders over an older film: at random moments, and between any two operations on files.

After each, the folder holds one whole film, the one before or the new one; what was said of it is true; and the next
render gives the very film that an undisturbed one gives, and leaves nothing else.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli.leaving import INTACT
from tests.fakes.processes import alive
from tests.fakes.unsigned import told_outputs, unsigned_sha

pytestmark = [pytest.mark.faults, pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")]

PROJECT = Path(__file__).resolve().parents[2]
OLD = "titre: Essai\nconducteur:\n  - breve: {titre: Nancy, texte: Bonsoir.}\n"
NEW = OLD.replace("Bonsoir", "Bonjour à tous")
RENDER = ("render", "nano.yaml", "--preset", "draft", "--voix", "pico", "--offline")
BLOCKS, KILLS = 30, 10
SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)

JT = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from pipeline.__main__ import main
main()
"""
"""The real command, which hears Ctrl-C even where the tests run in the background, deaf to it."""

UNPLUGGED = """\
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
asked, at = int(sys.argv.pop()), int(sys.argv.pop())
from pipeline.adapters.delivery.disk import Disk
from tests.fakes.disks import OPERATIONS
done = []
def stopping(real):
    def do(*paths):
        if len(done) == at:
            os.kill(os.getpid(), asked)
        done.append(real.__name__)
        real(*paths)
    return do
for name in OPERATIONS:
    setattr(Disk, name, stopping(getattr(Disk, name)))
from pipeline.__main__ import main
try:
    main()
finally:
    if at < 0:
        print("OPERATIONS", len(done), file=sys.stderr)
"""
"""The real command, which takes a signal before its n-th operation on files; -1: never, their number is told."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A project with an older film, and what the undisturbed render of the new script gives: contents by name."""

    root: Path
    old: Mapping[str, str]
    new: Mapping[str, str]
    seconds: float

    @property
    def film(self) -> Path:
        return self.root / "output" / "nano"

    def copied(self, to: Path) -> "Bench":
        """Return one like it elsewhere."""
        shutil.copytree(self.root, to)
        return Bench(to, self.old, self.new, self.seconds)

    def reset(self) -> None:
        """Put the older film back, with things of somebody beside it."""
        shutil.rmtree(self.root / "output", ignore_errors=True)
        shutil.copytree(self.root / "avant", self.film)
        (self.film / "constats").mkdir(exist_ok=True)
        (self.film / "constats" / "moi.txt").write_text("à moi", "utf-8")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: its exit code, and what it said."""

    code: int
    err: str


def _digests(folder: Path) -> dict[str, str]:
    """Return what a film's folder holds, by name; of the report, what it says of the others."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in {"report.json", "moi.txt"}:
            found[path.relative_to(folder).as_posix()] = unsigned_sha(path)
    told = told_outputs(json.loads((folder / "report.json").read_bytes()))
    return found | {f"report: {name}": str(output) for name, output in told.items()}


def _run(bench: Bench, command: Sequence[str], stop: signal.Signals | None = None, after: float = 0.0) -> Ended:
    """Run a command in a project; `stop` it after some seconds, as a terminal does, or as a plug that is pulled."""
    running = subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=bench.root,
        env=os.environ | {"PYTHONPATH": str(PROJECT), "JT_CACHE": str(bench.root / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    if stop is not None:
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.killpg(running.pid, stop) if stop == signal.SIGINT else running.send_signal(stop)
    _, err = running.communicate(timeout=300)
    limit = time.monotonic() + 20
    while alive(running.pid) and time.monotonic() < limit:
        time.sleep(0.05)
    assert not alive(running.pid), "a process outlived the command"
    return Ended(running.returncode, err)


def _render(*more: str) -> list[str]:
    return [sys.executable, "-c", JT, *RENDER, *more]


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    root = tmp_path_factory.mktemp("debranche") / "projet"
    root.mkdir()
    made: dict[str, dict[str, str]] = {}
    seconds = 0.0
    for name, script in (("avant", OLD), ("apres", NEW)):
        (root / "nano.yaml").write_text(script, "utf-8")
        begun = time.monotonic()
        first = Bench(root, {}, {}, 0.0)
        assert _run(first, _render()).code == 0
        seconds = time.monotonic() - begun
        made[name] = _digests(first.film)
        shutil.copytree(first.film, root / name)
    assert made["avant"] != made["apres"]
    return Bench(root, made["avant"], made["apres"], seconds)


def _one_film_is_there(bench: Bench, ended: Ended) -> str:
    """Hold that one whole film is there, and that what was said is true; return which one it is."""
    held = _digests(bench.film)
    assert held in (bench.old, bench.new), f"two films mixed: {ended}"
    assert (bench.film / "constats" / "moi.txt").read_text("utf-8") == "à moi"
    assert "Traceback" not in ended.err
    which = "old" if held == bench.old else "new"
    if ended.code == 130:
        assert ended.err.splitlines()[-1] == INTACT or "le film est livré" in ended.err.splitlines()[-1]
        assert (INTACT in ended.err) == (which == "old"), ended
    if ended.code == 0:
        assert which == "new"
    return which


def _the_next_run_is_whole(bench: Bench) -> None:
    ended = _run(bench, _render())
    assert ended.code == 0, ended
    assert _digests(bench.film) == bench.new
    assert not list(bench.root.rglob(".en-cours-*/film")), "a work folder is left"
    assert {path.name for path in (bench.root / "output").iterdir()} == {"nano"}


@pytest.mark.parametrize("block", range(BLOCKS))
def test_at_random_moments_one_film_is_there_whole(bench: Bench, tmp_path: Path, block: int) -> None:
    here, chance, seen = bench.copied(tmp_path / "projet"), random.Random(block), Counter[str]()  # noqa: S311
    for number in range(KILLS):
        here.reset()
        asked = SIGNALS[(block + number) % len(SIGNALS)]
        jobs = "1" if chance.random() < 0.5 else "2"
        cold = ("--no-cache",) if chance.random() < 0.5 else ()
        after = chance.uniform(0.15, 1.1 * bench.seconds)
        ended = _run(here, _render("--jobs", jobs, *cold), asked, after)
        assert ended.code in {0, 130, -asked}, ended
        seen[f"{asked.name} {_one_film_is_there(here, ended)}"] += 1
        if number % 5 == 0:
            _the_next_run_is_whole(here)
    print(dict(seen))  # noqa: T201 - figures for whoever runs this


@pytest.mark.parametrize("asked", SIGNALS)
def test_before_any_operation_on_files_one_film_is_there_whole(
    bench: Bench, tmp_path: Path, asked: signal.Signals
) -> None:
    here, seen = bench.copied(tmp_path / "projet"), Counter[str]()

    def command(at: int) -> list[str]:
        return [sys.executable, "-c", UNPLUGGED, *RENDER, "--jobs", "1", str(at), str(int(asked))]

    here.reset()
    counted = _run(here, command(-1))
    many = int(counted.err.rpartition("OPERATIONS ")[2])
    for at in range(many) if asked == signal.SIGKILL else range(0, many, 4):
        here.reset()
        ended = _run(here, command(at))
        assert ended.code in {130, -asked}, ended
        seen[f"{asked.name} {_one_film_is_there(here, ended)}"] += 1
        _the_next_run_is_whole(here)
    print(many, dict(seen))  # noqa: T201 - figures for whoever runs this


@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
@pytest.mark.parametrize("call", ["renameat2", "rename", "linkat,link", "unlink", "fsync"])
@pytest.mark.parametrize("asked", SIGNALS)
def test_stopped_within_a_system_call_one_film_is_there_whole(
    bench: Bench, tmp_path: Path, call: str, asked: signal.Signals
) -> None:
    here, seen = bench.copied(tmp_path / "projet"), Counter[str]()
    for when in (1,) if call == "renameat2" else (1, 4, 9):
        here.reset()
        injected = f"inject={call}:signal={asked.name}:when={when}"
        traced = ["strace", "-o", "/dev/null", "-e", f"trace={call}", "-e", injected]
        ended = _run(here, [*traced, *_render("--jobs", "1")])
        seen[f"{asked.name} {_one_film_is_there(here, ended)}"] += 1
        _the_next_run_is_whole(here)
    print(dict(seen))  # noqa: T201 - figures for whoever runs this
