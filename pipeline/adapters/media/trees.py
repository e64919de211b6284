"""The folders of a project that decide its films: every file in them, and what they look like at a moment."""

import os
from collections.abc import Iterable
from pathlib import Path

TREES = ("scenes", "media")
"""The folders of a project, or of the library under it, in which any file may matter to a film."""

_DERIVED = "__pycache__"


def files_below(top: Path) -> list[tuple[str, Path]]:
    """Return the files below a folder by their relative names; links to folders are followed once."""
    found: list[tuple[str, Path]] = []
    seen: set[tuple[int, int]] = set()
    for folder, inside, names in os.walk(top, followlinks=True):
        status = os.stat(folder)  # noqa: PTH116 - os.walk gives text
        if (status.st_dev, status.st_ino) in seen:
            inside.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        inside[:] = sorted(name for name in inside if name != _DERIVED)
        here = Path(folder)
        found += [((here / name).relative_to(top).as_posix(), here / name) for name in sorted(names)]
    return found


def glance(layers: Iterable[Path], also: Iterable[str] = ()) -> frozenset[tuple[str, int, int, int, int]]:
    """Return what every file of the trees of some layers looks like, and those of these names at their tops.

    Path, modification and change (nanoseconds), size, inode: two equal glances saw the same files. Nothing is read.
    """
    found: set[tuple[str, int, int, int, int]] = set()
    for layer in layers:
        for name in also:
            _seen(f"{layer}/{name}", found)
        for tree in TREES:
            _looked_over(f"{layer}/{tree}", found, set())
    return frozenset(found)


def _looked_over(folder: str, found: set[tuple[str, int, int, int, int]], passed: set[tuple[int, int]]) -> None:
    """Take in a folder and all below it; links to folders are followed once."""
    try:
        status = os.stat(folder)  # noqa: PTH116 - hundreds of files, at each job
        if (status.st_dev, status.st_ino) in passed:
            return
        passed.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as entries:
            inside = list(entries)
    except OSError:
        return  # no such folder, or none that can be read: whoever wants something of it says so
    for entry in inside:
        if entry.name == _DERIVED:
            continue
        try:
            is_folder = entry.is_dir()
        except OSError:
            is_folder = False
        if is_folder:
            _looked_over(entry.path, found, passed)
        else:
            _seen(entry.path, found)


def _seen(path: str, found: set[tuple[str, int, int, int, int]]) -> None:
    try:
        status = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        return
    found.add((path, status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino))
