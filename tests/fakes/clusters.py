"""A real cluster of one's own: Dask's commands as processes on 127.0.0.1, ended by their own ids whatever happens."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.fakes.unsigned import unsigned

ROOT = Path(__file__).resolve().parents[2]

LONGEST = 240.0
"""Seconds that anything here may take: ten times what it takes on an idle machine."""

NEWSCAST = """\
titre: Le petit journal
presente_par: Jeanne
conducteur:
  - sujet: Le banc
    id: le-banc
    lancement: Bonsoir. Un banc parle.
    texte: Sur la place, un banc raconte la ville à ceux qui passent.
  - sujet: La cloche
    id: la-cloche
    lancement: non
    texte: Au village, une cloche attend le matin. Les voisins la font sonner quand quelqu'un rentre de loin.
  - sujet: Le four
    id: le-four
    lancement: Et pour finir, du pain.
    texte: Le four du quartier a été rallumé. On y vient avec sa pâte, on en repart avec des nouvelles.
"""
"""A newscast long enough for two workers: some twenty chunks."""


_JT = """\
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from pipeline.__main__ import main
main()
"""
"""The real command, which hears Ctrl-C even where the tests run in the background, deaf to it."""

_COMMANDS: list["subprocess.Popen[str]"] = []
"""Commands that may still run."""


@contextmanager
def ended_after(seconds: float = LONGEST) -> Iterator[None]:
    """Fail whatever takes longer: nothing here may hang, nor go on when its test is over."""

    def late(*_: object) -> None:
        raise TimeoutError(f"not over after {seconds:.0f} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        while _COMMANDS:
            command = _COMMANDS.pop()
            if command.poll() is None:
                os.killpg(command.pid, signal.SIGKILL)
                command.wait()


def until(true: Callable[[], object], what: str, seconds: float = LONGEST) -> None:
    """Wait for something to become true."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, f"still not: {what}"
        time.sleep(0.05)


def jt(*words: str, at: Path, **variables: str) -> "subprocess.Popen[str]":
    """Start the command line in a folder, its cache and films there."""
    command = subprocess.Popen(  # noqa: S603 - the command under test
        [sys.executable, "-c", _JT, *words],
        cwd=at,
        env=os.environ | {"PYTHONPATH": str(ROOT), "JT_CACHE": str(at / "cache"), "HOME": str(at)} | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _COMMANDS.append(command)
    return command


def said(command: "subprocess.Popen[str]", seconds: float = LONGEST) -> tuple[int, str, str]:
    """Wait for a command and return its exit code, what it printed and what it told."""
    try:
        out, told = command.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(command.pid, signal.SIGKILL)
        raise
    return command.returncode, out, told


def rendered(at: Path, *words: str, **variables: str) -> tuple[bytes, str]:
    """Render the newscast in a folder of its own and return the film and what was told."""
    code, out, told = said(rendering(at, *words, **variables))
    assert code == 0, told
    return unsigned(Path(out.strip())), told


def rendering(at: Path, *words: str, **variables: str) -> "subprocess.Popen[str]":
    """Start rendering the newscast in a folder of its own."""
    at.mkdir(parents=True, exist_ok=True)
    (at / "journal.yaml").write_text(NEWSCAST, "utf-8")
    asked = ("render", "journal.yaml", "--preset", "draft", "--voix", "pico", "--out", str(at / "film"), *words)
    return jt(*asked, at=at, **variables)


class Processes:
    """Dask's own commands, each with a folder, a HOME and a cache of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.started: dict[str, subprocess.Popen[bytes]] = {}
        self.address = ""

    def scheduler(self, port: int = 0) -> str:
        """Start the scheduler and return its address."""
        told = self.folder / "planificateur.json"
        told.unlink(missing_ok=True)
        options = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--scheduler-file", str(told))
        self._start("scheduler", ("scheduler", *options), self.folder, {})

        def there() -> bool:
            try:
                self.address = json.loads(told.read_text("utf-8"))["address"]
            except (OSError, ValueError):
                return False
            return True

        until(there, "a scheduler")
        return self.address

    def worker(
        self, name: str, *options: str, code: Path = ROOT, variables: Mapping[str, str] | None = None
    ) -> "subprocess.Popen[bytes]":
        """Start a worker that has this copy of the package, and nothing else of ours."""
        home = self.folder / name
        home.mkdir(parents=True, exist_ok=True)
        own = {"HOME": str(home), "JT_CACHE": str(home / "cache"), "PYTHONPATH": str(code), "TMPDIR": str(home)}
        usual = ("--nthreads", "1", "--resources", "encodeur=1", "--name", name, "--no-dashboard")
        words = ("worker", self.address, "--local-directory", str(home / "dask"), *(options or usual))
        return self._start(name, words, home, own | dict(variables or {}))

    def _start(
        self, name: str, words: tuple[str, ...], at: Path, variables: Mapping[str, str]
    ) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{name}.txt").open("ab") as log:
            self.started[name] = subprocess.Popen(  # noqa: S603 - Dask's own command
                [sys.executable, "-m", "dask", *words],
                cwd=at,
                env=os.environ | dict(variables),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self.started[name]

    def log(self, name: str) -> str:
        """Return what a process told."""
        return (self.folder / f"{name}.txt").read_text("utf-8", "replace")

    def stop(self) -> None:
        """End them all, with what they started."""
        for process in self.started.values():
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait()


@contextmanager
def processes(folder: Path) -> Iterator[Processes]:
    """Give a cluster that is ended with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    found = Processes(folder)
    try:
        yield found
    finally:
        found.stop()
