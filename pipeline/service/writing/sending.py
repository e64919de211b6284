"""A newscast is sent out: its films are made as deliveries ask, what stands is told, and found by its name alone."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.errors import Cancelled, Finding, UserError
from pipeline.model.programme import PRESETS
from pipeline.model.script import Speaker
from pipeline.model.task import Task, preset_named
from pipeline.service.check import check
from pipeline.service.consenting import Standing, standing_of
from pipeline.service.control import DATA
from pipeline.service.events import Advanced, Cancellation, Event, StageBegun
from pipeline.service.session import Session
from pipeline.service.several import place_of
from pipeline.service.source import Source
from pipeline.service.standing import up_to_date
from pipeline.service.writing.board import BoardEvent, FilmStands, FilmUnderWay

_HIDDEN = "bench"
"""A preset that is for measuring alone."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What stands of a delivery: its preset, its film, what lies beside it, whether the script is still that one."""

    preset: str
    film: Path | None
    files: tuple[Path, ...] = ()
    current: bool = False


@dataclass(frozen=True, slots=True)
class Consenting:
    """Where the consent of somebody of the newscast stands."""

    name: str
    standing: Standing


class SendingOut:
    """Makes the deliveries of one script; `hear` is told how far they are."""

    def __init__(self, session: Session, task: Task, hear: Callable[[BoardEvent], None]) -> None:
        self._session, self._task, self._hear = session, task, hear
        self._stopped = threading.Event()
        self._left: list[Task] = []

    def offered(self) -> tuple[str, ...]:
        """Return the deliveries that may be asked for, those of the channel first."""
        ours = self._session.newsroom().channel.file.brand.deliveries
        return tuple(dict.fromkeys((self._task.preset.name, *ours, *(name for name in PRESETS if name != _HIDDEN))))

    def ordered(self, presets: tuple[str, ...], engine: str = "") -> Callable[[Cancellation], None]:
        """Return what makes deliveries, one after the other; raises UserError for one that is none."""
        if not presets:
            raise UserError("choisissez au moins une livraison")
        tasks = [self._of(name, engine) for name in presets]
        self._stopped.clear()
        self._left = tasks
        return self._make

    def stop(self) -> None:
        """Make no more of what was ordered."""
        self._stopped.set()
        self._left = []

    def found(self, preset: str) -> tuple[Finding, ...]:
        """Return what `jt check` says of the script for a delivery; raises UserError."""
        task = self._of(preset, "")
        return check(self._session.newsroom(), Source(task.path), task.preset).findings

    def standing(self) -> tuple[Outgoing, ...]:
        """Return what stands of each delivery; where several go to one folder, the one that the film there is of."""
        found: dict[Path, Outgoing] = {}
        for name in self.offered():
            one = self._standing(name)
            if one.film is not None and (one.film not in found or one.current):
                found[one.film] = one
        return tuple(found.values())

    def file(self, preset: str, name: str) -> Path | None:
        """Return a delivered file by its name; None for whatever is not there, or elsewhere."""
        if preset not in PRESETS:
            return None
        folder = self._place(preset).resolve()
        path = folder / name
        whole = "/" not in name and "\\" not in name and not name.startswith(".")
        return path if whole and path.is_file() and path.resolve().parent == folder else None

    def verdict(self, preset: str) -> dict[str, Any]:
        """Return what the control said of a delivery, as `controle.json` has it; empty without one."""
        path = self.file(preset, DATA)
        try:
            told = json.loads(path.read_text("utf-8")) if path else {}
        except (OSError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def consents(self, speakers: Mapping[str, Speaker]) -> tuple[Consenting, ...]:
        """Return where everybody's consent stands."""
        return tuple(Consenting(one.name or who, standing_of(one)) for who, one in speakers.items())

    def _of(self, name: str, engine: str) -> Task:
        preset = self._task.preset if name == self._task.preset.name else preset_named(name)
        return replace(self._task, preset=preset, engine=engine or self._task.engine, apart=name not in _PUBLISHED)

    def _place(self, preset: str) -> Path:
        return place_of(self._session.settings, self._of(preset, ""))

    def _standing(self, preset: str) -> Outgoing:
        folder = self._place(preset)
        try:
            files = sorted(one for one in folder.iterdir() if one.is_file() and not one.name.startswith("."))
        except OSError:
            return Outgoing(preset, None)
        film = next((one for one in files if one.stem == Source(self._task.path).id and one.suffix in _FILMS), None)
        current = film is not None and up_to_date(self._session.settings, self._of(preset, ""))[0] is not None
        return Outgoing(preset, film, tuple(files), current)

    def _make(self, cancellation: Cancellation) -> None:
        """Make what is left of the order; raises Cancelled when something newer is wanted first."""
        while self._left:
            task = self._left[0]
            try:
                film = self._film(task, cancellation)
            except Cancelled:
                if self._stopped.is_set():
                    self._hear(FilmStands(None))
                    return
                raise
            except UserError as error:
                self._left = []
                self._hear(FilmStands(None, str(error)))
                return
            self._left = self._left[1:]
            self._hear(FilmStands(film))

    def _film(self, task: Task, cancellation: Cancellation) -> Path:
        stands, _ = up_to_date(self._session.settings, task)
        if stands is not None:
            return place_of(self._session.settings, task) / stands.film
        name = task.preset.name

        def heard(event: Event) -> None:
            match event:
                case StageBegun(stage, _):
                    self._hear(FilmUnderWay(name, stage, 0.0, None))
                case Advanced(stage, done, total, left) if total:
                    self._hear(FilmUnderWay(name, stage, done / total, left))

        return self._session.moment(task, hear=heard, cancellation=cancellation).film().film


_PUBLISHED = frozenset({"web", "vertical", "square"})
"""Deliveries that have the folders of what is published; any other one stands beside them, in none of their places."""
_FILMS = frozenset({".mp4", ".mov", ".mxf", ".webm"})
