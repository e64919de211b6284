"""Where what is kept from one job to the next is opened: the one place that knows of which kind it is."""

from pathlib import Path

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.project import EXTENSIONS
from pipeline.ports import Store


def opened(cache: Path) -> Store:
    """Return the store of a cache's folder, which is made when something is first kept in it."""
    return FolderStore(cache, EXTENSIONS)
