"""A cluster that renders: where its workers find things is bound to how they are reached. Nothing is decided here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.adapters.cache.opened import opened
from pipeline.adapters.cluster.place import ClusterPlace, refuse_without_dask
from pipeline.adapters.project import SHARED_VARIABLE, Settings
from pipeline.errors import UserError
from pipeline.wiring.errands import HomeDepot, errand_here

if TYPE_CHECKING:
    from pipeline.adapters.cluster.executors import ClusterExecutors


@contextmanager
def farm(place: ClusterPlace, settings: Settings, tell: Callable[[str], None]) -> Iterator["ClusterExecutors"]:
    """Give a cluster for the time of a command; raises UserError when it cannot be used, saying what to do."""
    refuse_without_dask()
    from pipeline.adapters.cluster.executors import reached  # noqa: PLC0415 - an extra

    if place.workers:
        with reached(place, errand_here, HomeDepot(opened(settings)), tell) as executors:
            yield executors
        return
    if not settings.shared.url:
        raise UserError(
            f"--grappe {place} : ses ouvriers ne voient pas le cache de cette machine ; donnez-leur, et à cette "
            f"commande, un magasin que tous voient : {SHARED_VARIABLE}=s3://seau/jt2050, ou "
            f"{SHARED_VARIABLE}=file:///dossier/partage"
        )
    raise UserError(f"--grappe {place} : pas encore possible ; rendez avec --grappe local:N")
