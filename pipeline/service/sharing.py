"""Finished films that machines give one another: brought instead of being made, given once they are made.

A film is brought when all it would be made from is what it was made from elsewhere (the portable fingerprint of
`adapters.cache.census`); it then goes the way of any film: laid out aside, every file held against its digest, put in
its place in one step. Whatever is missing or false, the film is made here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.adapters.cache.census import Census
from pipeline.adapters.cache.deliveries import DeliveredFilm, Order, Past, remember, renewed, taken, told_elsewhere
from pipeline.adapters.cache.opened import films_of
from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.project import Settings, script_id
from pipeline.french.system import writing_to
from pipeline.model.task import Task, folder_name
from pipeline.model.traffic import Haul
from pipeline.ports import UNREADABLE, Store
from pipeline.service.delivering import Destination, Site, placed, workshop


@dataclass(frozen=True, slots=True)
class _Yard:
    """Where a film that was made elsewhere is unloaded."""

    settings: Settings
    disk: Disk


def brought(
    order: Order, task: Task, store: Store, past: Past | None, tell: Callable[[str], None]
) -> DeliveredFilm | None:
    """Put the film in its place that another machine made from the same, and remember it; None when there is none.

    Raises UserError when it cannot be put there.
    """
    films = films_of(store)
    before = taken(order) if films is not None else None
    if films is None or before is None:
        return None
    content = films.record(before.portable, _unasked)
    told = None if content is None else told_elsewhere(content, before, order)
    if told is None:
        return None
    film, near = told
    script = task.name or script_id(task.path)
    usual = folder_name(script, task.preset, apart=task.apart, version=task.version)
    folder = order.folder or order.settings.output / usual
    site: Site = _Yard(order.settings, Disk())
    to = Destination(folder=folder, script=script, apart=False, past=past)
    with (
        store.in_use(),
        writing_to(folder, "choisissez un autre dossier avec --out"),
        workshop(site, to, tell) as work,
    ):
        if not films.bring(film.files, work.tree, _unasked):
            return None
        size = sum((work.tree / name).stat().st_size for name in film.files)
        try:
            here = replace(renewed(film, work.tree), id=folder.name)
        except UNREADABLE:
            return None
        replaced = placed(site, to, film.film, work, lambda _: None)
    remember(order, store, before, here, near)
    return replace(here, findings=(*replaced, *here.findings), brought=Haul(len(film.files), size))


def give(order: Order, store: Store, record: bytes | None, before: Census | None, made: DeliveredFilm) -> None:
    """Give a film that was just made to other machines, and all it was made of; whatever fails, the store says."""
    films = films_of(store)
    if films is None or record is None or before is None:
        return
    store.offer()
    films.give(before.portable, record, made.files, order.place(made.id), _unasked)


def _unasked() -> None:
    """Go on: nobody can ask for anything else here."""
