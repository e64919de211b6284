"""What a batch tells, for programs: one JSON object a line on standard output."""

import json
import re
import time
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from pipeline import __version__
from pipeline.cli.telling import show_line
from pipeline.errors import Finding
from pipeline.model.batch import BatchStory
from pipeline.service.events import (
    BatchBegun,
    BatchEnded,
    BatchEvent,
    Delivered,
    FilmBegun,
    FilmBroke,
    FilmEnded,
    OfFilm,
)

FORM = 1
"""Raised when a field changes its meaning or goes; new ones may come at any time."""


class BatchJson:
    """Writes a line for each event: its `kind`, the `seconds` since the beginning, its `film`, its own fields."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    def hear(self, event: BatchEvent) -> None:
        """Write the line of an event; the last one sums up, and is written by `end`."""
        match event:
            case BatchBegun():
                self._write("batch_begun", version=FORM, jt=__version__, **_told(event))
            case OfFilm(name, inner):
                self._write(_kind(inner), film=name, **_told(inner))
            case FilmBegun(name):
                self._write("film_begun", film=name)
            case FilmBroke(name, error):
                self._write("film_broke", film=name, error=f"{type(error).__name__}: {error}")
            case FilmEnded(story):
                self._write("film_ended", film=story.name, **_told(story))
            case BatchEnded():
                return
            case _:
                self._write(_kind(event), **_told(event))

    def end(self, story: BatchStory, exit_code: int) -> None:
        """Write the last line: how many films came to what, and the exit code."""
        fates = {fate.name.lower(): story.count(fate) for fate in {film.fate for film in story.films}}
        own = {
            "jobs": story.jobs,
            "shard": str(story.shard),
            "stopped": story.stopped,
            "created_with": story.created_with,
        }
        self._write("batch_ended", films=len(story.films), fates=fates, exit_code=exit_code, **own)

    def _write(self, kind: str, **told: Any) -> None:
        line = {"kind": kind, "at": round(time.monotonic() - self._begun, 3), **told}
        show_line(json.dumps(line), flush=True)


def _kind(event: object) -> str:
    """Return the name of an event as programs read it.

    >>> _kind(BatchBegun((), 1))
    'batch_begun'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()


def _told(value: Any) -> dict[str, Any]:
    """Return the fields of a value; where a film is goes by `place`, as `film` is always its name."""
    named = "place" if isinstance(value, Delivered) else "film"
    return {
        named if field.name == "film" else field.name: _plain(getattr(value, field.name)) for field in fields(value)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Finding):
        mark = value.mark
        place = {"file": mark.file, "line": mark.line, "column": mark.column}
        return {
            **place,
            "level": value.level.name.lower(),
            "code": value.code,
            "message": value.message,
            "advice": value.advice,
        }
    if isinstance(value, Enum):
        return value.name.lower()
    if is_dataclass(value):
        return _told(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return round(value, 3) if isinstance(value, float) else value
