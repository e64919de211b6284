"""The adapters of one run, bound together: all that speaks, draws, encodes and joins is loaded here."""

from pipeline.adapters.clips.installed import REFERENCE_VERSION, moviepy_version
from pipeline.adapters.codecs.encoders import ChunkEncoder
from pipeline.adapters.codecs.film import FilmMuxer
from pipeline.adapters.executors.local import LocalExecutors
from pipeline.adapters.inspecting.picture import watched_alone
from pipeline.adapters.marking.file_marker import FileMarker
from pipeline.adapters.rushes.sound import resample
from pipeline.model.programme import MOVIEPY
from pipeline.ports import Progress
from pipeline.produce.run import Tools
from pipeline.produce.speaking import Studio
from pipeline.speak.takes import Performance
from pipeline.wiring.equipment import Equipment
from pipeline.wiring.worker import ChunkWorker, SoundWorker, sound_desk


def bound(equipment: Equipment, performance: Performance, progress: Progress, pictures: str) -> Tools:
    """Bind the adapters of a job together for one run, with the engine that composes its pictures."""
    store, library, footage = equipment.store, equipment.library, equipment.footage
    return Tools(
        studio=Studio(performance, store, library, footage, resample),
        store=store,
        desk=sound_desk(store, library, footage),
        muxer=FilmMuxer(),
        encoder_version=lambda coding: f"{ChunkEncoder().version(coding)}{_engine_version(pictures)}",
        marker=FileMarker(),
        executors=equipment.executors or LocalExecutors(progress.note),
        work=ChunkWorker(equipment.settings, pictures, equipment.unwanted),
        sound_work=SoundWorker(equipment.settings),
        progress=progress,
        watcher=watched_alone,
        under_way=equipment.under_way,
    )


def _engine_version(pictures: str) -> str:
    """Return what an engine adds to every chunk's key; our own adds nothing, `COMPOSE_VERSION` stands for it."""
    return f" {MOVIEPY} {moviepy_version()}-{REFERENCE_VERSION}" if pictures == MOVIEPY else ""
