"""A film put in its place file by file, where folders cannot be exchanged: all of it, or none.

What is to be done is written down first, and on the disk. Every old file has a second name by then; a step that fails
puts all of them back, and a run that finds a delivery stopped half-way brings it to its end before anything else.
"""

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.delivery.inventory import Inventory, plain
from pipeline.adapters.delivery.work import WorkFolder


@dataclass(frozen=True, slots=True)
class Swaps:
    """What changes in a folder, by name: files that come, old ones that go or are replaced, copies that are kept."""

    new: tuple[str, ...]
    old: tuple[str, ...]
    kept: Mapping[str, str]

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Swaps":
        """Read a plan that was written down; raises ValueError when it is none, or leads out of its folder."""
        try:
            found = cls(tuple(told["neufs"]), tuple(told["anciens"]), dict(told["gardes"]))
        except (KeyError, TypeError) as error:
            raise ValueError(str(error)) from error
        names = (*found.new, *found.old, *found.kept, *found.kept.values())
        if not all(isinstance(name, str) and plain(name) for name in names):
            raise ValueError(str(names))
        return found


def put_by_file(work: WorkFolder, folder: Path, new: Collection[str], found: Inventory, disk: Disk) -> None:
    """Put the files `new` of a work folder in place; raises OSError, everything being as it was before."""
    plan = Swaps(
        tuple(new), (*found.replaced, *found.kept), {name: kept.copy for name, (kept, _) in found.kept.items()}
    )
    disk.make(folder)
    work.note(
        folder, disk, mode="fichiers", neufs=sorted(plan.new), anciens=sorted(plan.old), gardes=dict(plan.kept), etape=0
    )
    try:
        _go_forward(work, folder, plan, disk)
    except OSError:
        _go_back(work, folder, plan, disk)
        raise


def go_on(work: WorkFolder, folder: Path, plan: Swaps, disk: Disk) -> None:
    """Bring a delivery that was stopped to its end; when that cannot be, everything is as it was before it."""
    try:
        _go_forward(work, folder, plan, disk)
    except OSError:
        _go_back(work, folder, plan, disk)


def _go_forward(work: WorkFolder, folder: Path, plan: Swaps, disk: Disk) -> None:
    """Do what is left of a plan; may be done again from any point."""
    for name in plan.old:
        arrived = name in plan.new and not os.path.lexists(work.tree / name)
        if not arrived and not os.path.lexists(work.before / name) and os.path.lexists(folder / name):
            _set_aside(folder / name, work.before / name, disk)
    for name, copy in plan.kept.items():
        if not os.path.lexists(folder / copy) and os.path.lexists(work.before / name):
            _doubled(work.before / name, folder / copy, disk)
    for name in plan.new:
        if os.path.lexists(work.tree / name):
            disk.make((folder / name).parent)
            disk.move(work.tree / name, folder / name)
    for name in set(plan.old).difference(plan.new):
        if os.path.lexists(folder / name):
            disk.remove(folder / name)
    _tidied(folder, plan.old, disk)


def _tidied(folder: Path, names: Collection[str], disk: Disk) -> None:
    """Remove the folders that held files and hold nothing any more."""
    for name in sorted({os.path.dirname(name) for name in names} - {""}, reverse=True):  # noqa: PTH120 - names
        with suppress(OSError):
            disk.remove_folder(folder / name)
    with suppress(OSError):
        disk.sync(folder)


def _go_back(work: WorkFolder, folder: Path, plan: Swaps, disk: Disk) -> None:
    """Undo what was done of a plan; as much of it as can be, the rest is for whoever finds the work folder."""
    work.unfinished = False
    for name in plan.new:  # nothing is lost on the way back, either: it can still go forward from anywhere
        if not os.path.lexists(work.tree / name) and os.path.lexists(folder / name):
            _back(work, folder / name, work.tree / name, disk)
    for name in plan.old:
        arrived = name in plan.new and not os.path.lexists(work.tree / name)
        if not arrived and os.path.lexists(work.before / name):
            _back(work, work.before / name, folder / name, disk)
    for copy in plan.kept.values():
        with suppress(OSError):
            disk.remove(folder / copy)
    _tidied(folder, plan.new, disk)


def _back(work: WorkFolder, source: Path, target: Path, disk: Disk) -> None:
    try:
        disk.make(target.parent)
        disk.move(source, target)
    except OSError:
        work.unfinished = True


def _set_aside(path: Path, aside: Path, disk: Disk) -> None:
    """Give an old file a second name; where a file has one name only, it has that one until all is done."""
    disk.make(aside.parent)
    try:
        disk.link(path, aside)
    except OSError:
        disk.move(path, aside)


def _doubled(source: Path, target: Path, disk: Disk) -> None:
    """Give a file a second name; where the disk knows none, a copy of it."""
    try:
        disk.link(source, target)
    except OSError:
        aside = target.with_name(f"{target.name}.tmp")
        disk.copy(source, aside)
        disk.move(aside, target)
