"""What dead runs left: their delivery, if it was under way, is brought to its end; then their folders go."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.adapters.delivery.by_file import Swaps, go_on
from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.delivery.step import given_back
from pipeline.adapters.delivery.work import WorkFolder, dead, discard
from pipeline.adapters.uninterrupted import uninterrupted


def sweep(folders: Iterable[Path], disk: Disk, *, patient: bool = True) -> None:
    """Take up, then remove, what dead runs left in folders; what cannot be removed is left for the next time."""
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            for left in dead(folder, patient=patient):
                with uninterrupted(), suppress(OSError):
                    if left.is_dir():
                        work = WorkFolder(left)
                        _taken_up(work, disk)
                        if not work.unfinished:
                            discard(left, disk)
                    else:
                        disk.remove(left)


def _taken_up(work: WorkFolder, disk: Disk) -> None:
    """Bring to its end the delivery that was under way, when there was one."""
    try:
        folder, told = work.noted()
        if told.get("mode") == "fichiers":
            go_on(work, folder, Swaps.of(told), disk)
        elif told.get("mode") == "echange" and work.tree.is_dir() and work.tree.stat().st_ino != told["arbre"]:
            given_back(work.tree, folder, {name: tuple(look) for name, look in told["vu"].items()}, disk)
    except (ValueError, KeyError, TypeError, AttributeError):
        return  # nothing was under way, or nothing that can be read
