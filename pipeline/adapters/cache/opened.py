"""Where what is kept from one job to the next is opened: the one place that knows of which kind it is."""

from pipeline.adapters.cache.store import FolderStore
from pipeline.adapters.project import EXTENSIONS, SHARED_VARIABLE, Settings
from pipeline.errors import UserError
from pipeline.ports import Store


def opened(settings: Settings) -> Store:
    """Return the store of a job, whose folder is made when something is first kept in it.

    Raises UserError when a shared store is named and cannot be used here.
    """
    if settings.shared.url:
        raise UserError(
            f"{SHARED_VARIABLE} : le magasin partagé demande un complément ; installez-le avec pip install "
            "'jt2050[grappe]', ou ôtez cette variable pour travailler avec le seul cache de cette machine"
        )
    return FolderStore(settings.cache, EXTENSIONS)
