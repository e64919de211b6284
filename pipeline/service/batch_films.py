"""Which films a batch makes: the scripts in folders, each in every delivery, with a name that no other film has."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.adapters.project import BRAND, script_id
from pipeline.errors import UserError
from pipeline.model.batch import Fate, FilmStory
from pipeline.model.programme import Preset
from pipeline.model.task import Task, folder_name, preset_named
from pipeline.service.assignments import Assignment
from pipeline.service.settings import Settings, settings_at, settings_for
from pipeline.service.several import Commission, each_apart, place_of
from pipeline.service.usual import usual

_SCRIPTS = "scripts"
_ENDINGS = frozenset({".yaml", ".yml"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchWish:
    """What is asked of every film of a batch; without `presets`, each project's own deliveries.

    `out` is the folder above all films, each project's own unless told; `jobs` 0 stands for one process a core.
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

    @property
    def processes(self) -> int:
        """How many processes that is."""
        return self.jobs or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class LineUp:
    """The films of a batch, those that are refused before they are begun, and scripts that were named twice."""

    films: tuple[Assignment, ...]
    refused: tuple[FilmStory, ...]
    repeated: tuple[Path, ...]


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

    A project whose `jt.yaml` cannot be read has its scripts refused; those of others are made.
    """
    asked = tuple(dict.fromkeys(map(preset_named, wish.presets)))
    settings = {script: settings_for(script, wish.cache) for script in scripts}
    several = len({each.root for each in settings.values()}) > 1
    commissions: list[Commission] = []
    refused: list[FilmStory] = []
    for script in scripts:
        own = settings[script]
        try:
            presets = asked or usual(own)
        except UserError as error:
            name = _name(own, script_id(script), several=several)
            refused.append(
                FilmStory(script=script.as_posix(), name=name, preset="", fate=Fate.REFUSED, error=str(error))
            )
        else:
            commissions.append(Commission(own, tuple(_tasks(script, presets, wish, own, several=several))))
    sorted_out = each_apart(commissions)
    films = [_film(commission.settings, task) for commission in sorted_out.wanted for task in commission.tasks]
    return LineUp(tuple(_apart(films, wish, several=several)), tuple(refused), sorted_out.repeated)


def _tasks(
    script: Path, presets: Sequence[Preset], wish: BatchWish, settings: Settings, *, several: bool
) -> Iterator[Task]:
    """Yield a task for each delivery; none of them takes the place of another."""
    shapes: set[str] = set()
    for preset in presets:
        apart = preset.format.shape in shapes
        shapes.add(preset.format.shape)
        name = _name(settings, folder_name(script_id(script), preset, apart=apart), several=several)
        yield Task(
            path=script,
            preset=preset,
            folder=wish.out / name if wish.out else None,
            jobs=wish.processes,
            engine=wish.engine,
            offline=wish.offline,
            use_cache=wish.use_cache,
            pictures=wish.pictures,
            apart=apart,
            fallback=wish.fallback,
        )


def _name(settings: Settings, folder: str, *, several: bool) -> str:
    """Return a film's name in the batch: its folder's, with its project's before it where there are several."""
    return f"{settings.root.name}-{folder}" if several else folder


def _film(settings: Settings, task: Task) -> Assignment:
    return Assignment(name=place_of(settings, task).name, settings=settings, task=task, weight=_weight(task))


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
