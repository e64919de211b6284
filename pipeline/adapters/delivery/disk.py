"""Everything that a delivery does to files, one operation a method: a test may have any of them fail, or stop there."""

import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from pipeline.adapters.delivery.exchange import exchange


class Disk:
    """The real one; every method raises OSError when the system refuses."""

    def make(self, folder: Path) -> None:
        """Make a folder and those above it; one that is there will do."""
        folder.mkdir(parents=True, exist_ok=True)

    def link(self, source: Path, target: Path) -> None:
        """Give a file, or a link, a second name."""
        os.link(source, target, follow_symlinks=False)

    def copy(self, source: Path, target: Path) -> None:
        """Copy a file with its dates, or a link as a link."""
        shutil.copy2(source, target, follow_symlinks=False)

    def move(self, source: Path, target: Path) -> None:
        """Give a file another name, whatever had it before."""
        source.replace(target)

    def appear(self, source: Path, target: Path) -> None:
        """Give a folder a name that nothing has, or an empty folder."""
        source.rename(target)

    def exchange(self, one: Path, other: Path) -> None:
        """Exchange two folders in one step."""
        exchange(one, other)

    def remove(self, file: Path) -> None:
        """Remove a file, or a link."""
        file.unlink()

    def remove_folder(self, folder: Path) -> None:
        """Remove an empty folder."""
        folder.rmdir()

    def write(self, file: Path, content: bytes) -> None:
        """Write a small file whole, on the disk itself before it has its name."""
        aside = file.with_name(f"{file.name}.tmp")
        with aside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(file)

    def sync(self, path: Path) -> None:
        """Have a file, or the names in a folder, on the disk itself; systems that sync no folder do without."""
        folder = stat.S_ISDIR(path.lstat().st_mode)
        if folder and sys.platform == "win32":
            return
        handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def dress(self, folder: Path, as_it: Path) -> None:
        """Give a folder the rights, the owner and the attributes of another."""
        status = as_it.stat()
        if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (folder.stat().st_uid, folder.stat().st_gid):
            os.chown(folder, status.st_uid, status.st_gid)
        shutil.copystat(as_it, folder)


def cleared(folder: Path, disk: Disk) -> None:
    """Remove a folder of ours with all that is in it, as far as that can be done; links are not followed."""
    for place, folders, files in os.walk(folder, topdown=False):
        for name in files:
            with suppress(OSError):
                disk.remove(Path(place) / name)
        for name in folders:
            below = Path(place) / name
            with suppress(OSError):
                disk.remove(below) if below.is_symlink() else disk.remove_folder(below)
    with suppress(OSError):
        disk.remove_folder(folder)
