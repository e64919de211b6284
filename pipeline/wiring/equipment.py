"""Settings become adapters: everything a job works with, bound together. Nothing is decided here."""

from collections.abc import Callable, Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from pipeline.adapters.cache.kept import KeptForms
from pipeline.adapters.cache.opened import opened
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.recall import Recall
from pipeline.adapters.project import Settings
from pipeline.adapters.voices.engines import built
from pipeline.model.programme import FAST
from pipeline.ports import Executors, Progress, Recogniser, Store, Voice
from pipeline.produce.under_way import UnderWay

if TYPE_CHECKING:  # what draws, speaks and encodes is loaded by jobs that do: a check does not
    from pipeline.adapters.clips.player import ClipTheatre
    from pipeline.adapters.delivery.disk import Disk
    from pipeline.adapters.rushes.footage import AvFootage
    from pipeline.produce.run import Tools
    from pipeline.speak.takes import Performance

T = TypeVar("T")


class Equipment:
    """The adapters of one job; its library looks at each file again when it has changed."""

    def __init__(
        self,
        settings: Settings,
        executors: Executors | None = None,
        under_way: UnderWay | None = None,
        recall: Recall | None = None,
        unwanted: str = "",
    ) -> None:
        """Bind the adapters of a job.

        `executors` says where its work is done: in processes of its own unless told. Those that several films share
        come with what is `under_way` in them. `recall` is what other jobs of the project worked out from its files:
        with it, this one is about one moment, and looks each name up once. `unwanted` is the file that appears when
        the work is not wanted any more, where there is one.
        """
        self.settings = settings
        self._executors = executors
        self._under_way = under_way or UnderWay()
        self.library = FolderLibrary.of(settings.places, steady=recall is not None, kept=KeptForms(settings.cache))
        self._recall = recall
        self.unwanted = unwanted
        self.store: Store = opened(settings)

    @cached_property
    def footage(self) -> "AvFootage":
        """What brings filmed pictures and sound to the programme's."""
        from pipeline.adapters.rushes.footage import AvFootage  # noqa: PLC0415 - see above

        return AvFootage(self.store)

    @cached_property
    def clips(self) -> "ClipTheatre":
        """What plays scenes that are programs."""
        from pipeline.adapters.clips.player import ClipTheatre  # noqa: PLC0415 - see above

        return ClipTheatre(self.library)

    @cached_property
    def disk(self) -> "Disk":
        """Where films are delivered."""
        from pipeline.adapters.delivery.disk import Disk  # noqa: PLC0415 - see above

        return Disk()

    def recalled(self, what: Hashable, make: Callable[[], T], of: tuple[object, ...] = ()) -> T:
        """Return what `make` works out from the project's files, and `of`; known from another job where it was."""
        return make() if self._recall is None else self._recall.value(self.library, what, make, of)

    def voices(self) -> Mapping[str, Voice]:
        """Return every speech engine by name."""
        return built(self.library)

    def recogniser(self) -> Recogniser:
        """Return what hears words in sound, there or not."""
        from pipeline.adapters.hearing.whisper import WhisperRecogniser  # noqa: PLC0415 - see above

        return WhisperRecogniser()

    def tools(self, performance: "Performance", progress: Progress, pictures: str = FAST) -> "Tools":
        """Bind the adapters together for one run, with the engine that composes its pictures."""
        from pipeline.wiring.bound import bound  # noqa: PLC0415 - see above

        return bound(self, performance, progress, pictures)

    @property
    def executors(self) -> Executors | None:
        """Where the work of this job is done; None for processes of its own."""
        return self._executors

    @property
    def under_way(self) -> UnderWay:
        """What is being made already, by this job or by one that shares its executors."""
        return self._under_way
