"""`jt grappe`: who works for us on other machines, and what each is at; workers and a scheduler on this one."""

import time
from collections.abc import Iterator

from pipeline.cli.telling import show_line, tell_line
from pipeline.errors import UserError
from pipeline.french.units import size_said
from pipeline.french.wording import counted
from pipeline.service.cluster import WorkerSeen, hosted, joined, seen

_SLEEP = 3600.0


def show_workers(address: str) -> None:
    """Print who works on a cluster and what each is at; raises UserError without an address."""
    if not address:
        raise UserError(
            "de quelle grappe s'agit-il ? donnez son adresse : jt grappe --adresse tcp://MACHINE:PORT, ou la variable "
            "JT_GRAPPE ; pour en lancer une ici : jt grappe demarrer"
        )
    for line in _told(address, seen(address)):
        show_line(line)


def host(name: str, port: int, workers: int, memory: str) -> None:
    """Keep a scheduler and workers going here until interrupted; no workers: one a core."""
    with hosted(name, port, workers, memory) as place:
        show_line(place, flush=True)
        tell_line(f"sur une autre machine : jt grappe rejoindre {place}")
        tell_line(f"pour rendre : jt render SCRIPT --grappe {place} ; pour voir : jt grappe --adresse {place}")
        tell_line("quiconque atteint ce port peut y lancer des programmes : gardez-le sur un réseau privé")
        _stay()


def join_cluster(address: str, workers: int, memory: str) -> None:
    """Keep workers going here for another machine's scheduler until interrupted; none: one a core."""
    with joined(address, workers, memory) as count:
        tell_line(f"{counted(count, 'ouvrier', 'ouvriers')} pour {address} ; Ctrl-C arrête")
        _stay()


def _stay() -> None:
    while True:
        time.sleep(_SLEEP)


def _told(address: str, workers: tuple[WorkerSeen, ...]) -> Iterator[str]:
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
