"""`jt lot`: many films in one go; words for people on standard error, paths or events for programs on the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.cli.batch_json import BatchJson
from pipeline.cli.batch_lines import BatchLines
from pipeline.cli.interruption import Outcome
from pipeline.cli.reporting import ReportWish, report
from pipeline.cli.telling import EXIT_BUG, EXIT_USER, show_line, tell_findings, tell_line
from pipeline.errors import Level, UserError
from pipeline.french.units import size_from
from pipeline.french.wording import fold
from pipeline.model.batch import BatchStory, Fate, Shard
from pipeline.service.assignments import BatchOrder
from pipeline.service.batch import Floor, batch, local_floor
from pipeline.service.batch_films import BatchWish, LineUp, line_up, scripts_in, with_told
from pipeline.service.budget import Budget
from pipeline.service.cluster import Cluster, ClusterPlace
from pipeline.service.events import BatchEnded, BatchEvent, FilmEnded
from pipeline.service.settings import settings_at

_LEVELS = {"error": Level.ERROR, "erreur": Level.ERROR, "warning": Level.WARNING, "avertissement": Level.WARNING}


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """What the command line asks of a whole batch, as it was typed."""

    part: str = ""
    since: str = ""
    minutes: float = 0.0
    size: str = ""
    fail_on: str = "error"
    as_json: bool = False
    quiet: bool = False
    cluster: str = ""
    reports: ReportWish


def make_batch(places: Sequence[Path], wish: BatchWish, line: BatchLine, outcome: Outcome) -> int:
    """Make every film, print where each is, and return the worst exit code."""
    if not line.cluster:
        return _made(places, wish, line, outcome)
    settings = settings_at(Path.cwd(), wish.cache)
    with Cluster(ClusterPlace.read(line.cluster), tell_line) as cluster:
        wish = replace(wish, jobs=cluster.size(settings))
        return _made(places, wish, line, outcome, lambda _jobs, turns, _tell: cluster.floor(settings, turns))


def _made(
    places: Sequence[Path], wish: BatchWish, line: BatchLine, outcome: Outcome, floor: Floor = local_floor
) -> int:
    shard = Shard.read(line.part) if line.part else Shard()
    budget = Budget(line.minutes, size_from(line.size) if line.size else 0)
    least = level_named(line.fail_on)
    found = _chosen(line_up(scripts_in(places), wish), line, shard)
    order = BatchOrder(films=found.films, refused=found.refused, jobs=wish.processes, shard=shard, budget=budget)
    told, programs = BatchLines(quiet=line.quiet), BatchJson() if line.as_json else None

    def hear(event: BatchEvent) -> None:
        told.hear(event)
        if isinstance(event, BatchEnded):
            report(with_told(event.story, found.told), line.reports)
        match event:
            case _ if programs is not None:
                programs.hear(event)
                if isinstance(event, BatchEnded):
                    programs.end(event.story, exit_code(event.story, least))
            case FilmEnded(story) if story.place:
                show_line(story.place, flush=True)

    story = batch(order, hear, floor=floor)
    if story.films and story.count(Fate.RENDERED, Fate.STANDING) == len(story.films):
        outcome.delivered = story.films[-1].place
    return exit_code(story, least)


def _chosen(found: LineUp, line: BatchLine, shard: Shard) -> LineUp:
    """Return the films that are wanted of those there are, and tell which are left out."""
    for path in found.repeated:
        tell_line(f"{path} est donné deux fois : ce journal est rendu une fois")
    if not line.quiet:
        tell_findings(found.told)
    if line.since:
        from pipeline.service.changed_since import changed_since

        then = changed_since(found, line.since)
        found = then.changed
        if then.unchanged:
            names = ", ".join(film.name for film in then.unchanged)
            tell_line(f"comme à la révision {line.since}, et donc laissés : {names}")
    if shard.count > 1:
        from pipeline.service.shares import share_of

        found = share_of(found, shard)
    return found


def exit_code(story: BatchStory, least: Level) -> int:
    """Return the worst of a batch: 3 for a bug of ours, 1 for a film that is missing, or for a finding of `least`."""
    if story.count(Fate.BROKEN):
        return EXIT_BUG
    if not all(film.fate.stands for film in story.films):
        return EXIT_USER
    told = least is Level.WARNING and any(film.count(Level.WARNING) for film in story.films)
    return EXIT_USER if told else 0


def level_named(name: str) -> Level:
    """Return the level from which a finding fails a batch, in French or English; raises UserError."""
    found = _LEVELS.get(fold(name))
    if found is None:
        raise UserError(f"--echec-sur {name} : choisissez erreur ou avertissement")
    return found
