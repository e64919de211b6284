"""Several films of one command: each has a folder of its own, or none is rendered."""

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.project import Settings, script_id
from pipeline.errors import UserError
from pipeline.model.task import Task, folder_name


@dataclass(frozen=True, slots=True)
class Commission:
    """A script and every film that is to be made of it."""

    settings: Settings
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Commissions:
    """What is to be rendered, each film once, and the scripts that were named more often than that."""

    wanted: tuple[Commission, ...]
    repeated: tuple[Path, ...]


def each_apart(commissions: Iterable[Commission]) -> Commissions:
    """Leave out what would be made twice; raises UserError when two scripts would go to one folder.

    Names that differ in case, or in how an accent is spelled, are one folder on macOS and on Windows: they are one
    everywhere, so that a command does the same on every machine.
    """
    taken: dict[str, Task] = {}
    wanted: list[Commission] = []
    repeated: dict[Path, None] = {}
    for commission in commissions:
        kept: list[Task] = []
        for task in commission.tasks:
            place = place_of(commission.settings, task)
            other = taken.get(_one_name(place))
            if other is None:
                taken[_one_name(place)] = task
                kept.append(task)
            elif other.values == task.values and _same_file(other.path, task.path):
                repeated[task.path] = None
            else:
                raise UserError(
                    f"{other.path} et {task.path} iraient dans le même dossier, {place} ; renommez l'un des deux "
                    "scripts, ou rendez-les par deux commandes, chacune avec son --out"
                )
        wanted.append(Commission(commission.settings, tuple(kept)))
    return Commissions(tuple(wanted), tuple(repeated))


def place_of(settings: Settings, task: Task) -> Path:
    """Return the folder that a film goes to."""
    name = task.name or script_id(task.path)
    return task.folder or settings.output / folder_name(name, task.preset, apart=task.apart, version=task.version)


def _one_name(place: Path) -> str:
    """Return the same text for all that some file system takes for one place, links followed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", os.path.realpath(place)).casefold())


def _same_file(one: Path, two: Path) -> bool:
    try:
        return one.samefile(two)
    except OSError:  # the render of each says what is wrong with it
        return one == two
