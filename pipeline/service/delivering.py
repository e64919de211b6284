"""How a film takes the place of the one before: where it goes, what is told of what was there, in one step."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.adapters.cache.deliveries import Past
from pipeline.adapters.cache.leases import RUNNING
from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.delivery.inventory import Manifest, SetAside, altered, manifest_of
from pipeline.adapters.delivery.step import put
from pipeline.adapters.delivery.sweep import sweep
from pipeline.adapters.delivery.work import WorkFolder, registered, working
from pipeline.adapters.project import Settings
from pipeline.errors import Code, Finding, Level, Mark
from pipeline.produce.losses import changed_meanwhile
from pipeline.service.events import Teller

if TYPE_CHECKING:
    from pipeline.service.newsroom import Newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a script's film goes; `apart` when it is an excerpt, in a folder inside the film's own."""

    folder: Path
    script: str
    apart: bool
    past: Past | None

    @property
    def real(self) -> Path:
        """The folder itself, links followed."""
        return self.folder.resolve()

    @property
    def beside(self) -> Path:
        """The folder above the film's, in which the work is done."""
        return self.real.parents[1] if self.apart else self.real.parent

    def known(self, folder: Path) -> Manifest:
        """Return what is known to have been delivered there."""
        here = self.past is not None and self.past.place.resolve() == folder
        return manifest_of(folder, self.past.files if here and self.past else {})


class Site(Protocol):
    """What delivering needs to know of where it is done."""

    @property
    def settings(self) -> Settings:
        """Where things are."""

    @property
    def disk(self) -> Disk:
        """How folders are exchanged."""


@contextmanager
def workshop(site: Site, to: Destination, tell: Callable[[str], None]) -> Iterator[WorkFolder]:
    """Give a folder to work in, having put in order what dead runs left, and told which delivered files changed since.

    Raises UserError when nothing can be written there.
    """
    sweep((to.beside, to.real.parent, to.real), site.disk)
    for name in altered(to.real, to.known(to.real)):
        tell(
            f"avertissement : {to.folder / name} a été changé depuis sa livraison ; "
            "le rendu le fera de nouveau, et gardera le vôtre à côté"
        )
    with (
        working(to.beside, to.real, site.disk) as work,
        registered(work, site.settings.cache / RUNNING),
    ):
        yield work


def delivered(
    newsroom: "Newsroom", to: Destination, film: str, work: WorkFolder, teller: Teller
) -> tuple[Finding, ...]:
    """Put what a work folder holds in its place, and return what is to be told of what was there.

    Raises UserError, nothing having changed, when that cannot be done, or when a file that the film was made from is no
    longer what it was.
    """
    changed = newsroom.library.changed()
    if changed:
        raise changed_meanwhile(*changed)
    return placed(newsroom, to, film, work, teller.delivered)


def placed(
    site: Site, to: Destination, film: str, work: WorkFolder, stands: Callable[[str], None]
) -> tuple[Finding, ...]:
    """Put what a work folder holds in its place, tell the film's path as soon as it stands, and do as `delivered`."""
    path = str(to.folder / film)
    after = put(work, to.real, to.script, to.known, lambda: stands(path), site.disk)
    other = (_other(to.folder, after.other),) if after.other else ()
    return (*(_kept(to.folder, kept) for kept in after.kept), *other)


def _kept(folder: Path, kept: SetAside) -> Finding:
    advice = f"le vôtre est gardé : « {kept.copy} »"
    mark = Mark(str(folder / kept.name))
    if kept.ours:
        told = "ce fichier avait été changé depuis sa livraison, il est fait de nouveau"
        return Finding(mark, told, advice, Level.WARNING, code=Code("livraison-changee"))
    told = "un fichier qui n'est pas de ce film portait ce nom"
    return Finding(mark, told, advice, Level.WARNING, code=Code("livraison-nom-pris"))


def _other(folder: Path, script: str) -> Finding:
    told = f"ce dossier contenait le film « {script} », dont les fichiers de même nom sont remplacés"
    advice = "donnez un dossier à chaque film avec --out"
    return Finding(Mark(str(folder)), told, advice, Level.WARNING, code=Code("livraison-autre-film"))
