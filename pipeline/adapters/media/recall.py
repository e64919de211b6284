"""What was worked out from the files of a project, kept from one job to the next while none of them changes.

What decides whether a value still holds is looked at once for each job: every file under `scenes/` and `media/` of the
project and of the library under it, and `jt.yaml`, by its times, size and inode. Names that may lead elsewhere (beside
the script, out of those folders) are looked up again for each value.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from pipeline.adapters.media.library import AskedFor, FolderLibrary, Whereabouts
from pipeline.adapters.media.trees import glance
from pipeline.adapters.project import BRAND, Places

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Known:
    """A value, the values it was made of, what was asked of the library for it, and where names led that may change."""

    value: Any
    of: tuple[object, ...]
    noted: AskedFor
    apart: Whereabouts


class Recall:
    """The values that one project's files alone decide; `look` is called before each job.

    Jobs that share one may run in several threads: at worst a value is made twice.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._seen: object = None
        self._known: dict[Hashable, _Known] = {}

    def look(self) -> "Recall":
        """Forget everything if a file of the project has changed, appeared or gone since the last look."""
        seen = glance(self._places.layers, (BRAND,))
        if seen != self._seen:
            self._seen, self._known = seen, {}
        return self

    def value(self, library: FolderLibrary, what: Hashable, make: Callable[[], T], of: tuple[object, ...] = ()) -> T:
        """Return what `make` returns, made when it is not known; whatever it raises is raised, and not kept.

        `what` names it; `of` are the very values it is made of, besides files, which it must read through `library`.
        The library takes note of the files, as if they had been asked for now.
        """
        known = self._known.get(what)
        if known is not None and _same(known.of, of) and library.apart(known.noted) == known.apart:
            library.take_in(known.noted)
            value: T = known.value
            return value
        with library.noting() as noted:
            value = make()
        self._known[what] = _Known(value, of, noted, library.apart(noted))
        return value


def _same(known: tuple[object, ...], told: tuple[object, ...]) -> bool:
    """Tell whether values are the very ones: comparing a whole look would cost as much as making it."""
    return len(known) == len(told) and all(one is other for one, other in zip(known, told, strict=True))
