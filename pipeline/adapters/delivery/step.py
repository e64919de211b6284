"""A finished film put in its place in one step: all of its files change together, or none does.

What will stand is laid out whole in the work folder, the files that are not ours linked into it (the same files, not
copies of them); then the two folders are exchanged, which is one step of the file system: whatever stops us, at any
moment, one of the two films is there whole. Where folders cannot be exchanged, it is done file by file
(`adapters.delivery.by_file`).
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.delivery.by_file import put_by_file
from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.delivery.inventory import (
    ASIDE,
    Contents,
    Inventory,
    Look,
    Manifest,
    SetAside,
    inventory,
    look_of,
)
from pipeline.adapters.delivery.work import WorkFolder
from pipeline.adapters.uninterrupted import uninterrupted
from pipeline.errors import UserError
from pipeline.french.system import remedy, why


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What a delivery did besides: files of others kept under another name, the other film that was there."""

    kept: tuple[SetAside, ...]
    other: str


def put(
    work: WorkFolder, folder: Path, script: str, known: Callable[[Path], Manifest], done: Callable[[], None], disk: Disk
) -> Aftermath:
    """Put what a work folder holds in its place; `done` is called when it stands.

    `known` says what was delivered there before. Raises UserError when it cannot be put there: nothing has changed
    then.
    """
    stands = False
    try:
        new = tuple(_files(work.tree))
        for path in (*(work.tree / name for name in new), *_folders(work.tree)):
            disk.sync(path)
        contents = Contents()
        inventory(folder, new, script, known(folder), contents)  # reads what takes long, while we may still be stopped
        with uninterrupted(), _alone(work.place.parent):
            found = inventory(folder, new, script, known(folder), contents)
            try:
                looks = _exchanged(work, folder, found, disk)
            except OSError:  # not possible here, or not today: one by one may still do
                put_by_file(work, folder, new, found, disk)
            else:
                with suppress(OSError):
                    disk.sync(folder.parent)
                given_back(work.tree, folder, looks, disk)
            stands = True
    except OSError as error:
        name = f"{error.filename} : " if error.filename else ""
        if work.unfinished:
            raise UserError(
                f"le film n'a pu être ni mis en place dans {folder} ({name}{why(error)}), ni laissé comme avant ; "
                "rendez-le de nouveau dès que ce dossier peut être écrit : tout y sera remis en ordre d'abord"
            ) from error
        raise UserError(
            f"impossible de mettre le film en place dans {folder} ({name}{why(error)}) ; rien n'y a changé. À faire : "
            f"{remedy(error, 'fermez ce qui en tient un fichier ouvert')}, ou choisissez un autre dossier avec --out"
        ) from error
    finally:
        if stands:
            done()
    return Aftermath(tuple(each for each, _ in found.kept.values()), found.other)


def _exchanged(work: WorkFolder, folder: Path, found: Inventory, disk: Disk) -> dict[str, Look]:
    """Lay out the whole folder as it will be, then exchange it with the one that is there.

    Returns what that one held; raises OSError, nothing having changed, when it cannot be done.
    """
    if not folder.exists():
        work.note(folder, disk, mode="echange", arbre=_number(work.tree), vu={})
        disk.appear(work.tree, folder)
        return {}
    if found.busy or os.path.ismount(folder) or _somebody_is_in(folder):
        raise OSError
    looks = dict(found.replaced)
    for name in found.folders:
        disk.make(work.tree / name)
    for name, look in found.others.items():
        disk.link(folder / name, work.tree / name)
        looks[name] = look
    for name, (kept, look) in found.kept.items():
        disk.link(folder / name, work.tree / kept.copy)
        looks[name] = look
    for name in reversed(found.folders):
        disk.dress(work.tree / name, folder / name)
        disk.sync(work.tree / name)
    disk.dress(work.tree, folder)
    os.utime(work.tree)
    disk.sync(work.tree)
    for name in found.replaced:  # what may not be replaced may not be linked either
        disk.make((work.before / name).parent)
        disk.link(folder / name, work.before / name)
    work.note(folder, disk, mode="echange", arbre=_number(work.tree), vu=looks)
    disk.exchange(work.tree, folder)
    return looks


def given_back(tree: Path, folder: Path, looks: dict[str, Look], disk: Disk) -> None:
    """Take apart the folder that was exchanged; what was not there when we looked goes back to the one that stands."""
    for place, below, files in os.walk(tree, topdown=False):
        for path in (Path(place) / name for name in (*files, *below)):
            with suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    disk.remove_folder(path)
                    continue
                name = path.relative_to(tree).as_posix()
                if tuple(looks.get(name, ())) != look_of(path) and not _same(path, folder / name):
                    _brought(path, folder / name, disk)
                else:
                    disk.remove(path)


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(one.lstat(), other.lstat())
    except OSError:
        return False


def _brought(path: Path, home: Path, disk: Disk) -> None:
    """Put somebody's file back; under a name of its own when its name is taken by now."""
    disk.make(home.parent)
    for number in range(1, 1_000):
        place = home if number == 1 else home.with_name(f"{home.stem} ({number}){home.suffix}")
        if not os.path.lexists(place):
            disk.move(path, place)
            return


def _number(folder: Path) -> int:
    """Return what tells a folder from any other of its disk, whatever its name."""
    return folder.stat().st_ino


def _files(tree: Path) -> Iterator[str]:
    for place, _, files in os.walk(tree):
        yield from ((Path(place) / name).relative_to(tree).as_posix() for name in files)


def _folders(tree: Path) -> Iterator[Path]:
    yield from (Path(place) for place, _, _ in os.walk(tree))


def _somebody_is_in(folder: Path) -> bool:
    """Tell whether a process stands in a folder: exchanged and taken apart, it would be gone from under a terminal."""
    if sys.platform != "linux":
        return Path.cwd().is_relative_to(folder)
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if link.readlink().is_relative_to(folder):
                return True
    return False


@contextmanager
def _alone(beside: Path) -> Iterator[None]:
    """Hold off other deliveries: two runs of one film each put a whole one there, one after the other."""
    if sys.platform == "win32":
        from filelock import FileLock  # noqa: PLC0415 - elsewhere a folder itself is locked

        with FileLock(beside / f"{ASIDE}verrou"):
            yield
        return
    import fcntl  # noqa: PLC0415 - absent on Windows

    handle = os.open(beside, os.O_RDONLY)
    try:
        with suppress(OSError):  # a disk without locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
