"""What a worker on another machine does, and all it loads: it has this package and a store, and nothing else of ours.

Names of files stand for contents that are said with every job.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.adapters.cache.opened import opened
from pipeline.adapters.cluster.travel import HinderedError, LackingError
from pipeline.adapters.media.by_digest import KIND, DigestLibrary, content_digest, library_stock
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.project import Places, Settings, SharedPlace, cache_folder, library_root, shared_place
from pipeline.adapters.rushes.footage import AvFootage
from pipeline.adapters.rushes.sound import resample
from pipeline.adapters.voices.engines import built
from pipeline.errors import UserError
from pipeline.ports import Store
from pipeline.produce.parallel_speech import Announcer
from pipeline.produce.picture import ChunkJob
from pipeline.produce.segment import SegmentJob, make
from pipeline.speak.takes import SaidSentence, Utterance
from pipeline.wiring.worker import PictureBench, sound_desk

_VOICES = "voix"


@dataclass(frozen=True, slots=True)
class FarChunks:
    """Chunks to render: with which engine, and what the names of their files stand for."""

    shared: SharedPlace
    engine: str
    files: Mapping[str, str]
    jobs: tuple[ChunkJob, ...]

    def __call__(self) -> float:
        """Render them into the store that all share and return the seconds of CPU."""
        bench = _far_bench(own_place(self.shared))
        bench.made_ready(self.files, ())
        spent = bench.pictures.rendered(self.jobs, self.engine)
        bench.given_up()
        return spent


@dataclass(frozen=True, slots=True)
class FarSegment:
    """A segment of sound to make, what the names of its files stand for, and the takes that are heard in it."""

    shared: SharedPlace
    files: Mapping[str, str]
    job: SegmentJob

    def __call__(self) -> float:
        """Make it into the store that all share and return the seconds of CPU."""
        begun = time.process_time()
        bench = _far_bench(own_place(self.shared))
        bench.made_ready(self.files, tuple(voice.take for voice in self.job.segment.score.voices))
        make(self.job, bench.sound)
        bench.given_up()
        return time.process_time() - begun


@dataclass(frozen=True, slots=True)
class FarSentence:
    """A sentence to say, by the name of an engine that every worker who is asked has in the same version."""

    voice: str
    asked: Utterance

    def __call__(self) -> tuple[SaidSentence, float]:
        """Say it and return its sound, and how long that took."""
        voice = built(FolderLibrary(library_root()))[self.voice]
        return Announcer(voice, resample)(self.asked)


@dataclass(frozen=True, slots=True)
class SameStore:
    """Whether a worker sees the store that we see: it looks for a proof that was left there."""

    shared: SharedPlace
    proof: str

    def __call__(self) -> bool:
        """Tell whether the proof is there."""
        try:
            store = opened(own_settings(own_place(self.shared)))
            store.gather(KIND, [self.proof])
            found = store.find(KIND, self.proof)
        except UserError:  # it has no way to open it
            return False
        return found is not None and content_digest(found) == self.proof


class _FarBench:
    """What a worker keeps from one job to the next."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._library = DigestLibrary(library_stock(), store)
        self.pictures = PictureBench(self._library, store)
        self.sound = sound_desk(store, self._library, AvFootage(store))

    def made_ready(self, files: Mapping[str, str], takes: tuple[str, ...]) -> None:
        """Have all that a job needs here; raises LackingError naming what is nowhere to be had."""
        lacking = [(KIND, digest) for digest in self._library.serve(files)]
        self._store.gather(_VOICES, takes)
        lacking += [(_VOICES, take) for take in takes if self._store.find(_VOICES, take) is None]
        if lacking:
            raise LackingError(tuple(lacking))

    def given_up(self) -> None:
        """Wait until all that was made can be had by others; raises HinderedError when the store does not take it."""
        with self._store.in_use():
            settled = self._store.settle()
        if not settled:
            told = " ; ".join(self._store.remarks())
            raise HinderedError(f"un ouvrier n'a pas pu envoyer ce qu'il a rendu{f' : {told}' if told else ''}")


def own_place(shared: SharedPlace) -> SharedPlace:
    """Return the shared store as this machine names it: it may see the same one elsewhere."""
    own = shared_place()
    return SharedPlace(own.url or shared.url, writes=True)


def own_settings(shared: SharedPlace) -> Settings:
    """Return the settings of a machine that has no project."""
    return Settings(Places(str(library_root()), str(library_root())), Path(), cache_folder(), shared)


@lru_cache(maxsize=2)
def _far_bench(shared: SharedPlace) -> _FarBench:
    return _FarBench(opened(own_settings(shared)))
