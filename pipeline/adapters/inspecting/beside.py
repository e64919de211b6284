"""What lies beside a film and says something of it: its report, captions, chapters, and whether they are its own.

The caption tracks in the film stand with the files beside it.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.adapters.inspecting.captions import LARGEST, SUFFIXES, caption_file, caption_tracks
from pipeline.adapters.inspecting.page import page_of_film
from pipeline.control.measured import Beside, CaptionFile, PromisedMarks
from pipeline.model.film_plan import FilmPlan, film_plan_from
from pipeline.ports import UNREADABLE

REPORT = "report.json"
_QUICK = (".vtt", ".srt")
"""Forms that are read at once; those of the trade say the same, written by the same command a moment ago."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What was found beside a film: what rules ask about, its plan and preset where its report tells them."""

    beside: Beside
    plan: FilmPlan | None
    preset: str
    promised: PromisedMarks | None = None


def neighbours(film: Path) -> Neighbours:
    """Look at what lies beside a film; files of another film, or of nobody, are told as such and otherwise ignored."""
    unreadable: dict[str, str] = {}
    report = _report(film.parent / REPORT, unreadable)
    outputs = report.get("outputs", {}) if report else {}
    own = isinstance(outputs, dict) and film.name in outputs
    plan, preset = None, ""
    altered: list[str] = []
    missing: list[str] = []
    if report and own:
        preset = str(report.get("preset", ""))
        plan = _plan(report, unreadable)
        for name, told in sorted(outputs.items()):
            digest = told.get("sha256") if isinstance(told, dict) else None
            place = film.parent / name
            if not _inside(name) or not isinstance(digest, str):
                continue
            if not place.is_file():
                missing.append(name)
            elif _sha(place) != digest:
                altered.append(name)
    captions = _all_captions(film, _caption_files(film, own=own, outputs=outputs), unreadable)
    return Neighbours(
        Beside(
            reported=own,
            altered=tuple(altered),
            missing=tuple(missing),
            unreadable=unreadable,
            captions=captions,
            chapters=_chapters(film.parent / "chapters.vtt") if own else None,
            page=page_of_film(film.parent) if own else None,
            other="" if own else _film_of(outputs, film.parent),
        ),
        plan,
        preset,
        _promised(report) if own else None,
    )


def _film_of(outputs: object, folder: Path) -> str:
    """Return the film that a report tells of, when it is none that lies beside it."""
    names = sorted(map(str, outputs)) if isinstance(outputs, dict) else []
    films = [name for name in names if name.endswith((".mp4", ".mov", ".mxf"))]
    return "" if any((folder / name).exists() for name in films) else next(iter(films), "")


def newly_laid(film: Path) -> Beside:
    """Return what lies beside a film whose report is still to be written: all of it is its own."""
    unreadable: dict[str, str] = {}
    laid = [path for path in _caption_files(film, own=False, outputs={}) if path.suffix in _QUICK]
    captions = _all_captions(film, laid, unreadable)
    return Beside(
        reported=True,
        unreadable=unreadable,
        captions=captions,
        chapters=_chapters(film.parent / "chapters.vtt"),
        page=page_of_film(film.parent),
    )


def _inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in Path(name).parts


def _report(path: Path, unreadable: dict[str, str]) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("trop gros")
        told = json.loads(path.read_bytes())
        if not isinstance(told, dict):
            raise TypeError("ce n'est pas un rapport")
    except OSError as error:
        unreadable[path.name] = error.strerror or str(error)
        return {}
    except UNREADABLE:
        unreadable[path.name] = "ce n'est pas un rapport de rendu"
        return {}
    return told


def _plan(report: dict[str, Any], unreadable: dict[str, str]) -> FilmPlan | None:
    told = report.get("plan")
    if told is None:
        return None
    try:
        return film_plan_from(told)
    except UNREADABLE:
        unreadable[REPORT] = "le plan du film ne s'y lit pas"
        return None


def _promised(report: dict[str, Any]) -> PromisedMarks | None:
    """Return what a report says of marks; None where it says nothing of them, as before there were any."""
    try:
        told = report["marks"]
        return PromisedMarks(
            without=str(told["without"]),
            voices=bool(told["voices"]),
            signed=told["signature"] is not None,
            labels=tuple((float(label["start"]), float(label["end"])) for label in told["labels"]),
        )
    except UNREADABLE:
        return None


def _caption_files(film: Path, *, own: bool, outputs: dict[str, Any]) -> list[Path]:
    """Return the caption files of a film: those that its report lists, else those that bear its name or stand alone."""
    files = sorted(path for path in film.parent.iterdir() if path.suffix.casefold() in SUFFIXES and path.is_file())
    files = [path for path in files if "chap" not in path.stem.casefold() and "description" not in path.stem.casefold()]
    if own:
        return [path for path in files if path.name in outputs]
    named = [path for path in files if path.stem.split(".")[0] == film.stem]
    others = [path for path in film.parent.iterdir() if path.suffix.casefold() in {".mp4", ".mov", ".mxf"}]
    return named or (files if len(others) == 1 else [])


def _all_captions(film: Path, files: list[Path], unreadable: dict[str, str]) -> tuple[CaptionFile, ...]:
    """Return what files and the tracks of a film say; `unreadable` is told of files that say nothing."""
    read = [caption_file(path) for path in files]
    unreadable |= {file.name: file.problem for file in read if file.problem}
    return (*read, *caption_tracks(film))


def _chapters(path: Path) -> tuple[tuple[int, int, str], ...] | None:
    if not path.is_file():
        return None
    read = caption_file(path)
    return tuple((cue.start_ms, cue.end_ms, " ".join(cue.lines)) for cue in read.cues)


def _sha(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
