"""What stands in a film's folder, and whose it is: known by what was delivered, never by a name alone.

`report.json` names every file that was delivered with its SHA-256. A file of that name and that content is ours, and is
made again or goes; whatever else is there is somebody's, and stays. Somebody's file where one of ours goes keeps all
its bytes, under another name beside it.
"""

import hashlib
import json
import os
import stat
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath

from pipeline.errors import UserError
from pipeline.report.seal import broken

REPORT = "report.json"
ASIDE = ".en-cours-"
"""How the names begin of what is being written, or was when its run died."""

_MANY = 1_000
"""Things in a folder above which it is somebody's, not a film's: only the names that matter are looked at."""

Look = tuple[int, int, int]
"""What a file looks like: its inode, its size, its last change in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was delivered: which film's it was, the SHA-256 that each file may have by its name."""

    script: str = ""
    files: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetAside:
    """Somebody's file in the place of one of ours, and the name it is kept under; `ours` when we had delivered it."""

    name: str
    copy: str
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What a delivery finds in its folder, by name: what it replaces or takes away, what stays, what is kept aside.

    `folders` are those of somebody; `busy` says that another run works in here, or that there is much more than a film;
    `other` names the film that was delivered here when it is another one.
    """

    replaced: Mapping[str, Look] = field(default_factory=dict)
    others: Mapping[str, Look] = field(default_factory=dict)
    kept: Mapping[str, tuple[SetAside, Look]] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    busy: bool = False
    other: str = ""


def manifest_of(folder: Path, remembered: Mapping[str, frozenset[str]] | None = None) -> Manifest:
    """Read what was delivered into a folder: as the report there says, and as it is `remembered` elsewhere.

    A report whose seal is broken was changed since, and so was one that cannot be read and is remembered.
    """
    known = {name: digests for name, digests in (remembered or {}).items() if name != REPORT}
    nobodys: Mapping[str, frozenset[str]] = {REPORT: frozenset()} if remembered else {}
    try:
        report = (folder / REPORT).read_bytes()
        told = json.loads(report)
        files = {
            str(name): frozenset({str(output["sha256"])})
            for name, output in told["outputs"].items()
            if plain(str(name)) and name != REPORT
        }
        script, changed = str(told["script"]), broken(told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest("", {**known, **nobodys})
    merged = {name: files.get(name, frozenset()) | known.get(name, frozenset()) for name in {*files, *known}}
    itself: frozenset[str] = frozenset() if changed else frozenset({hashlib.sha256(report).hexdigest()})
    return Manifest(script, merged | {REPORT: itself})


def plain(name: str) -> bool:
    """Tell whether a name leads to a place inside the folder that it is said of."""
    path = Path(name)
    return bool(path.parts) and not path.anchor and ".." not in path.parts and "\0" not in name


class Contents:
    """The SHA-256 of files, read once while they look the same."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Look, str]] = {}

    def are(self, path: Path, digests: Collection[str]) -> bool:
        """Tell whether a file has one of these contents; what is no file, or cannot be read, has not."""
        if not _is_file(path):
            return False
        try:
            look = look_of(path)
            if self._known.get(path, (None,))[0] != look:
                with path.open("rb") as stream:
                    self._known[path] = look, hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return False
        return self._known[path][1] in digests


def altered(folder: Path, known: Manifest) -> tuple[str, ...]:
    """Return the delivered files of a folder that are no longer as they were delivered, but for those that are gone."""
    contents = Contents()
    return tuple(
        name
        for name, digests in sorted(known.files.items())
        if _is_file(folder / name) and not contents.are(folder / name, digests)
    )


def inventory(folder: Path, new: Collection[str], script: str, known: Manifest, contents: Contents) -> Inventory:
    """Look at a folder in which the files `new` of a script's film are to stand.

    Raises UserError when one of them cannot: a folder has its name, or a file the name of its folder.
    """
    above = {str(up) for name in new for up in PurePosixPath(name).parents} - {"."}
    same = known.script in {script, ""}
    replaced: dict[str, Look] = {}
    others: dict[str, Look] = {}
    kept: dict[str, tuple[SetAside, Look]] = {}
    folders: list[str] = []
    seen = list(islice(_walked(folder), _MANY + 1))
    busy = len(seen) > _MANY
    for name, path, is_folder in _named(folder, {*new, *known.files, *above}) if busy else seen:
        if name.startswith(ASIDE):
            busy = busy or is_folder
            continue
        if is_folder:
            _refuse(name in new, path, "un dossier porte déjà ce nom")
            folders.append(name)
            continue
        _refuse(name in above, path, "un fichier porte le nom d'un de ses dossiers")
        look, digests = look_of(path), known.files.get(name)
        delivered = digests is not None and contents.are(path, digests)
        if delivered and (name in new or same):
            replaced[name] = look
        elif name in new:
            copy = _free(folder, path, {each.copy for each, _ in kept.values()})
            kept[name] = SetAside(name, copy, digests is not None), look
        else:
            others[name] = look
    emptied = {str(up) for name in replaced for up in PurePosixPath(name).parents}
    lived_in = {str(up) for name in others for up in PurePosixPath(name).parents}
    return Inventory(
        replaced=replaced,
        others=others,
        kept=kept,
        folders=tuple(name for name in folders if name in lived_in or name not in emptied),
        busy=busy,
        other="" if same else known.script,
    )


def look_of(path: Path) -> Look:
    """Return what a file, or a link itself, looks like; raises OSError when it is gone."""
    status = path.lstat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _refuse(wrong: bool, path: Path, why: str) -> None:
    if wrong:
        raise UserError(
            f"impossible de livrer {path} : {why} ; ôtez-le de là, ou choisissez un autre dossier avec --out. "
            "Rien n'a été remplacé"
        )


def _walked(folder: Path) -> Iterator[tuple[str, Path, bool]]:
    """Yield everything below a folder by its name in it, whether it is a folder; links are not followed."""
    for place, below, files in os.walk(folder):
        here = Path(place)
        for name in sorted(below):
            path = here / name
            yield path.relative_to(folder).as_posix(), path, not path.is_symlink()
        below[:] = sorted(name for name in below if not (here == folder and name.startswith(ASIDE)))
        for name in sorted(files):
            yield (here / name).relative_to(folder).as_posix(), here / name, False


def _named(folder: Path, names: Collection[str]) -> Iterator[tuple[str, Path, bool]]:
    """Yield what there is of these names, in the order of folders before what is in them."""
    for name in sorted(names):
        path = folder / name
        if os.path.lexists(path):
            yield name, path, path.is_dir() and not path.is_symlink()


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _free(folder: Path, path: Path, taken: Collection[str]) -> str:
    """Return a name beside a file for what is in it, with the day it was last changed; nothing there has it."""
    changed = time.localtime(path.lstat().st_mtime)
    name = path.relative_to(folder)
    for number in range(1, 1_000):
        again = f" {number}" if number > 1 else ""
        told = f"{name.stem} (modifié le {time.strftime('%Y-%m-%d à %Hh%M', changed)}{again}){name.suffix}"
        copy = name.with_name(_spelled(told)).as_posix()
        if copy not in taken and not os.path.lexists(folder / copy):
            return copy
    raise UserError(f"impossible de garder {path} sous un autre nom ; déplacez-le. Rien n'a été remplacé")


def _spelled(name: str) -> str:
    """Return a name as the file system can have it."""
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return name.replace("é", "e").replace("à", "a")
    return name
