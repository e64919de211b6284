"""Progress for whoever watches: a bar with the time left on a terminal, plain lines anywhere else."""

import sys
import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

_EVERY = 0.2


class TerminalProgress:
    """A live bar on standard error."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("{task.description:<12}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("reste"),
            TimeRemainingColumn(compact=True),
            console=self._console,
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def stage(self, name: str, total: int) -> None:
        """Show a new stage."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(name, total=total or None)

    def advance(self, steps: int = 1) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bar.advance(self._task, steps)

    def note(self, text: str) -> None:
        """Print a line above the bar."""
        self._console.print(text, highlight=False, markup=False)


class PlainProgress:
    """One line a fifth of each stage, on standard error, with the time left."""

    def __init__(self) -> None:
        self._name = ""
        self._total = 0
        self._done = 0
        self._told = 0.0
        self._begun = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def stage(self, name: str, total: int) -> None:
        """Begin a stage with a line."""
        self._name, self._total, self._done, self._told = name, total, 0, 0.0
        self._begun = time.monotonic()
        self.note(f"{name}…" if not total else f"{name} : {total}")

    def advance(self, steps: int = 1) -> None:
        """Say how far it has come, at most five times a stage."""
        self._done += steps
        if not self._total:
            return
        share = self._done / self._total
        if share >= self._told + _EVERY or share >= 1:
            self._told = share
            spent = time.monotonic() - self._begun
            left = spent / share - spent
            self.note(f"{self._name} : {share:.0%}".replace("%", " %") + (f", reste {left:.0f} s" if share < 1 else ""))

    def note(self, text: str) -> None:
        """Print a line."""
        print(text, file=sys.stderr, flush=True)


def progress() -> TerminalProgress | PlainProgress:
    """Return the progress that suits where standard error goes."""
    return TerminalProgress() if sys.stderr.isatty() else PlainProgress()
