"""Where what is kept from one job to the next is opened: the one place that knows of which kind it is."""

from typing import TYPE_CHECKING

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.project import EXTENSIONS, Settings
from pipeline.ports import Store

if TYPE_CHECKING:
    from pipeline.adapters.shared.films import SharedFilms


def opened(settings: Settings) -> Store:
    """Return the store of a job, whose folder is made when something is first kept in it.

    Raises UserError when a shared store is named and cannot be used here.
    """
    local = FolderStore(settings.cache, EXTENSIONS)
    if not settings.shared.url:
        return local
    from pipeline.adapters.shared.linking import linked  # noqa: PLC0415 - few share a store
    from pipeline.adapters.shared.tiered import TieredStore  # noqa: PLC0415

    return TieredStore(local, linked(settings.shared, settings.cache))


def films_of(store: Store) -> "SharedFilms | None":
    """Return the finished films that a store shares with other machines; None when it is of this one alone."""
    if isinstance(store, FolderStore):
        return None
    from pipeline.adapters.shared.tiered import TieredStore  # noqa: PLC0415 - few share a store

    return store.films if isinstance(store, TieredStore) else None
