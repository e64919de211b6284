"""Work of a render as errands for a cluster: what each makes and needs, what it costs; nothing is decided here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from pipeline.adapters.cluster.travel import Alike, Errand, StoreEntry
from pipeline.assemble.schedule import Work
from pipeline.ports import Store
from pipeline.produce.parallel_speech import Announcer
from pipeline.produce.picture import KIND as PICTURES
from pipeline.produce.picture import ChunkJob
from pipeline.produce.segment import FACTS, SegmentJob
from pipeline.produce.segment import KIND as SOUND
from pipeline.wiring.worker import ChunkWorker, SoundWorker


def errand_here(fn: Callable[..., Any], *args: Any) -> Errand | None:
    """Return the errand of a function and its arguments for workers that see this machine's folders."""
    work = partial(fn, *args)
    match fn:
        case ChunkWorker():
            return picture_errand(work, args[0])
        case SoundWorker():
            return sound_errand(work, args[0])
        case Announcer() if fn.performance.voice.facts.deterministic:
            line = args[0]
            return Errand(work=work, name=f"réplique {line.id}", sort="voix", weight=len(line.text), rule=Alike.VOICES)
        case _:
            return None


def picture_errand(work: Callable[[], Any], jobs: tuple[ChunkJob, ...]) -> Errand:
    """Return the errand of rendering chunks together."""
    return Errand(
        work=work,
        name=f"images {jobs[0].id}",
        sort="images",
        weight=sum(_cost(job) for job in jobs),
        makes=tuple((PICTURES, job.key) for job in jobs),
    )


def sound_errand(work: Callable[[], Any], job: SegmentJob) -> Errand:
    """Return the errand of making a segment of the sound."""
    return Errand(
        work=work,
        name="son",
        sort="son",
        weight=job.segment.length,
        makes=((SOUND, job.key), (FACTS, job.key)),
    )


def _cost(job: ChunkJob) -> float:
    """Return what a chunk costs, in pictures of a megapixel."""
    work = Work(len(job.shown.lengths), frozenset(job.layers), job.shown.mixing)
    return work.cost(frozenset()) * job.fmt.width * job.fmt.height / 1e6


@dataclass(frozen=True, slots=True)
class HomeDepot:
    """Fulfils `Depot` where workers write into the folder that we read."""

    store: Store

    def bring(self, errand: Errand, stocked: frozenset[str]) -> None:
        """See to nothing: all of it is there."""

    def fetch(self, entries: tuple[StoreEntry, ...]) -> bool:
        """Tell whether all of them are there, and sound."""
        return all(self.store.find(kind, key) is not None for kind, key in entries)
