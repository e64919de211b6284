"""Which films of a batch are no longer what they were at a revision of git: by what they are made of, not by dates."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.adapters.project import Places
from pipeline.adapters.revisions import as_it_was, checkout_of
from pipeline.errors import UserError
from pipeline.model.keys import key_of
from pipeline.model.media import in_project
from pipeline.plan.timeline import plan_timeline
from pipeline.produce.burned import burned
from pipeline.produce.speaking import rehearse, take_key
from pipeline.service.assignments import Assignment
from pipeline.service.batch_films import LineUp
from pipeline.service.newsroom import Newsroom
from pipeline.service.preparing import prepare
from pipeline.service.source import Source

_WHERE = "mark"
"""The field that says where something was written: lines that moved change no film."""


@dataclass(frozen=True, slots=True)
class SinceThen:
    """The films that changed, and those that are what they were."""

    changed: LineUp
    unchanged: tuple[Assignment, ...]


def changed_since(found: LineUp, revision: str) -> SinceThen:
    """Plan each film as it is and as it was, without speaking, and tell those apart that differ.

    A film that is new, that cannot be planned, or whose media are not in git counts as changed. Raises UserError for a
    revision that git does not know, or a project that is in no checkout.
    """
    changed: list[Assignment] = []
    unchanged: list[Assignment] = []
    with ExitStack() as left:
        trees: dict[Path, Path] = {}
        roots = {root: checkout_of(root) for root in dict.fromkeys(film.settings.root for film in found.films)}
        tops = {film.name: roots[film.settings.root] for film in found.films}
        for top in dict.fromkeys(tops.values()):
            folders = {folder for film in found.films if tops[film.name] == top for folder in _folders(film, top)}
            trees[top] = left.enter_context(as_it_was(top, revision, sorted(folders)))
        for film in found.films:
            top = tops[film.name]
            was = _as_of(film, top, trees[top])
            same = was is not None and (key := film_key(film)) is not None and key == film_key(was)
            (unchanged if same else changed).append(film)
    return SinceThen(replace(found, films=tuple(changed)), tuple(unchanged))


def _folders(film: Assignment, top: Path) -> list[Path]:
    """Return the folders of a checkout that a film is made from: its project's, its script's, the library's."""
    places = film.settings.places
    every = (places.project, places.library, places.beside)
    return [folder for folder in (Path(place).resolve() for place in every if place) if folder.is_relative_to(top)]


def _as_of(film: Assignment, top: Path, tree: Path) -> Assignment | None:
    """Return a film as it was in another tree; None when its script was not there, or is not in the checkout."""
    script = film.task.path.absolute()
    place = script.parent.resolve() / script.name
    if (
        film.source is not None
        or not place.is_relative_to(top)
        or not (then := tree / place.relative_to(top)).is_file()
    ):
        return None

    def moved(name: str) -> str:
        folder = Path(name).resolve()
        return str(tree / folder.relative_to(top)) if name and folder.is_relative_to(top) else name

    here = film.settings.places
    places = Places(moved(here.project), moved(here.library), moved(here.beside))
    settings = replace(film.settings, places=places)
    return replace(film, settings=settings, task=replace(film.task, path=then))


def film_key(film: Assignment) -> str | None:
    """Return a key over all that decides a film, none of its voices spoken; None when it cannot be planned."""
    newsroom, task = Newsroom(film.settings), film.task
    try:
        prepared = prepare(newsroom, film.source or Source(task.path), task.preset, task.version)
        context, lines = prepared.context, prepared.rundown.lines
        performance = newsroom.performance(
            context.script, task.engine, offline=task.offline, draft=task.preset.draft, lines=lines
        )
        recordings = [newsroom.library.asset(in_project(line.recording)) if line.recording else None for line in lines]
        said = [take_key(line, performance, asset) for line, asset in zip(lines, recordings, strict=True)]
        takes = rehearse(lines, performance, newsroom.store, newsroom.library)
        timeline = burned(plan_timeline(context, prepared.rundown, takes).timeline, context)
    except UserError:
        return None
    script, house = (value.model_dump(mode="json", by_alias=True) for value in (context.script, context.house))
    return key_of(timeline, said, _placeless(script), house, task.preset)


def _placeless(value: Any) -> Any:
    """Return plain values without what says where they were written."""
    if isinstance(value, Mapping):
        return {name: _placeless(inner) for name, inner in value.items() if name != _WHERE}
    return [_placeless(inner) for inner in value] if isinstance(value, list) else value
