"""The newsrooms of many jobs: what the jobs of one project have in common is worked out once."""

from pipeline.adapters.media.recall import Recall
from pipeline.adapters.project import Places
from pipeline.ports import Executors
from pipeline.produce.under_way import UnderWay
from pipeline.service.newsroom import Newsroom, Settings


class Newsrooms:
    """Opens a newsroom for each job; those of one project share what its files alone decide, while none changes."""

    def __init__(self, executors: Executors | None = None, under_way: UnderWay | None = None) -> None:
        """Open nothing yet; `executors` and what is `under_way` in them serve all, each has its own unless told."""
        self._executors, self._under_way = executors, under_way
        self._recalls: dict[Places, Recall] = {}

    def employing(self, executors: Executors, under_way: UnderWay) -> "Newsrooms":
        """Return the same whose work is done elsewhere: what was worked out serves both."""
        other = Newsrooms(executors, under_way)
        other._recalls = self._recalls
        return other

    def of(self, settings: Settings) -> Newsroom:
        """Return a newsroom of a job's own."""
        recall = self._recalls.setdefault(settings.places, Recall(settings.places))
        return Newsroom(settings, self._executors, self._under_way, recall.look())
