"""What a batch is asked to make: each film by a name of its own, and in which order they are begun."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.batch import Fate, FilmStory, Shard
from pipeline.model.task import Task
from pipeline.service.budget import Budget
from pipeline.service.settings import Settings

if TYPE_CHECKING:  # what reads scripts takes long to load, and a batch in which nothing changed reads none
    from pipeline.service.source import Source

IN_FLIGHT = 3
"""Films under way at a time: enough that the pool is never without work, few enough to stay small in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One film that is wanted: a script in one delivery, in its project.

    `name` is the folder's, and unique in the batch; `weight` is about what it costs, in any unit. The script is the
    file of the task unless `source` says otherwise, which `row` of a table then filled in.
    """

    name: str
    settings: Settings
    task: Task
    weight: float = 1.0
    source: "Source | None" = None
    row: str = ""

    def story(self, fate: Fate, begun: float, **told: object) -> FilmStory:
        """Return what became of it."""
        return FilmStory(
            script=self.task.path.as_posix(),
            name=self.name,
            preset=self.task.preset.name,
            fate=fate,
            row=self.row,
            begun=begun,
            **told,  # type: ignore[arg-type]  # fields of the story by their names
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOrder:
    """A batch as it is wanted: its films, those that are refused already, how many processes, how much it may take."""

    films: tuple[Assignment, ...]
    jobs: int
    refused: tuple[FilmStory, ...] = ()
    shard: Shard = field(default_factory=Shard)
    budget: Budget = field(default_factory=Budget)
    in_flight: int = IN_FLIGHT


def in_turn(films: Iterable[Assignment]) -> list[Assignment]:
    """Return films in the order in which they are begun: the heaviest first, a draft before the same script's others.

    A draft chooses its voice by what has been said when it begins, and is to choose as it would alone.
    """
    films = list(films)
    heaviest: dict[tuple[Path, str], float] = {}
    for film in films:
        one = (film.task.path, film.row)
        heaviest[one] = max(heaviest.get(one, 0.0), film.weight)
    return sorted(
        films,
        key=lambda film: (
            -heaviest[film.task.path, film.row],
            film.task.path.as_posix(),
            film.row,
            not film.task.preset.draft,
            -film.weight,
            film.name,
        ),
    )
