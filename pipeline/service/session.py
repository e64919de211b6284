"""A project held open: what was worked out from its files, what was drawn, its processes; for one edit after another.

Nothing in it is ever stale. What its files decide is looked at again before each moment (`adapters.media.recall`), what
is drawn is kept under keys made of the very bytes, and the store is the one that every command shares. A film that is
rendered here is, to the byte, the one that the command renders.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from pipeline.adapters.executors.kept import IDLE, KeptExecutors
from pipeline.adapters.media.recall import Recall
from pipeline.adapters.project import Settings
from pipeline.check import Checked
from pipeline.errors import UserError
from pipeline.model.task import Task
from pipeline.service.events import Cancellation, Hear, unheard
from pipeline.service.moment import Moment
from pipeline.service.newsroom import Newsroom
from pipeline.service.source import Source
from pipeline.speak.takes import Performance

_WORD = "Oui."
"""What a voice says once, for it to be loaded."""


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
        self._loading: dict[str, threading.Thread] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every process; a voice that is being loaded is waited for, as nothing ends that in the middle."""
        self._executors.close()
        self.voice_ready()

    def warm_voice(self, performance: Performance) -> None:
        """Have a slow voice loaded beside whatever comes next, once: an edit then waits for its own sentence only.

        It stays in this process, where a sentence or two are said: 0.21 to 0.24 GB of the neural voice.
        """
        voice = performance.voice
        if voice.facts.effort and not voice.facts.online and voice.version not in self._loading:
            loading = threading.Thread(target=_said_once, args=(performance,), daemon=True)
            self._loading[voice.version] = loading
            loading.start()

    def voice_ready(self) -> None:
        """Wait until no voice is being loaded: engines are not made to speak in two threads at a time."""
        for loading in self._loading.values():
            loading.join()

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
        looked: Callable[[Checked], None] = lambda _: None,
    ) -> Moment:
        """Check and plan a script as it is now, or as a source says; raises ScriptError with every finding.

        `looked` is given what the check found, before anything is planned; what it raises ends that.
        """
        self._executors.rouse()
        source = source or Source(task.path, name=task.name, values=task.values)
        return Moment(self.newsroom(), task, source, hear, cancellation, looked)


def _said_once(performance: Performance) -> None:
    with suppress(UserError):  # told when a line has to be said
        performance.voice.say(_WORD, performance.setting(""))
