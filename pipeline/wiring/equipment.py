"""Settings become adapters: everything a job works with, bound together. Nothing is decided here."""

from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from pipeline.adapters.cache.opened import opened
from pipeline.adapters.clips.installed import REFERENCE_VERSION, moviepy_version
from pipeline.adapters.clips.player import ClipTheatre
from pipeline.adapters.codecs.encoders import ChunkEncoder
from pipeline.adapters.codecs.film import FilmMuxer
from pipeline.adapters.delivery.disk import Disk
from pipeline.adapters.executors.local import LocalExecutors
from pipeline.adapters.hearing.whisper import WhisperRecogniser
from pipeline.adapters.inspecting.picture import watched_alone
from pipeline.adapters.marking.file_marker import FileMarker
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.media.recall import Recall
from pipeline.adapters.project import Settings
from pipeline.adapters.rushes.footage import AvFootage
from pipeline.adapters.rushes.sound import resample
from pipeline.adapters.voices.engines import built
from pipeline.model.programme import FAST, MOVIEPY
from pipeline.ports import Executors, Progress, Recogniser, Store, Voice
from pipeline.produce.run import Tools
from pipeline.produce.speaking import Studio
from pipeline.produce.under_way import UnderWay
from pipeline.speak.takes import Performance
from pipeline.wiring.worker import ChunkWorker, SoundWorker, sound_desk

T = TypeVar("T")


class Equipment:
    """The adapters of one job; its library looks at each file again when it has changed."""

    def __init__(
        self,
        settings: Settings,
        executors: Executors | None = None,
        under_way: UnderWay | None = None,
        recall: Recall | None = None,
    ) -> None:
        """Bind the adapters of a job.

        `executors` says where its work is done: in processes of its own unless told. Those that several films share
        come with what is `under_way` in them. `recall` is what other jobs of the project worked out from its files:
        with it, this one is about one moment, and looks each name up once.
        """
        self.settings = settings
        self._executors = executors
        self._under_way = under_way or UnderWay()
        self.library = FolderLibrary.of(settings.places, steady=recall is not None)
        self._recall = recall
        self.store: Store = opened(settings)
        self.footage = AvFootage(self.store)
        self.clips = ClipTheatre(self.library)
        self.disk = Disk()

    def recalled(self, what: Hashable, make: Callable[[], T], of: tuple[object, ...] = ()) -> T:
        """Return what `make` works out from the project's files, and `of`; known from another job where it was."""
        return make() if self._recall is None else self._recall.value(self.library, what, make, of)

    def voices(self) -> Mapping[str, Voice]:
        """Return every speech engine by name."""
        return built(self.library)

    def recogniser(self) -> Recogniser:
        """Return what hears words in sound, there or not."""
        return WhisperRecogniser()

    def tools(self, performance: Performance, progress: Progress, pictures: str = FAST) -> Tools:
        """Bind the adapters together for one run, with the engine that composes its pictures."""
        return Tools(
            studio=Studio(performance, self.store, self.library, self.footage, resample),
            store=self.store,
            desk=sound_desk(self.store, self.library, self.footage),
            muxer=FilmMuxer(),
            encoder_version=lambda coding: f"{ChunkEncoder().version(coding)}{_engine_version(pictures)}",
            marker=FileMarker(),
            executors=self._executors or LocalExecutors(progress.note),
            work=ChunkWorker(self.settings, pictures),
            sound_work=SoundWorker(self.settings),
            progress=progress,
            watcher=watched_alone,
            under_way=self._under_way,
        )


def _engine_version(pictures: str) -> str:
    """Return what an engine adds to every chunk's key; our own adds nothing, `COMPOSE_VERSION` stands for it."""
    return f" {MOVIEPY} {moviepy_version()}-{REFERENCE_VERSION}" if pictures == MOVIEPY else ""
