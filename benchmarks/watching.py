"""Commands of ours as whoever waits for them sees them: at which moment each line that they tell comes."""

import queue
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.errors import BenchError

STILL, PIECE, FILM = "image", "sujet", "film"
"""What the lines of `jt watch` begin with when what they tell of stands."""

_REFUSED = "script : à corriger"
_WAITING = "j'attends vos changements"
_LONGEST = 3600.0
"""Seconds without a line after which a command is given up."""


class Told:
    """A command that is running, and the lines of its standard error."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Listen to a process that has just been started."""
        self._process = process
        self._begun = time.perf_counter()
        self._lines: queue.Queue[tuple[float, str]] = queue.Queue()
        self._heard: list[str] = []
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def lines(self) -> Iterator[tuple[float, str]]:
        """Yield each line with the seconds since the command was started; raises BenchError when it fails."""
        while True:
            try:
                at, line = self._lines.get(timeout=_LONGEST)
            except queue.Empty as empty:
                raise BenchError(f"nothing came for {_LONGEST:.0f} s after: {self._heard[-3:]}") from empty
            if not line:
                break
            self._heard.append(line)
            yield at - self._begun, line.strip()
        if self._process.wait():
            raise BenchError(f"it ended with {self._process.returncode}: {self._heard[-6:]}")

    def shown(self, save: Callable[[], object] | None = None) -> dict[str, float]:
        """Save, and return after how many seconds `jt watch` showed a still, a piece and the film.

        Without a save, since it was started. What was not shown is missing. Raises BenchError when the script is
        refused, and when the command ends.
        """
        begun = 0.0
        if save is not None:
            begun = time.perf_counter() - self._begun
            save()
        found: dict[str, float] = {}
        for at, line in self.lines():
            if line.startswith(_REFUSED):
                break
            kind = line.partition(" : ")[0]
            if kind in {STILL, PIECE, FILM}:
                found[kind] = at - begun
            if line.startswith(_WAITING) or (kind == FILM and "rien n'a changé" in line):
                return found
        raise BenchError(f"what follows the script stopped at: {self._heard[-6:]}")

    def _listen(self) -> None:
        for line in self._process.stderr or ():
            if line.strip():
                self._lines.put((time.perf_counter(), line))
        self._lines.put((time.perf_counter(), ""))


@contextmanager
def told(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Iterator[Told]:
    """Start a command; one that is still running at the end is ended: in the background it would be deaf to Ctrl-C."""
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Told(process)
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait()
