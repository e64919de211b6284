"""A shared store is opened once a process, whatever the number of its jobs."""

import os
from functools import lru_cache
from pathlib import Path

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.project import CACHE_VERSION, EXTENSIONS, SharedPlace
from pipeline.adapters.shared.address import address_of
from pipeline.adapters.shared.link import Link
from pipeline.adapters.shared.objects import StoredObjects
from pipeline.adapters.shared.outbox import Outbox
from pipeline.adapters.shared.remote import Remote


def linked(shared: SharedPlace, cache: Path) -> Link:
    """Return what this process knows of a shared store behind a cache; raises UserError when it cannot be used here."""
    return _link(shared, cache, os.getpid())


@lru_cache(maxsize=8)
def _link(shared: SharedPlace, cache: Path, _process: int) -> Link:
    """Open a store; a process that was forked has neither the threads nor the requests of the one it came from."""
    address = address_of(shared.url)
    remote = Remote(address, StoredObjects(address), CACHE_VERSION)
    local = FolderStore(cache, EXTENSIONS)
    return Link(remote, local, Outbox(cache, str(address)), writes=shared.writes)
