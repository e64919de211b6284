"""Progress for whoever watches: a bar with the time left on a terminal, plain lines anywhere else."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from pipeline.cli.telling import tell_line
from pipeline.french.signs import visible
from pipeline.service.events import Advanced, Event, Noted, StageBegun, Watchable

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

    def hear(self, event: Event) -> None:
        """Show what a use case tells."""
        match event:
            case StageBegun(name, total):
                self._begin(name, total)
            case Advanced() if self._task is not None:
                self._bar.update(self._task, completed=event.done)
            case Noted(text):
                self._print(text)
            case Watchable(title, film):
                self._print(_to_watch(title, film))

    def _print(self, text: str) -> None:
        self._console.print(visible(text), highlight=False, markup=False, soft_wrap=True)

    def _begin(self, name: str, total: int) -> None:
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(name, total=total or None)


class PlainProgress:
    """One line a fifth of each stage, on standard error, with the time left."""

    def __init__(self) -> None:
        self._told = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def hear(self, event: Event) -> None:
        """Print what a use case tells: a stage that begins, how far it has come (five times at most), notes."""
        match event:
            case StageBegun(name, total):
                self._told = 0.0
                tell_line(f"{name}…" if not total else f"{name} : {total}")
            case Advanced(stage, done, total, left) if total:
                share = done / total
                if share >= self._told + _EVERY or share >= 1:
                    self._told = share
                    rest = f", reste {left:.0f} s" if share < 1 and left is not None else ""
                    tell_line(f"{stage} : {100 * share:.0f} %{rest}")
            case Noted(text):
                tell_line(text)
            case Watchable(title, film):
                tell_line(_to_watch(title, film))


def _to_watch(title: str, film: str) -> str:
    return f"à voir dès maintenant : {title} ({film})"


def progress() -> TerminalProgress | PlainProgress:
    """Return the progress that suits where standard error goes."""
    return TerminalProgress() if sys.stderr.isatty() else PlainProgress()
