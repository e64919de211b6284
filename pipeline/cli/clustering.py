"""`jt grappe`: who works for us on other machines, and what each is at; workers and a scheduler on this one."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.telling import show_line, tell_line
from pipeline.cli.words import FrenchCommand, FrenchGroup
from pipeline.errors import UserError
from pipeline.french.units import size_said
from pipeline.french.wording import counted

if TYPE_CHECKING:
    from pipeline.service.cluster import WorkerSeen

grappe = typer.Typer(cls=FrenchGroup, invoke_without_command=True, add_completion=False, rich_markup_mode=None)

ClusterAt = Annotated[
    str,
    typer.Option("--adresse", metavar="ADRESSE", envvar="JT_GRAPPE", show_envvar=False, help="tcp://MACHINE:PORT."),
]
Count = Annotated[int, typer.Option("--ouvriers", metavar="N", min=0, max=256, help="Combien ; 0 : un par cœur.")]
HostName = Annotated[
    str,
    typer.Option("--hote", metavar="ADRESSE", help="Où écouter : l'adresse de cette machine sur votre réseau privé."),
]
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Le port du planificateur.")]
Memory = Annotated[str, typer.Option("--memoire", metavar="TAILLE", help="Mémoire de chaque ouvrier, 2Go par exemple.")]
ToJoin = Annotated[str, typer.Argument(help="L'adresse du planificateur, tcp://MACHINE:PORT.", metavar="ADRESSE")]

_SLEEP = 3600.0


@grappe.callback()
def show_cluster(context: typer.Context, adresse: ClusterAt = "") -> None:
    """Montre les ouvriers d'une grappe et ce qu'ils font ; « jt grappe demarrer » en lance une ici."""
    if context.invoked_subcommand is not None:
        return
    if not adresse:
        raise UserError(
            "de quelle grappe s'agit-il ? donnez son adresse : jt grappe --adresse tcp://MACHINE:PORT, ou la variable "
            "JT_GRAPPE ; pour en lancer une ici : jt grappe demarrer"
        )
    from pipeline.service.cluster import seen

    for line in _told(adresse, seen(adresse)):
        show_line(line)


@grappe.command(cls=FrenchCommand)
def demarrer(ouvriers: Count = 0, hote: HostName = "127.0.0.1", port: Port = 8786, memoire: Memory = "") -> None:
    """Lance ici un planificateur et des ouvriers, et les tient en vie ; Ctrl-C arrête tout."""
    from pipeline.service.cluster import hosted

    with hosted(hote, port, ouvriers, memoire) as place:
        show_line(place, flush=True)
        tell_line(f"sur une autre machine : jt grappe rejoindre {place}")
        tell_line(f"pour rendre : jt render SCRIPT --grappe {place} ; pour voir : jt grappe --adresse {place}")
        tell_line("quiconque atteint ce port peut y lancer des programmes : gardez-le sur un réseau privé")
        _stay()


@grappe.command(cls=FrenchCommand)
def rejoindre(adresse: ToJoin, ouvriers: Count = 0, memoire: Memory = "") -> None:
    """Lance ici des ouvriers pour le planificateur d'une autre machine, et les tient en vie ; Ctrl-C les arrête."""
    from pipeline.service.cluster import joined

    with joined(adresse, ouvriers, memoire) as count:
        tell_line(f"{counted(count, 'ouvrier', 'ouvriers')} pour {adresse} ; Ctrl-C arrête")
        _stay()


def _stay() -> None:
    while True:
        time.sleep(_SLEEP)


def _told(address: str, workers: "tuple[WorkerSeen, ...]") -> Iterator[str]:
    """Yield a line for the cluster, then one for each worker."""
    fit = sum(not worker.unfit for worker in workers)
    yield f"{address} : {counted(len(workers), 'ouvrier', 'ouvriers')}, dont {fit} qui {_suits(fit)}"
    width = max((len(worker.name) for worker in workers), default=0)
    for worker in workers:
        head = f"  {worker.name:<{width}}  {worker.address}"
        if worker.unfit:
            yield f"{head}  ne rend rien : {worker.unfit}"
            continue
        at = f"{worker.now}, depuis {worker.seconds:.0f} s" if worker.now else "attend"
        held = size_said(worker.memory) + (f" sur {size_said(worker.limit)}" if worker.limit else "")
        voice = "" if worker.speaks else " ; ne dit pas les voix neuronales (autre processeur, ou autre voix)"
        yield f"{head}  {at} ; {counted(worker.done, 'travail fait', 'travaux faits')} ; {held}{voice}"


def _suits(count: int) -> str:
    return "conviennent" if count > 1 else "convient"
