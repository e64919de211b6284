"""A film that stands as a render would make it again: known without loading what draws, speaks or encodes."""

from collections.abc import Callable

from pipeline.adapters.cache.deliveries import DeliveredFilm, Order, past, standing
from pipeline.adapters.cache.opened import opened
from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.delivery.sweep import sweep
from pipeline.adapters.executors.local import warm_up as get_workers_ready
from pipeline.adapters.marking.credentials import credentials
from pipeline.adapters.project import BRAND, Settings
from pipeline.model.task import Task, folder_name
from pipeline.service.sharing import brought

__all__ = ["DeliveredFilm", "get_workers_ready", "order_of", "up_to_date"]


def order_of(settings: Settings, task: Task) -> Order:
    """Return what a film is remembered under: the script, all that decides the film, where it goes."""
    return Order(
        settings=settings,
        script=task.path,
        asked=(*task.decisive(), ("signature", _signed_with(settings, task))),
        folder=task.folder,
        usual=settings.output / folder_name(task.name, task.preset, apart=task.apart, version=task.version),
    )


def _signed_with(settings: Settings, task: Task) -> str:
    """Return what tells the certificate that signs a film from another; drafts, and what has none, are all alike."""
    if task.preset.draft:
        return ""
    from pipeline.adapters.yaml.brands import load_brand  # noqa: PLC0415 - what reads jt.yaml takes long to load

    return credentials(load_brand(settings.root / BRAND).brand.marks, settings.root).digest


def up_to_date(
    settings: Settings, task: Task, tell: Callable[[str], None] = lambda _: None
) -> tuple[DeliveredFilm | None, tuple[str, ...]]:
    """Return the film that is there as it would be made, None when it has to be, and the damaged entries met.

    One that another machine has made from the same, and shares, is put in its place and is there then; `tell` is given
    what is worth a line meanwhile, in French. An excerpt, a film with stems or one without the cache is always made.
    """
    if task.partial or task.stems or not task.use_cache:
        return None, ()
    store, order = opened(settings), order_of(settings, task)
    before = past(order, store)
    if before is not None:  # what a run that died left half-way is put in order before anything is said of it
        sweep((before.place.resolve().parent, before.place), Disk())
    found = standing(order, store) or brought(order, task, store, before, tell)
    if found is not None:
        for remark in store.remarks():
            tell(f"avertissement : {remark}")
    return found, tuple(store.damaged)
