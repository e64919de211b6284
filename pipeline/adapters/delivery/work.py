"""WorkFolder folders: one a run, beside what it will deliver; what a run that died left is taken up, then swept.

A run holds its folder by a lock, which the system lets go of however the run ends. What the folder is for stands in
`etat.json`: from there a delivery that was stopped half-way is brought to its end, and somebody's files go back.
"""

import errno
import json
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.adapters.delivery.disk import Disk, cleared
from pipeline.adapters.delivery.inventory import ASIDE, REPORT, plain
from pipeline.adapters.uninterrupted import uninterrupted
from pipeline.french.system import unwritable

STATE = "etat.json"
TREE, BEFORE = "film", "ancien"
"""In a work folder: what is to be delivered, and what a delivery file by file has replaced so far."""

_OURS = re.compile(rf"{re.escape(ASIDE)}\d+-[a-z0-9_]{{8}}")
_FIRST = {f"{STATE}.tmp", "verrou"}
_DAY = 86_400.0
_MARK = "travail-"


@dataclass(slots=True)
class WorkFolder:
    """The work folder of a run, and what it is to deliver: a tree as it will stand.

    It is `unfinished` when it holds what another run will need to bring a delivery to its end.
    """

    place: Path
    unfinished: bool = False

    @property
    def tree(self) -> Path:
        """Where the files of the film are written."""
        return self.place / TREE

    @property
    def before(self) -> Path:
        """Where a delivery file by file keeps what it has replaced."""
        return self.place / BEFORE

    def note(self, folder: Path, disk: Disk, **told: Any) -> None:
        """Write down what is being done to a folder, before it is done."""
        where = os.path.relpath(folder, self.place)
        disk.write(self.place / STATE, json.dumps({"jt": 1, "dossier": where, **told}).encode("ascii"))

    def noted(self) -> tuple[Path, dict[str, Any]]:
        """Return the folder that was being changed and what was written down of it; raises ValueError without that.

        Only a folder that contains the work folder, or stands beside it, or in one that does, is ever touched.
        """
        try:
            told = json.loads((self.place / STATE).read_bytes())
            where = str(told["dossier"])
        except (OSError, KeyError, TypeError, RecursionError) as error:
            raise ValueError(str(error)) from error
        inside = where.removeprefix("../").replace(os.sep, "/")
        if where not in {"..", "."} and not (where.startswith("..") and plain(inside)):
            raise ValueError(where)
        return (self.place / where).resolve(), told


@contextmanager
def working(beside: Path, within: Path, disk: Disk) -> Iterator[WorkFolder]:
    """Give a work folder in `beside`, the folder above what will be delivered; it goes away whatever happens.

    It is made inside `within` when nothing can be made beside it, or on another disk. Raises UserError when nothing can
    be written at all.
    """
    work: WorkFolder | None = None
    lock: int | None = None
    made = [folder for folder in (beside, *beside.parents) if not folder.exists()]
    try:
        with uninterrupted():
            try:
                work = WorkFolder(_made(beside, within, disk))
                lock = _locked(work.place)
                disk.write(work.place / STATE, b'{"jt": 1}')
                work.tree.mkdir()
            except OSError as error:
                raise unwritable(within, error, "choisissez un autre dossier avec --out", "d'écrire dans") from error
        yield work
    finally:
        with uninterrupted():
            if lock is not None:
                os.close(lock)
            if work is not None and not work.unfinished:
                discard(work.place, disk)
            for folder in made:
                with suppress(OSError):  # a run that delivered nothing leaves no empty folder
                    folder.rmdir()


def discard(place: Path, disk: Disk) -> None:
    """Remove a work folder, what says that it is one last: a run that dies meanwhile leaves one to sweep."""
    for inside in (TREE, BEFORE):
        cleared(place / inside, disk)
    if not any((place / inside).exists() for inside in (TREE, BEFORE)):
        cleared(place, disk)


def _made(beside: Path, within: Path, disk: Disk) -> Path:
    """Make a work folder beside the other one, or within it; raises OSError, the first that was met."""
    refused: OSError | None = None
    if os.path.lexists(within) and not within.is_dir():  # somebody's file, a device, a link to nothing
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(within))
    elsewhere = within.is_dir() and beside.is_dir() and within.stat().st_dev != beside.stat().st_dev
    for place in (within,) if elsewhere else (beside, within):
        try:
            disk.make(place)
            return Path(tempfile.mkdtemp(prefix=f"{ASIDE}{os.getpid()}-", dir=place))
        except OSError as error:
            refused = refused or error
    raise refused or FileNotFoundError(str(within))


def dead(folder: Path, *, patient: bool = True) -> Iterator[Path]:
    """Yield what dead runs left in a folder; what does not say whose it is must be a day old when we are patient."""
    if not folder.is_dir():
        return
    for path in sorted(folder.glob(f"{ASIDE}*")):
        with suppress(OSError):
            status = path.lstat()
            old = time.time() - _last(path) > _DAY or not patient
            if not stat.S_ISDIR(status.st_mode):
                if stat.S_ISREG(status.st_mode) and (old or path.name == f"{ASIDE}{REPORT}"):
                    yield path
            elif _said_so(path):
                if not _held(path, int(path.name.split("-")[2])):
                    yield path
            elif old:
                yield path


def _said_so(path: Path) -> bool:
    """Tell whether a folder is a work folder of ours; for a moment one holds nothing yet, or what it begins with."""
    inside = {each.name for each in path.iterdir()}
    return _OURS.fullmatch(path.name) is not None and (STATE in inside or inside <= _FIRST)


def _last(path: Path) -> float:
    """Return when something in a folder was last changed."""
    inside = path.rglob("*") if path.is_dir() and not path.is_symlink() else ()
    return max((each.lstat().st_mtime for each in (path, *inside)), default=0.0)


def _locked(folder: Path) -> int | None:
    """Hold a folder as long as the returned handle is open; None when it is held, or cannot be."""
    try:
        if sys.platform == "win32":  # a file that is open there cannot be removed
            (folder / "verrou").unlink(missing_ok=True)
            return os.open(folder / "verrou", os.O_CREAT | os.O_RDWR)
        import fcntl  # noqa: PLC0415 - absent on Windows

        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            return None
    except OSError:
        return None
    return handle


def _held(folder: Path, pid: int) -> bool:
    """Tell whether a run still holds its folder: by its lock; where there are no locks, by its process and its age."""
    handle = _locked(folder)
    if handle is None:
        return _runs(pid) or time.time() - _last(folder) < _DAY
    os.close(handle)
    return not (folder / STATE).exists() and _runs(pid)  # it is just being made


def _runs(pid: int) -> bool:
    """Tell whether a process of this machine runs; only POSIX can be asked safely."""
    if os.name == "posix":
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
    return True


@contextmanager
def registered(work: WorkFolder, registry: Path) -> Iterator[None]:
    """Keep in a registry, while a run lasts, where its work folder is: whoever cleans finds it if the run dies."""
    mark = registry / f"{_MARK}{work.place.name}"
    with suppress(OSError):
        registry.mkdir(parents=True, exist_ok=True)
        mark.write_bytes(os.fsencode(work.place))
    try:
        yield
    finally:
        with suppress(OSError):
            mark.unlink(missing_ok=True)


def left_behind(folders: Iterable[Path], registry: Path) -> dict[Path, int]:
    """Return what dead runs left in folders, and where a registry says so, with the bytes that each takes."""
    said: list[Path] = []
    for mark in sorted(registry.glob(f"{_MARK}*")):
        with suppress(OSError, ValueError):
            place = Path(os.fsdecode(mark.read_bytes()))
            said.append(place.parent)
            if not place.is_dir():
                mark.unlink()
    found: dict[Path, int] = {}
    for folder in dict.fromkeys((*folders, *said)):
        for path in dead(folder, patient=False):
            with suppress(OSError):
                found[path] = weight(path)
    return found


def weight(path: Path) -> int:
    """Return how many bytes a leftover takes."""
    if not path.is_dir():
        return path.lstat().st_size
    return sum(each.lstat().st_size for each in path.rglob("*") if each.is_symlink() or not each.is_dir())
