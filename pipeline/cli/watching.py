"""`jt watch`: one line a step, on standard error; the path of each film on standard output."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.interruption import Outcome
from pipeline.cli.telling import show_line, tell_error, tell_findings, tell_line
from pipeline.errors import Finding, UserError
from pipeline.french.wording import counted
from pipeline.model.task import Task, preset_named
from pipeline.model.time import clock, frames
from pipeline.service.events import Event, Noted
from pipeline.service.session import Session
from pipeline.service.settings import settings_for
from pipeline.service.standing import get_workers_ready
from pipeline.service.watch import (
    FilmShown,
    NothingChanged,
    PieceShown,
    ScriptChecked,
    ScriptRefused,
    ScriptWatch,
    StillShown,
    WatchEvent,
)

_POLL = 0.1
"""Seconds between two looks at the script."""
_REMEMBERED = 200
"""Findings that are not told again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchWish:
    """What the command line asks: of which script, as which delivery, where to, with which voice."""

    script: Path
    preset: str = "draft"
    out: Path | None = None
    jobs: int = 0
    engine: str = ""
    offline: bool = False
    cache: Path | None = None


def watch_script(wish: WatchWish, outcome: Outcome, wait: Callable[[], None] = lambda: time.sleep(_POLL)) -> None:
    """Follow a script until it is interrupted; raises UserError for what is asked and cannot be."""
    jobs = wish.jobs or os.cpu_count() or 1
    task = Task(
        path=wish.script,
        preset=preset_named(wish.preset),
        folder=wish.out,
        jobs=jobs,
        engine=wish.engine,
        offline=wish.offline,
    )
    if not wish.script.is_file():
        raise UserError(f"{wish.script} : il n'y a pas de script de ce nom ; donnez le nom d'un fichier YAML")
    if jobs > 1:
        get_workers_ready()
    told = WatchLines(wish.script, outcome)
    with Session(settings_for(wish.script, wish.cache), jobs, tell_line) as session:
        ScriptWatch(session, task, told.hear, wait, told.during).follow()


class WatchLines:
    """Says each step in a line."""

    def __init__(self, script: Path, outcome: Outcome) -> None:
        self._script, self._outcome = script, outcome
        self._told: tuple[Finding, ...] = ()

    def during(self, event: Event) -> None:
        """Say what is worth a line while something is being made."""
        if isinstance(event, Noted):
            tell_line(event.text)

    def hear(self, shown: WatchEvent) -> None:
        """Say a step."""
        match shown:
            case ScriptChecked(findings, spent):
                self._tell(findings)
                found = counted(len(findings), "remarque") if findings else "rien à redire"
                tell_line(f"script : {found} ({_seconds(spent)})")
            case ScriptRefused(error, spent):
                tell_error(error)
                kept = "l'image, le sujet et le film d'avant restent"
                tell_line(f"script : à corriger ({_seconds(spent)}) ; {kept}")
            case StillShown(path, label, at, spent):
                tell_line(f"image : plan « {label} », à {clock(frames(at))} ({_seconds(spent)}) : {path}")
            case PieceShown(path, title, length, spent):
                tell_line(f"sujet : « {title} », {clock(frames(length))} ({_seconds(spent)}) : {path}")
            case FilmShown():
                self._film(shown)
            case NothingChanged(spent):
                tell_line(f"film : à jour, rien n'a changé ({_seconds(spent)})")
            case Noted(text):
                tell_line(text)

    def _tell(self, findings: tuple[Finding, ...]) -> None:
        """Tell findings, those that were not told of the state before or since."""
        tell_findings([finding for finding in findings if finding not in self._told])
        self._told = (*findings, *(finding for finding in self._told if finding not in findings))[:_REMEMBERED]

    def _film(self, shown: FilmShown) -> None:
        self._outcome.delivered = str(shown.path)
        done = shown.rendered
        if done is None:
            tell_line(f"film : à jour ({_seconds(shown.spent)})")
        else:
            self._tell(done.findings)
            made = sum(not chunk.reused for chunk in done.chunks)
            pieces = f"{counted(len(done.chunks), 'morceau', 'morceaux')}, dont {made} restaient à rendre"
            tell_line(f"film : {clock(done.frames)}, {pieces} ({_seconds(shown.spent)})")
        show_line(shown.path, flush=True)
        tell_line(f"j'attends vos changements dans {self._script} ; Ctrl-C arrête")


def _seconds(spent: float) -> str:
    return f"{spent:.1f} s".replace(".", ",")
