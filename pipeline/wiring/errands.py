"""Work of a render as errands for a cluster: what each makes and needs, what it costs; nothing is decided here."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from pipeline.adapters.cluster.fingerprint import fingerprint
from pipeline.adapters.cluster.travel import Alike, Errand, StoreEntry
from pipeline.adapters.media.by_digest import KIND as FILES
from pipeline.adapters.media.by_digest import assets_in, content_digest
from pipeline.adapters.media.library import FolderLibrary
from pipeline.adapters.project import SHARED_VARIABLE, Places, SharedPlace
from pipeline.adapters.shared.tiered import TieredStore
from pipeline.assemble.schedule import Work
from pipeline.errors import UserError
from pipeline.french.wording import quoted
from pipeline.model.picture import Asset
from pipeline.ports import Store
from pipeline.produce.losses import changed_meanwhile
from pipeline.produce.parallel_speech import Announcer
from pipeline.produce.picture import KIND as PICTURES
from pipeline.produce.picture import ChunkJob
from pipeline.produce.segment import FACTS, SegmentJob
from pipeline.produce.segment import KIND as SOUND
from pipeline.produce.watching import KIND as SENSES
from pipeline.produce.watching import heard_key, watched_key
from pipeline.speak.takes import Utterance
from pipeline.wiring.elsewhere import FarChunks, FarSegment, FarSentence
from pipeline.wiring.worker import ChunkWorker, SoundWorker

_VOICES = "voix"


def errand_here(fn: Callable[..., Any], *args: Any) -> Errand | None:
    """Return the errand of a function and its arguments for workers that see this machine's folders."""
    work = partial(fn, *args)
    match fn:
        case ChunkWorker():
            return _picture_errand(work, args[0])
        case SoundWorker():
            return _sound_errand(work, args[0])
        case Announcer() if fn.voice.facts.deterministic:
            return _spoken_errand(work, args[0])
        case _:
            return None


@dataclass(frozen=True, slots=True)
class FarErrands:
    """Makes errands for workers that see nothing of this machine but the store that is shared."""

    shared: SharedPlace

    def __call__(self, fn: Callable[..., Any], *args: Any) -> Errand | None:
        """Return the errand of a function and its arguments; None for what can only be done here."""
        match fn:
            case ChunkWorker():
                jobs: tuple[ChunkJob, ...] = args[0]
                assets = _by_name(assets_in(tuple(job.layers for job in jobs)))
                far = FarChunks(self.shared, fn.engine, assets, jobs)
                return _picture_errand(far, jobs, _places(fn.settings.places, assets))
            case SoundWorker():
                job: SegmentJob = args[0]
                sounds = job.segment.score.sounds
                assets = _by_name((*(Asset(sound.path, sound.digest) for sound in sounds), *assets_in(sounds)))
                takes = tuple((_VOICES, voice.take) for voice in job.segment.score.voices)
                far_sound = FarSegment(self.shared, assets, job)
                return _sound_errand(far_sound, job, _places(fn.settings.places, assets), takes)
            case Announcer() if _said_alike(fn):
                return _spoken_errand(FarSentence(fn.voice.name, args[0]), args[0])
            case _:
                return None


def _picture_errand(
    work: Callable[[], Any], jobs: tuple[ChunkJob, ...], files: dict[str, Path] | None = None
) -> Errand:
    return Errand(
        work=work,
        name=f"images {jobs[0].id}",
        sort="images",
        weight=sum(_cost(job) for job in jobs),
        makes=tuple(entry for job in jobs for entry in ((PICTURES, job.key), (SENSES, watched_key(job.key)))),
        files=files or {},
    )


def _sound_errand(
    work: Callable[[], Any],
    job: SegmentJob,
    files: dict[str, Path] | None = None,
    takes: tuple[StoreEntry, ...] = (),
) -> Errand:
    return Errand(
        work=work,
        name="son",
        sort="son",
        weight=job.segment.length,
        makes=((SOUND, job.key), (FACTS, job.key), (SENSES, heard_key(job.key))),
        needs=tuple(dict.fromkeys(takes)),
        files=files or {},
    )


def _spoken_errand(work: Callable[[], Any], asked: Utterance) -> Errand:
    name = f"phrase {quoted(asked.words)}"
    return Errand(work=work, name=name, sort="voix", weight=len(asked.words), rule=Alike.VOICES)


def _said_alike(booth: Announcer) -> bool:
    """Tell whether workers can be told to say what this booth says: with the engine that their own package makes."""
    voice = booth.voice
    return voice.facts.deterministic and fingerprint().voices.get(f"voix {voice.name}") == voice.version


def _cost(job: ChunkJob) -> float:
    """Return what a chunk costs, in pictures of a megapixel."""
    work = Work(len(job.shown.lengths), frozenset(job.layers), job.shown.mixing)
    return work.cost(frozenset()) * job.fmt.width * job.fmt.height / 1e6


def _by_name(assets: Iterable[Asset]) -> dict[str, str]:
    return {asset.path: asset.digest for asset in assets}


def _places(places: Places, named: dict[str, str]) -> dict[str, Path]:
    """Return where each file lies, by its SHA-256."""
    library = _library(places)
    return {digest: library.path(name) for name, digest in named.items()}


@lru_cache(maxsize=64)
def _library(places: Places) -> FolderLibrary:
    return FolderLibrary.of(places)


@dataclass(frozen=True, slots=True)
class HomeDepot:
    """Fulfils `Depot` where workers write into the folder that we read."""

    store: Store

    def bring(self, errand: Errand, stocked: frozenset[str], *, again: bool) -> None:
        """See to nothing: all of it is there."""

    def fetch(self, entries: tuple[StoreEntry, ...]) -> bool:
        """Tell whether all of them are there, and sound."""
        return all(self.store.find(kind, key) is not None for kind, key in entries)


class SharedDepot:
    """Fulfils `Depot` by a store that all share, and the cache of this machine in front of it."""

    def __init__(self, store: TieredStore, cache: Store) -> None:
        self._store, self._cache = store, cache
        self._brought: set[StoreEntry] = set()
        self._one = threading.Lock()

    def bring(self, errand: Errand, stocked: frozenset[str], *, again: bool) -> None:
        """Send what an errand needs and is not there yet for certain; `again` has everything sent anew.

        Raises UserError when the store does not take it, or a file changed since it was looked at.
        """
        wanted = {*errand.needs, *((FILES, digest) for digest in errand.files if again or digest not in stocked)}
        with self._one:  # one after the other: errands share most of what they need
            lacking = wanted if again else wanted - self._brought
            for kind, key in sorted(lacking):
                if kind == FILES:
                    self._keep(key, errand.files[key])
            for kind in sorted({kind for kind, _ in lacking}):
                self._sent(kind, [key for each, key in sorted(lacking) if each == kind])
            self._brought |= lacking

    def fetch(self, entries: tuple[StoreEntry, ...]) -> bool:
        """Bring entries here; tell whether all of them are, and sound."""
        for kind in dict.fromkeys(kind for kind, _ in entries):
            self._store.gather(kind, [key for each, key in entries if each == kind])
        return all(self._store.find(kind, key) is not None for kind, key in entries)

    def _keep(self, digest: str, path: Path) -> None:
        if self._cache.find(FILES, digest) is not None:
            return
        if content_digest(path) != digest:
            raise changed_meanwhile(path.name)
        self._cache.put(FILES, digest, path.read_bytes())

    def _sent(self, kind: str, keys: list[str]) -> None:
        if not self._store.share(kind, keys):
            told = " ; ".join(self._store.remarks())
            raise UserError(
                f"le magasin partagé ({SHARED_VARIABLE}) n'a pas pris ce dont les ouvriers ont besoin"
                f"{f' : {told}' if told else ''} ; vérifiez qu'on peut y écrire, ou rendez sans --grappe"
            )
