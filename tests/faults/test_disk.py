"""Disks that fill up at any byte, limits of the system, a cache that disappears: real renders over an older film.

Each ends in the film that an undisturbed render gives, or in exit 1 and one sentence in French; the older film is
whole, nothing of ours runs on or lies about, and the next render, with room, gives that very film.
"""

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.unsigned import unsigned_sha

pytestmark = [pytest.mark.faults, pytest.mark.skipif(sys.platform != "linux", reason="mounts and limits are Linux's")]

PROJECT = Path(__file__).resolve().parents[2]
OLD = "titre: Essai\nconducteur:\n  - breve: {titre: Nancy, texte: Bonsoir.}\n"
NEW = OLD.replace("Bonsoir", "Bonjour à tous")
RENDER = ("render", "nano.yaml", "--preset", "draft", "--voix", "pico", "--offline")
KILO = 1_000
ROOMS = (0, 4, 40, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000, 1_100, 1_200, 1_300, 1_400, 1_600, 2_000, 4_000)
"""Kilobytes that a disk has left."""
FILES = (1, 10, 50, 100, 200, 300, 400, 600, 800, 1_000, 1_500, 4_000)
"""Kilobytes that a file may have."""
PATIENCE = 180


@dataclass(frozen=True)
class Bench:
    """A folder with a script, its older film, the cache of that, and the film that the script is to become."""

    folder: Path
    wanted: str

    @property
    def film(self) -> Path:
        return self.folder / "film" / "nano.mp4"

    def jt(
        self,
        cache: Path,
        *,
        out: Path | None = None,
        jobs: int = 1,
        before: Callable[[], None] | None = None,
        **env: str,
    ) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pipeline", *RENDER, "--jobs", str(jobs), "--cache", str(cache)]
        return subprocess.run(  # noqa: S603 - ours
            [*command, "--out", str(out or self.folder / "film")],
            cwd=self.folder, env=os.environ | {"PYTHONPATH": str(PROJECT)} | env, check=False, capture_output=True,
            text=True, timeout=PATIENCE, preexec_fn=before,
        )  # fmt: skip


def _sha(path: Path) -> str:
    return unsigned_sha(path)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("plein")
    bench = Bench(folder, "")
    (folder / "nano.yaml").write_text(NEW, "utf-8")
    assert bench.jt(folder / "neuf").returncode == 0
    wanted = _sha(bench.film)
    (folder / "nano.yaml").write_text(OLD, "utf-8")
    assert bench.jt(folder / "vieux").returncode == 0
    (folder / "nano.yaml").write_text(NEW, "utf-8")
    return Bench(folder, wanted)


@pytest.fixture
def bench(ready: Bench, tmp_path: Path) -> Bench:
    """A copy of what is ready, for one test."""
    shutil.copytree(ready.folder, tmp_path / "atelier")
    return Bench(tmp_path / "atelier", ready.wanted)


@contextmanager
def small(place: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of this size; the test is skipped where that is not allowed."""
    place.mkdir()
    if _system("mount", "-t", "tmpfs", "-o", f"size={max(4, kilobytes)}k", "tmpfs", str(place)):
        pytest.skip("nothing can be mounted here")
    try:
        if not kilobytes:
            (place / "plein").write_bytes(b"x" * 4_096)
        yield place
    finally:
        assert not _system("umount", "-l", str(place))


def _more_room(disk: Path) -> None:
    assert not _system("mount", "-o", "remount,size=64m", str(disk))


def _system(name: str, *words: str) -> int:
    """Return how a command of the system ended, 1 when there is none."""
    command = shutil.which(name)
    return subprocess.run([command, *words], check=False, capture_output=True).returncode if command else 1  # noqa: S603


def judge(bench: Bench, done: subprocess.CompletedProcess[str], before: str, *, starved: bool = False) -> None:
    """Hold what a disturbed render said and left against what is promised.

    Python's own server of processes prints a trace when it is `starved` while it starts: nothing of ours runs yet.
    """
    assert done.returncode in {0, 1}, done.stderr
    assert starved or "Traceback" not in done.stderr
    assert not (bench.folder / "jt-erreur.txt").exists()
    left = {path.name for path in bench.folder.rglob(".en-cours-*") if "v1" not in path.parts}
    assert not left
    if done.returncode:
        last = done.stderr.splitlines()[-1]
        assert last.startswith("jt : "), done.stderr
        assert " ; " in last, "a way out is told"
        assert not any(word in last for word in ("Errno", "No space", "too large", "Too many", "Error")), last
        assert _sha(bench.film) == before


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("room", ROOMS)
def test_a_cache_that_fills_up(bench: Bench, room: int, jobs: int, tmp_path: Path) -> None:
    before = _sha(bench.film)
    with small(tmp_path / "disque", room) as disk:
        judge(bench, bench.jt(disk / "cache", jobs=jobs), before)
        _more_room(disk)
        assert bench.jt(disk / "cache").returncode == 0
    assert _sha(bench.film) == bench.wanted


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("room", ROOMS)
def test_an_output_that_fills_up(bench: Bench, room: int, jobs: int, tmp_path: Path) -> None:
    before = _sha(bench.film)
    with small(tmp_path / "disque", room) as disk:
        done = bench.jt(bench.folder / "vieux", out=disk / "film", jobs=jobs)
        judge(bench, done, before)
        assert done.returncode == 1 or _sha(disk / "film" / "nano.mp4") == bench.wanted
        assert done.returncode == 0 or not list(disk.rglob("nano.mp4")), "no part of a film is left"
        _more_room(disk)
        assert bench.jt(bench.folder / "vieux", out=disk / "film").returncode == 0
        assert _sha(disk / "film" / "nano.mp4") == bench.wanted


@pytest.mark.parametrize("room", [0, 4, 40, 400])
def test_a_temporary_folder_that_is_full(bench: Bench, room: int, tmp_path: Path) -> None:
    before = _sha(bench.film)
    with small(tmp_path / "disque", room) as disk:
        judge(bench, bench.jt(tmp_path / "cache", jobs=2, TMPDIR=str(disk)), before)
    assert bench.jt(tmp_path / "cache").returncode == 0
    assert _sha(bench.film) == bench.wanted


def _limited(which: int, most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(which, (most, most))


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("most", FILES)
def test_files_that_may_not_be_long(bench: Bench, most: int, jobs: int, tmp_path: Path) -> None:
    before = _sha(bench.film)
    done = bench.jt(tmp_path / "cache", jobs=jobs, before=_limited(resource.RLIMIT_FSIZE, most * KILO))
    judge(bench, done, before)
    assert bench.jt(tmp_path / "cache").returncode == 0
    assert _sha(bench.film) == bench.wanted


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("most", [32, 64, 128])
def test_few_files_open_at_once(bench: Bench, most: int, jobs: int, tmp_path: Path) -> None:
    before = _sha(bench.film)
    judge(bench, bench.jt(tmp_path / "cache", jobs=jobs, before=_limited(resource.RLIMIT_NOFILE, most)), before)
    assert bench.jt(tmp_path / "cache").returncode == 0
    assert _sha(bench.film) == bench.wanted


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("most", [300, 600, 700, 800, 900, 1_000])
def test_little_memory(bench: Bench, most: int, jobs: int, tmp_path: Path) -> None:
    """Not between 350 and 580 MB: there OpenCV crashes while it is loaded."""
    before = _sha(bench.film)
    done = bench.jt(tmp_path / "cache", jobs=jobs, before=_limited(resource.RLIMIT_AS, most * KILO * KILO))
    judge(bench, done, before, starved=jobs > 1)
    assert bench.jt(tmp_path / "cache").returncode == 0
    assert _sha(bench.film) == bench.wanted


@pytest.mark.parametrize("seconds", [1.0, 1.5, 2.0, 2.5, 3.0, 4.0])
def test_a_cache_that_is_removed_meanwhile(bench: Bench, seconds: float, tmp_path: Path) -> None:
    before = _sha(bench.film)
    command = ["sh", "-c", f"sleep {seconds}; rm -rf '{tmp_path}/cache'"]
    with subprocess.Popen(command):  # noqa: S603 - ours
        done = bench.jt(tmp_path / "cache", jobs=2)
    judge(bench, done, before if done.returncode else bench.wanted)
    assert bench.jt(tmp_path / "cache").returncode == 0
    assert _sha(bench.film) == bench.wanted


def test_nothing_of_ours_runs_on(bench: Bench, tmp_path: Path) -> None:
    with small(tmp_path / "disque", 400) as disk:
        bench.jt(disk / "cache", jobs=2)
        time.sleep(2)
        told = [_command_line(process) for process in Path("/proc").glob("[0-9]*")]
    assert not [line for line in told if str(bench.folder) in line]


def _command_line(process: Path) -> str:
    try:
        return (process / "cmdline").read_text("utf-8", errors="replace")
    except OSError:
        return ""
