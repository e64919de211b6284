"""Measure a finished film: what it says of itself, its picture, its sound, and what lies beside it."""

from collections.abc import Callable
from pathlib import Path

import av

from pipeline.adapters.inspecting.beside import neighbours
from pipeline.adapters.inspecting.container import contained
from pipeline.adapters.inspecting.picture import watched
from pipeline.adapters.inspecting.sound import listened
from pipeline.adapters.inspecting.stems import lines_over_bed
from pipeline.adapters.inspecting.texts import texts_seen
from pipeline.adapters.marking.reading import read_marks
from pipeline.control.measured import ContainerFacts, Measured
from pipeline.errors import UserError
from pipeline.french.system import why
from pipeline.model.found_marks import FoundMarks
from pipeline.model.time import sample_at

_FILMS = frozenset({".mp4", ".m4v", ".mov", ".mxf", ".mkv", ".webm", ".avi", ".mts", ".ts"})
_STILL = ("_pipe", "image2")
"""How the names of formats end that are single pictures, whatever a file is called."""

REFUSED = "refuse"
"""What is added to the name of a film that is kept aside, which a folder is not asked about again."""


def films_in(folder: Path) -> tuple[Path, ...]:
    """Return the films directly in a folder, else those in its own folders, by name; raises OSError.

    One that a control has refused and put aside is left out.
    """
    here = _films(folder)
    return here or tuple(film for below in sorted(folder.iterdir()) if below.is_dir() for film in _films(below))


def _films(folder: Path) -> tuple[Path, ...]:
    return tuple(
        sorted(
            path
            for path in folder.iterdir()
            if path.suffix.casefold() in _FILMS
            and path.is_file()
            and not path.name.startswith(".")
            and not path.stem.endswith(f"-{REFUSED}")
        )
    )


def measured(film: Path, go_on: Callable[[str], None] = lambda _: None) -> tuple[Measured, str]:
    """Measure a film, and return with it the preset that its report names, empty when none does.

    What cannot be opened is measured as such, with the reason. `go_on` is told what comes next, in French.
    """
    reason = _no_film(film)
    if reason:
        return _unusable(film, reason), ""
    try:
        container = contained(film)
    except av.error.FFmpegError as error:
        return _unusable(film, _told(error)), ""
    except OSError as error:
        return _unusable(film, why(error)), ""
    if container.form.endswith(_STILL):
        return _unusable(film, "c'est une image, et non un film"), ""
    if not container.of_kind("video") and not container.of_kind("audio"):
        return _unusable(film, "il n'a ni image ni son"), ""
    around = neighbours(film)
    go_on("image")
    damaged: list[float] = []
    picture = watched(film, lost=damaged).series if container.of_kind("video") else None
    go_on("son")
    heard = listened(film) if container.of_kind("audio") else None
    spans = {
        story.name: (sample_at(story.span.start), sample_at(story.span.end))
        for story in (around.plan.stories if around.plan else ())
    }
    return (
        Measured(
            film=film.name,
            container=container,
            picture=picture if picture is not None and len(picture) else None,
            sound=heard.series if heard is not None and heard.samples else None,
            loudness=heard.loudness(spans) if heard is not None and heard.samples else None,
            beside=around.beside,
            plan=around.plan,
            marks=marks_borne(film),
            promised=around.promised,
            over_bed=lines_over_bed(film, around.plan) if around.plan else None,
            picture_lost=tuple(damaged),
            sound_lost=heard.lost if heard is not None else (),
            texts=texts_seen(film, around.plan, container.picture) if around.plan and container.picture else (),
        ),
        around.preset,
    )


def marks_borne(film: Path, *, manifests: bool = True) -> FoundMarks | None:
    """Return the marks of a film, None when they cannot be read."""
    try:
        return read_marks(film, manifests=manifests)
    except UserError:
        return None


def _no_film(film: Path) -> str:
    """Say why a file cannot even be tried, empty when it can."""
    try:
        if not film.is_file():
            return "ce n'est pas un fichier ordinaire" if film.exists() else "ce fichier n'existe pas"
        return "" if film.stat().st_size else "il est vide"
    except OSError as error:
        return why(error)


def _told(error: av.error.FFmpegError) -> str:
    if isinstance(error, PermissionError):
        return "le lire n'est pas permis"
    return "ce n'est pas un film, ou il lui manque le début ou la fin"


def _unusable(film: Path, reason: str) -> Measured:
    nothing = ContainerFacts(
        form="",
        brand="",
        seconds=0,
        size=0,
        quick_start=False,
        tags={},
        tracks=(),
        chapters=(),
        picture=None,
    )
    return Measured(film=film.name, container=nothing, picture=None, sound=None, loudness=None, unusable=reason)
