"""The work of making elements, handed out to processes; where each track's files go and what they are called."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import groupby

from pipeline.assemble.schedule import Work, batches
from pipeline.handoff.naming import shot_name
from pipeline.handoff.tiers import Tier
from pipeline.model.timeline import TimedShot
from pipeline.produce.cutouts import CutoutJob
from pipeline.produce.picture import KIND, ChunkJob
from pipeline.produce.run import Tools
from pipeline.produce.under_way import Hands
from pipeline.produce.waiting import awaited

PICTURES = "images"
"""The folder of what is behind all the rest."""


@dataclass(frozen=True, slots=True)
class TierPlace:
    """A track of elements: its folder, its name, what a mix sorts it by, how its files end."""

    folder: str
    name: str
    role: str
    ending: str


PLACES: Mapping[Tier, TierPlace] = {
    Tier.PICTURE: TierPlace(PICTURES, "Images", "video", "image"),
    Tier.TITLES: TierPlace("titres", "Titres et textes", "titles", "titres"),
    Tier.THIRDS: TierPlace("synthes", "Synthés et lieux", "titles", "synthe"),
    Tier.TICKER: TierPlace("bandeau", "Bandeau", "titles", "bandeau"),
    Tier.MARKS: TierPlace("mentions", "Mentions", "titles", "mentions"),
    Tier.CAPTIONS: TierPlace("sous-titres-incrustes", "Sous-titres incrustés", "titles", "sous-titres"),
}
"""Where the elements of each track go."""


def shot_stems(shots: Sequence[TimedShot]) -> dict[str, str]:
    """Return how the files of each shot begin, by its id."""
    ranks = {shot.id: rank for rank, shot in enumerate(shots, 1)}
    within = {
        shot.id: rank for _, together in groupby(shots, key=lambda s: s.item) for rank, shot in enumerate(together, 1)
    }
    return {shot.id: shot_name(ranks[shot.id], shot.item, within[shot.id]) for shot in shots}


@dataclass(frozen=True, slots=True)
class ElementWork:
    """Who makes elements: the tools of a run, what makes a file of one in a process, how many processes at most."""

    tools: Tools
    cut: Callable[[CutoutJob], float]
    jobs: int

    def make(self, chunks: Sequence[ChunkJob], cutouts: Sequence[CutoutJob]) -> None:
        """Have what the store lacks of these made."""
        store, progress = self.tools.store, self.tools.progress
        films = {job.key: job for job in chunks if store.find(KIND, job.key) is None}
        lifted = {job.key: job for job in cutouts if store.find(job.kind, job.key) is None}
        shown = [job.shown for job in films.values()] + [job.shown for job in lifted.values()]
        total = sum(len(each.lengths) for each in shown)
        if not total:
            return
        progress.stage("éléments", total)
        with self.tools.crew(self.jobs).hands(len(films) + len(lifted)) as hands:
            waiting = [*self._drawn(tuple(films.values()), hands), *self._lifted(tuple(lifted.values()), hands)]
            for future in waiting:
                awaited(future, progress)

    def _drawn(self, jobs: tuple[ChunkJob, ...], hands: Hands) -> Iterator[Future[float]]:
        works = [Work(len(job.shown.lengths), frozenset(job.layers), job.shown.mixing) for job in jobs]
        for ranks in batches(works, self.jobs):
            self.tools.progress.go_on()
            together = tuple(jobs[rank] for rank in ranks)
            future = hands.submit(KIND, (job.key for job in together), self.tools.work, together)
            yield self._counted(future, sum(len(job.shown.lengths) for job in together))

    def _lifted(self, jobs: tuple[CutoutJob, ...], hands: Hands) -> Iterator[Future[float]]:
        for job in sorted(jobs, key=lambda job: -len(job.shown.lengths)):
            self.tools.progress.go_on()
            yield self._counted(hands.submit(job.kind, (job.key,), self.cut, job), len(job.shown.lengths))

    def _counted(self, future: Future[float], steps: int) -> Future[float]:
        def advance(done: Future[float]) -> None:
            if not done.cancelled() and done.exception() is None:
                self.tools.progress.advance(steps)

        future.add_done_callback(advance)
        return future
