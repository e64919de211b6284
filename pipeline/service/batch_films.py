"""Which films a batch makes: the scripts in folders, each in every delivery, with a name that no other film has."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.adapters.project import BRAND, script_id
from pipeline.errors import Finding, Level, ScriptError, UserError
from pipeline.french.wording import counted
from pipeline.model.batch import BatchStory, Fate, FilmStory
from pipeline.model.departures import AS_SAID, Departures
from pipeline.model.programme import Preset
from pipeline.model.task import Task, folder_name, preset_named
from pipeline.model.version import Version
from pipeline.service.assignments import Assignment
from pipeline.service.settings import Settings, settings_at, settings_for
from pipeline.service.several import Commission, each_apart, place_of
from pipeline.service.versions import each_version

if TYPE_CHECKING:
    from pipeline.service.table import FilledScript

_SCRIPTS = "scripts"
_ENDINGS = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchWish:
    """What is asked of every film of a batch; without `presets`, each project's own deliveries.

    Without `versions`, those that each script has what is needed for. `out` is the folder above all films, each
    project's own unless told; `jobs` 0 stands for one process a core; with a `table` each of its rows fills the
    scripts, and makes films of its own.
    """

    presets: tuple[str, ...] = ()
    out: Path | None = None
    jobs: int = 0
    engine: str = ""
    offline: bool = False
    use_cache: bool = True
    pictures: str = "rapide"
    fallback: str = ""
    cache: Path | None = None
    table: Path | None = None
    versions: tuple[Version, ...] = ()
    departures: Departures = AS_SAID

    @property
    def processes(self) -> int:
        """How many processes that is."""
        return self.jobs or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class LineUp:
    """The films of a batch, those that are refused before they are begun, and scripts that were named twice.

    `told` is what was found in the table that they are filled from, and stops none of them.
    """

    films: tuple[Assignment, ...]
    refused: tuple[FilmStory, ...]
    repeated: tuple[Path, ...]
    told: tuple[Finding, ...] = ()


def scripts_in(places: Sequence[Path]) -> tuple[Path, ...]:
    """Return the scripts that are meant by files and folders, those of the project we stand in when none is named.

    A folder stands for the scripts in its `scripts/`, or else directly in it, in the order of the alphabet. Raises
    UserError for a folder that has none.
    """
    if not places:
        root = settings_at(Path.cwd()).root
        return tuple(_in_folder(root.relative_to(Path.cwd()) if root == Path.cwd() else root))
    return tuple(script for place in places for script in (_in_folder(place) if place.is_dir() else (place,)))


def _in_folder(folder: Path) -> list[Path]:
    found = _scripts(folder / _SCRIPTS) or _scripts(folder)
    if not found:
        raise UserError(
            f"aucun script dans {folder.absolute()} : il en faut un, en .yaml, dans ce dossier ou dans son dossier "
            f"{_SCRIPTS}/ ; « jt nouveau DOSSIER » en crée un"
        )
    return found


def _scripts(folder: Path) -> list[Path]:
    """Return the scripts directly in a folder; a house style or a list of voices is none, wherever it stands."""
    if not folder.is_dir():
        return []
    return sorted(
        file
        for file in folder.iterdir()
        if file.suffix.casefold() in _ENDINGS
        and file.name.casefold() != BRAND
        and not file.name.startswith(".")
        and file.is_file()
    )


def line_up(scripts: Iterable[Path], wish: BatchWish) -> LineUp:
    """Return a film for each script in each delivery; raises UserError when two would go to one folder.

    A project whose `jt.yaml` cannot be read has its scripts refused; those of others are made. A table that cannot be
    used, or does not go with one of the scripts, has all of them refused.
    """
    scripts = tuple(scripts)
    if wish.table is None:
        return _line_up([_Piece(script) for script in scripts], wish)
    try:
        from pipeline.service.table import fill_scripts  # noqa: PLC0415 - what reads scripts takes long to load

        done = fill_scripts(tuple(dict.fromkeys(scripts)), wish.table)
    except ScriptError as error:
        return LineUp((), tuple(_with_its_table(scripts, wish.table, error)), ())
    return replace(_line_up([_Piece(film.script, film) for film in done.films], wish), told=done.findings)


def _usual(settings: Settings) -> tuple[Preset, ...]:
    """Return what a project delivers when nobody says what."""
    from pipeline.service.usual import usual  # noqa: PLC0415 - what reads jt.yaml takes long to load

    return usual(settings)


def with_told(story: BatchStory, told: tuple[Finding, ...]) -> BatchStory:
    """Return a story that tells what was found before its first film, with that film."""
    if not told or not story.films:
        return story
    first, *rest = story.films
    return replace(story, films=(replace(first, findings=(*told, *first.findings)), *rest))


def _with_its_table(scripts: Iterable[Path], table: Path, error: ScriptError) -> Iterator[FilmStory]:
    """Yield the story of each script that a table goes wrong with, everything told with the first."""
    wrong = counted(sum(finding.level is Level.ERROR for finding in error.findings), "erreur")
    for rank, script in enumerate(dict.fromkeys(scripts)):
        yield FilmStory(
            script=script.as_posix(),
            name=script.as_posix(),
            preset="",
            fate=Fate.REFUSED,
            findings=() if rank else error.findings,
            error=f"rien n'est rendu tant que {table} et les scripts ne vont pas ensemble"
            if rank
            else f"{wrong} dans {table} ou dans un script",
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A script, filled from a row or as it is."""

    script: Path
    filled: "FilledScript | None" = None

    @property
    def id(self) -> str:
        return self.filled.name if self.filled else script_id(self.script)


def _line_up(pieces: Sequence[_Piece], wish: BatchWish) -> LineUp:
    asked = tuple(dict.fromkeys(map(preset_named, wish.presets)))
    settings = {script: settings_for(script, wish.cache) for script in dict.fromkeys(piece.script for piece in pieces)}
    several = len({each.root for each in settings.values()}) > 1
    commissions: list[Commission] = []
    refused: list[FilmStory] = []
    for piece in pieces:
        script, own = piece.script, settings[piece.script]
        try:
            presets = asked or _usual(own)
        except UserError as error:
            refused.append(
                FilmStory(
                    script=script.as_posix(),
                    name=_name(own, piece.id, several=several),
                    preset="",
                    fate=Fate.REFUSED,
                    row=piece.filled.row if piece.filled else "",
                    error=str(error),
                )
            )
        else:
            commissions.append(Commission(own, tuple(_tasks(piece, presets, wish, own, several=several))))
    sorted_out = each_apart(commissions)
    rows = {(piece.script, piece.filled.name): piece.filled for piece in pieces if piece.filled}
    films = [
        _film(commission.settings, task, rows.get((task.path, task.name)))
        for commission in sorted_out.wanted
        for task in commission.tasks
    ]
    return LineUp(tuple(_apart(films, wish, several=several)), tuple(refused), sorted_out.repeated)


def _tasks(
    piece: _Piece, presets: Sequence[Preset], wish: BatchWish, settings: Settings, *, several: bool
) -> Iterator[Task]:
    """Yield a task for each delivery in each version; none of them takes the place of another."""
    shapes: set[str] = set()
    for preset in map(wish.departures.applied, presets):
        apart = preset.format.shape in shapes
        shapes.add(preset.format.shape)
        name = _name(settings, folder_name(piece.id, preset, apart=apart), several=several)
        task = Task(
            path=piece.script,
            preset=preset,
            folder=wish.out / name if wish.out else None,
            jobs=wish.processes,
            engine=wish.engine,
            offline=wish.offline,
            use_cache=wish.use_cache,
            pictures=wish.pictures,
            apart=apart,
            fallback=wish.fallback,
            name=piece.filled.name if piece.filled else "",
            values=piece.filled.values if piece.filled else (),
            without_marks=wish.departures.reason(preset),
        )
        yield from each_version(task, wish.versions)


def _name(settings: Settings, folder: str, *, several: bool) -> str:
    """Return a film's name in the batch: its folder's, with its project's before it where there are several."""
    return f"{settings.root.name}-{folder}" if several else folder


def _film(settings: Settings, task: Task, filled: "FilledScript | None") -> Assignment:
    return Assignment(
        name=place_of(settings, task).name,
        settings=settings,
        task=task,
        weight=_weight(task),
        source=filled.source if filled else None,
        row=filled.row if filled else "",
    )


def _apart(films: Iterable[Assignment], wish: BatchWish, *, several: bool) -> Iterator[Assignment]:
    """Yield films, no two of one name: projects in folders of one name have their films numbered."""
    met: dict[str, int] = {}
    for film in films:
        name = film.name if wish.out else _name(film.settings, film.name, several=several)
        met[name] = met.get(name, 0) + 1
        yield replace(film, name=name if met[name] == 1 else f"{name}-{met[name]}")


def _weight(task: Task) -> float:
    """Return about what a film costs: how much is said in it, times the pixels that show it."""
    try:
        said = task.path.stat().st_size
    except OSError:  # whoever reads it says so
        return 0.0
    return float(said * task.preset.format.width * task.preset.format.height)
