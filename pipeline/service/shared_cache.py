"""What the store that several machines share holds, and how it is made smaller or checked, for every face."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.adapters.project import CACHE_VERSION, SHARED_VARIABLE, SHARED_WRITING, SharedPlace
from pipeline.adapters.shared.address import address_of
from pipeline.adapters.shared.care import (
    Choice,
    SharedHolding,
    beyond_size,
    older_than,
    removed,
    shared_holding,
    unsound,
    would_go,
)
from pipeline.adapters.shared.objects import Objects, StoredObjects, Trouble
from pipeline.errors import UserError
from pipeline.model.traffic import Haul
from pipeline.service.cache import ToClean

__all__ = ["CACHE_VERSION", "Haul", "SharedHolding", "SharedVerdict", "ToClean", "shared_shelf"]


@dataclass(frozen=True, slots=True)
class SharedVerdict:
    """What checking found: how many entries were read, the names of those that were false and are gone."""

    read: int
    damaged: tuple[str, ...]


class SharedShelf:
    """A shared store, to look after; every method raises UserError when the store does not do it."""

    def __init__(self, place: SharedPlace, objects: Objects) -> None:
        self._place, self._objects = place, objects

    def __str__(self) -> str:
        """Say where it is."""
        return str(address_of(self._place.url))

    def holding(self) -> SharedHolding:
        """Count what it holds."""
        with self._told():
            return shared_holding(self._objects)

    def leaving(self, chosen: ToClean) -> Haul:
        """Count what would go."""
        with self._told():
            return would_go(self._objects, self._choice(chosen))

    def clean(self, chosen: ToClean) -> Haul:
        """Remove it; return how much that was."""
        self._may_write()
        with self._told():
            return removed(self._objects, self._choice(chosen))

    def verify(self) -> SharedVerdict:
        """Read every entry and remove what is not what it should be."""
        self._may_write()
        read = 0
        damaged: list[str] = []
        with self._told():
            for entry, good in unsound(self._objects):
                read += 1
                if not good:
                    damaged.append(entry.listed.name)
            self._objects.remove(damaged)
        return SharedVerdict(read, tuple(damaged))

    def _choice(self, chosen: ToClean) -> Choice:
        if chosen.everything:
            return lambda _: True
        old: Choice = lambda _: False  # noqa: E731 - nothing is too old unless somebody says so
        if chosen.unused_for is not None:
            old = older_than(chosen.unused_for, time.time())
        if chosen.most is None:
            return old
        large = beyond_size(self._objects, chosen.most, CACHE_VERSION, lambda entry: not old(entry))
        return lambda entry: old(entry) or large(entry)

    def _may_write(self) -> None:
        if not self._place.writes:
            raise UserError(
                f"{SHARED_WRITING}=non : rien n'est effacé du magasin partagé ; ôtez cette variable pour le nettoyer"
            )

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except Trouble as trouble:
            raise UserError(
                f"le magasin partagé {self} {trouble} ; vérifiez l'adresse, la clé et le réseau, puis recommencez"
            ) from trouble


def shared_shelf(place: SharedPlace) -> SharedShelf:
    """Open the shared store that the variables name; raises UserError when there is none, or it cannot be opened."""
    if not place.url:
        raise UserError(
            f"aucun magasin partagé : la variable {SHARED_VARIABLE} n'est pas donnée ; par exemple "
            f"{SHARED_VARIABLE}=s3://seau/dossier"
        )
    return SharedShelf(place, StoredObjects(address_of(place.url)))
