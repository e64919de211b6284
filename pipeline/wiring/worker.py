"""What a working process does, and all it loads: it knows nothing of scripts or voices."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.adapters.cache.opened import opened
from pipeline.adapters.clips.player import ClipTheatre
from pipeline.adapters.codecs.alpha_film import ProResAlphaEncoder
from pipeline.adapters.codecs.encoders import SOUND_ENCODERS, ChunkEncoder
from pipeline.adapters.codecs.meter import Ebur128Meter
from pipeline.adapters.executors.memory import give_back
from pipeline.adapters.inspecting.picture import watched_alone
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.project import Settings
from pipeline.adapters.rushes.footage import AvFootage
from pipeline.errors import Cancelled, ClipError
from pipeline.model.programme import FAST
from pipeline.ports import Library, PictureEngine, Pixels, Store
from pipeline.produce.cutouts import CutoutJob, make_cutout
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.picture import ChunkJob, composed, inset, render
from pipeline.produce.segment import SegmentJob, Shelf, SoundDesk, make
from pipeline.produce.watching import watch_chunk

_AT_REST = 320_000_000
"""Bytes a process may hold between two chunks: the layers it keeps, and what a chunk leaves as a rule."""


@dataclass(frozen=True, slots=True)
class ChunkWorker:
    """What a process does: build its own adapters once, render chunks one after the other into the store."""

    settings: Settings
    engine: str = FAST
    unwanted: str = ""
    """A file that appears when the work is not wanted any more, empty where nobody would make it."""

    def __call__(self, jobs: tuple[ChunkJob, ...]) -> float:
        """Render chunks and return the seconds of CPU; a clip that fails is said of the chunk it was asked for.

        Raises Cancelled when they are not wanted any more.
        """
        return _bench(self.settings).rendered(jobs, self.engine, self.unwanted)


@dataclass(frozen=True, slots=True)
class SoundWorker:
    """What a process does for the sound: build its own adapters once, make segments one after the other."""

    settings: Settings

    def __call__(self, job: SegmentJob) -> float:
        """Make a segment and return the seconds of CPU."""
        begun = time.process_time()
        make(job, _sound_bench(self.settings))
        return time.process_time() - begun


@dataclass(frozen=True, slots=True)
class CutoutWorker:
    """What a process does for a hand-off: build its own adapters once, make files of elements one after the other."""

    settings: Settings

    def __call__(self, job: CutoutJob) -> float:
        """Make the file of an element and return the seconds of CPU."""
        return _bench(self.settings).cut_out(job)


class PictureBench:
    """What a process keeps from one chunk to the next: the layers it drew, the adapters it draws with."""

    def __init__(self, library: Library, store: Store) -> None:
        import cv2  # noqa: PLC0415 - only workers compose

        cv2.setNumThreads(1)
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        self._library, self._store = library, store
        self._footage, self._clips = AvFootage(store), ClipTheatre(library)
        self._layers = LayerCache(library, self._footage, self._clips)

    def rendered(self, jobs: tuple[ChunkJob, ...], engine: str, unwanted: str = "") -> float:
        """Render chunks into the store and return the seconds of CPU; raises Cancelled once a file is there."""
        begun = time.process_time()
        for job in jobs:
            try:
                path = render(job, self._store, ChunkEncoder(), _wanted(self._pictures(job, engine), unwanted))
            except ClipError as error:
                raise error.of_shot(job.id.rpartition("/")[0]) from error
            watch_chunk(job.key, path, self._store, watched_alone)
            give_back(_AT_REST)
        return time.process_time() - begun

    def _pictures(self, job: ChunkJob, engine: str) -> Iterator[Pixels]:
        """Compose one picture a run of the chunk, with the engine that is asked for."""
        if engine != FAST:
            frames = [run.frame for run in job.shown.unpacked()]
            programme = self._reference.frames(frames, job.layers, job.composed_in)
        else:
            programme = composed(job, self._layers.source(job.layers, job.composed_in))
        return inset(job, programme, self._layers.source(job.layers, job.fmt))

    def cut_out(self, job: CutoutJob) -> float:
        """Make the file of an element, into the store, and return the seconds of CPU."""
        begun = time.process_time()
        make_cutout(job, self._store, self._layers.source(job.layers, job.fmt), ProResAlphaEncoder())
        give_back(_AT_REST)
        return time.process_time() - begun

    @cached_property
    def _reference(self) -> PictureEngine:
        from pipeline.adapters.clips.reference import MoviePyEngine  # noqa: PLC0415 - heavy, and seldom asked for

        return MoviePyEngine(self._library, self._footage, self._clips)


def _wanted(pictures: Iterator[Pixels], unwanted: str) -> Iterator[Pixels]:
    """Yield pictures as long as a file is not there; raises Cancelled then."""
    for picture in pictures:
        if unwanted and os.path.exists(unwanted):  # noqa: PTH110 - at every picture
            raise Cancelled
        yield picture


@lru_cache(maxsize=2)
def _bench(settings: Settings) -> PictureBench:
    return PictureBench(FolderLibrary.of(settings.places), opened(settings))


def sound_desk(store: Store, library: Library, footage: AvFootage) -> SoundDesk:
    """Return what mixes, encodes and measures sound."""
    meter = Ebur128Meter()
    return SoundDesk(store, Shelf(store, library, footage, meter), SOUND_ENCODERS, meter)


@lru_cache(maxsize=2)
def _sound_bench(settings: Settings) -> SoundDesk:
    store = opened(settings)
    return sound_desk(store, FolderLibrary.of(settings.places), AvFootage(store))
