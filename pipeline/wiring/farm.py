"""A cluster that renders: where its workers find things is bound to how they are reached. Nothing is decided here."""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.adapters.cache.opened import opened
from pipeline.adapters.cluster.place import ClusterPlace, refuse_without_dask
from pipeline.adapters.media.by_digest import KIND
from pipeline.adapters.project import SHARED_VARIABLE, SHARED_WRITING, Settings, SharedPlace
from pipeline.adapters.shared.tiered import TieredStore
from pipeline.errors import UserError
from pipeline.wiring.elsewhere import SameStore
from pipeline.wiring.errands import FarErrands, HomeDepot, SharedDepot, errand_here

if TYPE_CHECKING:
    from pipeline.adapters.cluster.executors import ClusterExecutors


@contextmanager
def farm(place: ClusterPlace, settings: Settings, tell: Callable[[str], None]) -> Iterator["ClusterExecutors"]:
    """Give a cluster for the time of a command; raises UserError when it cannot be used, saying what to do."""
    refuse_without_dask()
    from pipeline.adapters.cluster.executors import reached  # noqa: PLC0415 - an extra

    store = opened(settings)
    if place.workers:
        with reached(place, errand_here, HomeDepot(store), None, tell) as executors:
            yield executors
        return
    if not isinstance(store, TieredStore):
        raise UserError(
            f"--grappe {place} : ses ouvriers ne voient pas le cache de cette machine ; donnez-leur, et à cette "
            f"commande, un magasin que tous voient : {SHARED_VARIABLE}=s3://seau/jt2050, ou "
            f"{SHARED_VARIABLE}=file:///dossier/partage"
        )
    if not settings.shared.writes:
        raise UserError(
            f"--grappe {place} : les ouvriers ont besoin de fichiers que cette commande envoie au magasin partagé ; "
            f"ôtez {SHARED_WRITING}=non, ou rendez sans --grappe"
        )
    depot = SharedDepot(store, opened(replace(settings, shared=SharedPlace())))
    question = SameStore(settings.shared, _proof(store))
    with reached(place, FarErrands(settings.shared), depot, question, tell) as executors:
        yield executors


def _proof(store: TieredStore) -> str:
    """Leave something in the shared store by which a worker shows that it sees it, and return its name."""
    content = secrets.token_bytes(16)
    digest = hashlib.sha256(content).hexdigest()
    store.put(KIND, digest, content)
    if not store.share(KIND, [digest]):
        told = " ; ".join(store.remarks())
        raise UserError(
            f"le magasin partagé ({SHARED_VARIABLE}) ne répond pas{f' : {told}' if told else ''} ; "
            "vérifiez son adresse et vos droits, ou rendez sans --grappe"
        )
    return digest
