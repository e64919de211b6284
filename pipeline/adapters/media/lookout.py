"""Looking again and again at all that a film is made from, to tell when any of it is no longer what it was.

Nothing is read: files are known by their times, size and inode. The script is looked at every time, which costs
nothing; the hundreds of files of its project, the library's and those beside it every few times.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.adapters.media.library import AskedFor, FolderLibrary, Whereabouts
from pipeline.adapters.media.trees import glance
from pipeline.adapters.project import BRAND, Places

_SELDOM = 4
"""Looks at the script for one at all the rest."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What everything looked like at one moment; two that are equal saw the same files.

    `script` is None when it was not there.
    """

    script: tuple[int, int, int, int] | None
    around: frozenset[tuple[str, int, int, int, int]]
    beside: Whereabouts


class Lookout:
    """Looks at a script and at everything that it is made from."""

    def __init__(self, script: Path, places: Places) -> None:
        self._script, self._places = script, places
        self._asked = AskedFor()

    def heed(self, names: Iterable[str]) -> None:
        """Look at the files of these names, too, wherever they lead: those that a job has asked its library for."""
        self._asked.names.update(names)

    def look(self) -> Glimpse:
        """Look at everything."""
        return Glimpse(self.script(), glance(self._places.layers, (BRAND,)), self._apart(self._asked))

    def widened(self, seen: Glimpse) -> Glimpse:
        """Return what was seen, with the names that were asked for since, as they are now."""
        new = AskedFor(self._asked.names - set(seen.beside))
        return replace(seen, beside={**seen.beside, **self._apart(new)})

    def _apart(self, asked: AskedFor) -> Whereabouts:
        library = FolderLibrary.of(self._places, steady=True)  # which finds out once what stands beside the script
        return library.apart(asked)

    def _differs(self, seen: Glimpse) -> bool:
        """Tell whether anything that was seen is otherwise."""
        if glance(self._places.layers, (BRAND,)) != seen.around:
            return True
        return self._apart(AskedFor(set(seen.beside))) != seen.beside

    def script(self) -> tuple[int, int, int, int] | None:
        """Look at the script alone."""
        try:
            status = os.stat(self._script)  # noqa: PTH116 - ten times a second
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino

    def other_than(self, seen: Glimpse, pause: Callable[[], object], wanted: Callable[[], bool] = lambda: True) -> bool:
        """Look, with a pause before each time, until something is not as it was seen; False when no longer wanted."""
        looks = 0
        while True:
            pause()
            if not wanted():
                return False
            looks += 1
            if self.script() != seen.script or (looks % _SELDOM == 0 and self._differs(seen)):
                return True
