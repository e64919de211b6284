"""One share of a batch out of several, for as many machines: even ones, and the same wherever they are dealt."""

from dataclasses import replace

from pipeline.errors import UserError
from pipeline.model.batch import FilmStory, Shard
from pipeline.model.time import SAMPLE_RATE
from pipeline.plan.estimate import estimate
from pipeline.service.assignments import Assignment
from pipeline.service.batch_films import LineUp
from pipeline.service.newsrooms import Newsrooms
from pipeline.service.preparing import prepare
from pipeline.service.source import Source

_LEAST = 1.0
"""Seconds that a film counts for at least: one that is refused takes a moment, too."""


def share_of(found: LineUp, shard: Shard) -> LineUp:
    """Return one share of the films, weighed by what is said in them and by the size of their picture.

    The lengths are those of the checked rundown, estimated from its words: neither a cache nor how a checkout writes
    its lines has a say in them.
    """
    spoken: dict[tuple[str, str], float] = {}
    films: list[Assignment] = []
    newsrooms = Newsrooms()
    for film in found.films:
        script = (film.task.path.as_posix(), film.row)
        if script not in spoken:
            spoken[script] = _spoken(film, newsrooms)
        pixels = film.task.preset.format.width * film.task.preset.format.height
        films.append(replace(film, weight=spoken[script] * pixels))
    all_of_them: tuple[Assignment | FilmStory, ...] = (*found.refused, *films)
    dealt = shard.of(all_of_them, _name, _weight)
    names = {each.name for each in dealt}
    return replace(
        found,
        films=tuple(film for film in films if film.name in names),
        refused=tuple(film for film in found.refused if film.name in names),
    )


def _name(one: Assignment | FilmStory) -> str:
    return one.name


def _weight(one: Assignment | FilmStory) -> float:
    return one.weight if isinstance(one, Assignment) else _LEAST


def _spoken(film: Assignment, newsrooms: Newsrooms) -> float:
    """Return about how many seconds are said in a script; the least when it is refused, which its render will tell."""
    try:
        prepared = prepare(newsrooms.of(film.settings), film.source or Source(film.task.path), film.task.preset)
    except UserError:
        return _LEAST
    return max(_LEAST, sum(estimate(line).samples for line in prepared.rundown.lines) / SAMPLE_RATE)
