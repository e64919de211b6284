"""A project held open: what was worked out from its files, what was drawn, its processes; for one edit after another.

Nothing in it is ever stale. What its files decide is looked at again before each moment (`adapters.media.recall`), what
is drawn is kept under keys made of the very bytes, and the store is the one that every command shares. A film that is
rendered here is, to the byte, the one that the command renders.
"""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from pipeline.adapters.executors.kept import IDLE, KeptExecutors
from pipeline.adapters.media.recall import Recall
from pipeline.adapters.project import Settings
from pipeline.model.task import Task
from pipeline.service.events import Cancellation, Hear, unheard
from pipeline.service.moment import Moment
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source


class Session:
    """What is kept between the jobs of one project; a context manager, at whose end no process is left.

    One job at a time is done in it; `Cancellation` ends it from any thread, and what it finished is used again.
    """

    def __init__(
        self, settings: Settings, jobs: int = 1, tell: Callable[[str], None] = lambda _: None, idle: float = IDLE
    ) -> None:
        """Open a project, with so many processes at most, which end when they are idle for some seconds.

        `tell` is given a line, in French, when there have to be fewer.
        """
        self.settings = settings
        self._executors = KeptExecutors(jobs, tell, idle)
        self._recall = Recall(settings.places)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every process."""
        self._executors.close()

    def newsroom(self) -> Newsroom:
        """Return a newsroom of a job's own, about this moment."""
        unwanted = self._executors.unwanted
        return Newsroom(self.settings, self._executors, recall=self._recall.look(), unwanted=unwanted)

    def moment(
        self,
        task: Task,
        source: Source | None = None,
        hear: Hear = unheard,
        cancellation: Cancellation | None = None,
    ) -> Moment:
        """Check and plan a script as it is now, or as a source says; raises ScriptError with every finding."""
        self._executors.rouse()
        source = source or Source(task.path, name=task.name, values=task.values)
        return Moment(self.newsroom(), task, source, hear, cancellation)
