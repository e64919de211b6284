"""`jt render`: many scripts, one after the other; one that fails does not stop the rest.

A film that stands as this render would make it is left as it is (see `service.standing`). Whatever draws, speaks and
encodes is loaded only when something has to be rendered.
"""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.exporting import LAYERS, ExportWish, export_layers
from pipeline.cli.interruption import Outcome
from pipeline.cli.telling import show_line, tell_line
from pipeline.cli.times import frame_from
from pipeline.errors import Finding, JTError, Level, UserError
from pipeline.french.system import in_words
from pipeline.french.units import count_said, size_said
from pipeline.model.departures import AS_SAID, Departures
from pipeline.model.programme import Preset
from pipeline.model.task import Task, preset_named
from pipeline.model.time import clock
from pipeline.model.traffic import Traffic
from pipeline.model.version import versions_named
from pipeline.service.cluster import Cluster, ClusterPlace
from pipeline.service.events import Delivered, Event
from pipeline.service.settings import Settings, settings_for
from pipeline.service.several import Commission, each_apart
from pipeline.service.standing import DeliveredFilm, get_workers_ready, up_to_date
from pipeline.service.usual import usual
from pipeline.service.versions import each_version

if TYPE_CHECKING:
    from pipeline.service.newsroom import Newsroom
    from pipeline.service.newsrooms import Newsrooms
    from pipeline.service.render import Rendered

_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderWish:
    """What the command line asks of every script."""

    preset: str
    only: tuple[str, ...]
    start: str
    end: str
    out: Path | None
    jobs: int
    engine: str
    offline: bool
    use_cache: bool
    pictures: str
    explain: bool = False
    stems: bool = False
    fallback: str = ""
    cache: Path | None = None
    cluster: str = ""
    versions: str = ""
    departures: Departures = AS_SAID


def _of_films_alone(wish: RenderWish) -> Iterator[tuple[str, bool]]:
    """Yield what a film can be asked for and its graphics cannot, as it is typed, and whether it is."""
    yield from (("--from", bool(wish.start)), ("--to", bool(wish.end)), ("--stems", wish.stems))
    yield from (("--explain", wish.explain), ("--versions", bool(wish.versions)))
    yield from ((option, True) for option in wish.departures.typed() if option.startswith("--"))


def layers_of_all(scripts: list[Path], wish: RenderWish) -> int:
    """Write the lower-thirds and titles of each script alone; raises UserError for what is asked of films alone."""
    unfit = [option for option, asked in _of_films_alone(wish) if asked]
    if unfit:
        raise UserError(f"{', '.join(unfit)} : cela vaut pour un film, et --preset {LAYERS} n'en fait pas ; à retirer")
    for path in scripts:
        export_layers(
            ExportWish(
                script=path,
                to=(LAYERS,),
                preset="web",
                only=wish.only,
                out=_folder(wish.out, path, many=len(scripts) > 1),
                jobs=wish.jobs,
                engine=wish.engine,
                offline=wish.offline,
                use_cache=wish.use_cache,
                cache=wish.cache,
            )
        )
    return 0


def render_all(scripts: list[Path], wish: RenderWish, outcome: Outcome) -> int:
    """Render each script and print where its film is; return the worst exit code.

    `outcome` is told of each film as soon as it stands.
    """
    from pipeline.cli.telling import EXIT_USER, tell_error

    if wish.preset == LAYERS:
        return layers_of_all(scripts, wish)
    asked = (preset_named(wish.preset),) if wish.preset else ()
    worst = 0
    commissions: list[Commission] = []
    for path in scripts:
        settings = settings_for(path, wish.cache)
        try:
            tasks = tuple(_tasks(path, asked or usual(settings), wish, many=len(scripts) > 1))
        except UserError as error:
            tell_error(error)
            worst = EXIT_USER
        else:
            commissions.append(Commission(settings, tasks))
    sorted_out = each_apart(commissions)
    for path in sorted_out.repeated:
        tell_line(f"{path} est donné deux fois : ce journal est rendu une fois")
    with ExitStack() as left:
        cluster = left.enter_context(Cluster(ClusterPlace.read(wish.cluster), tell_line)) if wish.cluster else None
        return max(worst, _each(sorted_out.wanted, wish, outcome, cluster))


def _each(wanted: Sequence[Commission], wish: RenderWish, outcome: Outcome, cluster: Cluster | None) -> int:
    """Render each film and return the worst exit code."""
    from pipeline.cli.telling import EXIT_BUG, EXIT_USER, tell_bug, tell_error

    worst = 0
    staff = _Staff(cluster)
    for commission in wanted:
        try:
            for task in commission.tasks:
                with in_words():
                    _one(commission.settings, task, outcome, explain=wish.explain, staff=staff)
        except JTError as error:
            if outcome.heard:  # what stops us may stop what works for us first, whose end is no news then
                raise KeyboardInterrupt from error
            if isinstance(error, UserError):
                tell_error(error)
                worst = max(worst, EXIT_USER)
            else:
                tell_bug(error)
                worst = max(worst, EXIT_BUG)
    return worst


class _Staff:
    """Who renders the films of a command: what those of one project have in common is worked out once."""

    def __init__(self, cluster: Cluster | None) -> None:
        """Load nothing yet: a film that stands is rendered by nobody."""
        self.cluster = cluster
        self._newsrooms: Newsrooms | None = None

    def newsroom(self, settings: Settings) -> "Newsroom":
        """Return what one film is made in."""
        from pipeline.service.newsrooms import Newsrooms

        if self.cluster is not None:
            return Newsrooms(self.cluster.executors(settings)).of(settings)
        self._newsrooms = self._newsrooms or Newsrooms()
        return self._newsrooms.of(settings)


def _one(settings: Settings, task: Task, outcome: Outcome, *, explain: bool, staff: _Staff) -> None:
    outcome.delivered = ""
    begun = time.monotonic()
    found, damaged = (None, ()) if explain else up_to_date(settings, task, tell_line)
    for entry in damaged:
        tell_line(f"avertissement : une entrée du cache était abîmée, elle sera refaite ({entry})")
    if found is not None:
        _tell_standing(found, time.monotonic() - begun)
        outcome.delivered = str((task.folder or settings.output / found.id) / found.film)
        show_line(outcome.delivered)
        return
    cluster = staff.cluster
    if cluster is None and task.jobs > 1:
        get_workers_ready()
    from pipeline.cli.progress import progress
    from pipeline.service import render as service

    executors = cluster.executors(settings) if cluster else None
    if executors is not None:
        task = replace(task, jobs=executors.size)
    with progress() as shown:

        def hear(event: Event) -> None:
            if isinstance(event, Delivered):
                outcome.delivered = event.film
            shown.hear(event)

        done = service.render(staff.newsroom(settings), task, hear)
    if explain:
        from pipeline.cli.explaining import explained, sound_explained

        for line in explained(done.chunks):
            tell_line(line)
        tell_line(sound_explained(*done.segments))
    _tell(done, time.monotonic() - begun)
    show_line(done.film)


def _tasks(path: Path, presets: Sequence[Preset], wish: RenderWish, *, many: bool) -> Iterator[Task]:
    """Yield a task for each delivery in each version; none of them takes the place of another."""
    versions = versions_named(wish.versions)
    folder = _folder(wish.out, path, many=many)
    shapes: set[str] = set()
    for preset in map(wish.departures.applied, presets):
        place = folder / preset.name if folder and len(presets) > 1 else folder
        task = replace(_task(path, preset, wish), folder=place, apart=preset.format.shape in shapes)
        yield from each_version(task, versions)
        shapes.add(preset.format.shape)


def _task(path: Path, preset: Preset, wish: RenderWish) -> Task:
    return Task(
        path=path,
        preset=preset,
        items=frozenset(wish.only),
        start=frame_from(wish.start) if wish.start else None,
        end=frame_from(wish.end) if wish.end else None,
        jobs=wish.jobs or os.cpu_count() or 1,
        engine=wish.engine,
        offline=wish.offline,
        use_cache=wish.use_cache,
        pictures=wish.pictures,
        stems=wish.stems,
        fallback=wish.fallback,
        without_marks=wish.departures.reason(preset),
    )


def _folder(out: Path | None, path: Path, *, many: bool) -> Path | None:
    """Return the output folder asked for; several scripts get one folder each inside it."""
    if out is None:
        return None
    return out / path.stem if many else out


def _tell(done: "Rendered", spent: float) -> None:
    rendered = sum(chunk.frames for chunk in done.chunks if not chunk.reused)
    reused = sum(chunk.reused for chunk in done.chunks)
    head = f"{clock(done.frames)} de film en {spent:.0f} s"
    for finding in done.replaced:
        tell_line(finding)
    _tell_findings(done.findings)
    _tell_traffic(done.traffic)
    _tell_figures(head, (len(done.chunks) - reused, rendered, reused), done.loudness, done.findings)


def _tell_traffic(traffic: Traffic) -> None:
    """Say what went to and fro between this machine and the others, when anything did."""
    told = [
        f"{count_said(haul.entries, 'entrée')} {said}{'s' if haul.entries > 1 else ''} ({size_said(haul.size)})"
        for haul, said in ((traffic.shared, "reçue"), (traffic.sent, "envoyée"))
        if haul.entries
    ]
    if told:
        tell_line(f"magasin partagé : {', '.join(told)}")


def _tell_standing(found: DeliveredFilm, spent: float) -> None:
    """Say what a render that reuses everything says, and that it did not even have to look at the pictures."""
    seconds = f"{spent:.1f}".replace(".", ",")
    head = f"film à jour, rien n'a changé depuis son rendu : {clock(found.frames)} de film, vérifié en {seconds} s"
    if found.brought.entries:
        size = size_said(found.brought.size)
        head = (
            f"film repris du magasin partagé : {clock(found.frames)} de film, {size} reçus et vérifiés en {seconds} s"
        )
    _tell_findings(found.findings)
    _tell_figures(head, (0, 0, found.chunks), found.loudness, found.findings)


def _tell_findings(findings: tuple[Finding, ...]) -> None:
    for finding in findings[:_SHOWN]:
        tell_line(finding)
    if len(findings) > _SHOWN:
        tell_line(f"… et {len(findings) - _SHOWN} autres remarques, dans report.json")


def _tell_figures(head: str, chunks: tuple[int, int, int], loudness: float, findings: tuple[Finding, ...]) -> None:
    """Print the last line; `chunks` are how many were rendered, the pictures in them, how many were reused."""
    made, pictures, reused = chunks
    parts = [
        head,
        f"{made} morceaux rendus ({pictures} images), {reused} repris du cache",
        f"{loudness:.1f} LUFS".replace(".", ","),
    ]
    warnings = sum(finding.level is Level.WARNING for finding in findings)
    if warnings:
        parts.append(f"{warnings} avertissement{'s' if warnings > 1 else ''} (voir report.json)")
    tell_line(" ; ".join(parts))
