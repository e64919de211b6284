"""The composition root: settings become adapters, a script becomes a programme."""

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.adapters.clips.installed import REFERENCE_VERSION, clip_maker, needed
from pipeline.adapters.clips.player import ClipTheatre
from pipeline.adapters.codecs import AacEncoder, Mp4Muxer
from pipeline.adapters.executors import LocalExecutors
from pipeline.adapters.footage import AvFootage, resample
from pipeline.adapters.library import FolderLibrary
from pipeline.adapters.media_check import ProjectMedia
from pipeline.adapters.meter import Ebur128Meter
from pipeline.adapters.project import EXTENSIONS, Settings, find_root, script_id
from pipeline.adapters.store import FolderStore
from pipeline.adapters.voices.espeak import EspeakVoice
from pipeline.adapters.voices.gtts_voice import GttsVoice
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.adapters.x264 import X264Encoder
from pipeline.adapters.yaml_files import load_house, load_scene, read_marked, read_plain
from pipeline.check import CheckContext, Checked, check
from pipeline.check.wording import meant
from pipeline.errors import ClipError, SceneError, UserError, VoiceError
from pipeline.model.marked import Node
from pipeline.model.programme import Preset
from pipeline.model.scene import House, Scene
from pipeline.model.script import Script
from pipeline.model.task import FAST, preset_named
from pipeline.plan.context import PlanContext
from pipeline.ports import PictureEngine, Pixels, Progress, Voice, VoiceSetting
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.picture import ChunkJob, composed, render
from pipeline.produce.run import Tools
from pipeline.produce.sound import SoundDesk
from pipeline.produce.speaking import Studio
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.takes import Performance

__all__ = ["FAST", "ChunkWorker", "Newsroom", "Settings", "find_root", "preset_named", "script_id"]

DEFAULT_ENGINE = "pico"
MOVIEPY = "moviepy"
"""What composes the pictures: our own planes, or MoviePy, the reference."""


class Newsroom:
    """Everything a command needs, built from the settings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = FolderLibrary(settings.root)
        self.store = FolderStore(settings.cache, EXTENSIONS)
        self.footage = AvFootage(self.store)
        self.clips = ClipTheatre(self.library)

    def scenes(self) -> Mapping[str, Scene]:
        """Load every scene; raises SceneError with file, line and column."""
        names = sorted(path.parent.name for path in (self.settings.root / "scenes").glob("*/scene.yaml"))
        return {name: load_scene(self._file(f"scenes/{name}/scene.yaml")) for name in names}

    def house(self, name: str) -> House:
        """Load a house style; raises SceneError."""
        return load_house(self._file(f"scenes/house/{name}.yaml"))

    def voices(self) -> dict[str, Voice]:
        """Return every speech engine by name."""
        return {voice.name: voice for voice in (PicoVoice(), EspeakVoice(), GttsVoice())}

    def check(self, path: Path, scenes: Mapping[str, Scene], *, draft: bool) -> Checked:
        """Read and check a script; raises ScriptError when it is no YAML at all."""
        return self.check_tree(read_marked(path), script_id(path), scenes, draft=draft)

    def check_tree(self, tree: Node, name: str, scenes: Mapping[str, Scene], *, draft: bool) -> Checked:
        """Check a script that is already read; `name` is its id."""
        root = self.settings.root
        context = CheckContext(
            script_id=name,
            scenes=scenes,
            houses=frozenset(file.stem for file in (root / "scenes" / "house").glob("*.yaml")),
            voices=frozenset(self.cast()),
            engines=frozenset({*self.voices(), "embarquee"}),
            beds=frozenset({"nappe", "aucun"}),
            departments=frozenset(self._departments()),
            illustrations=frozenset(file.stem for file in (root / "media" / "illustrations").glob("*.svg")),
            media=ProjectMedia(self.library),
            draft=draft,
            today=dt.datetime.now(tz=dt.UTC).date(),
        )
        return check(tree, context)

    def plan_context(self, script: Script, scenes: Mapping[str, Scene], preset: Preset) -> PlanContext:
        """Gather what planning needs."""
        parts = read_plain(self._file("media/portraits/portraits.yaml"))
        return PlanContext(
            script,
            scenes,
            self.house(script.house),
            self.library,
            parts,
            self._departments(),
            preset.draft,
            clip_maker(),
        )

    def performance(self, script: Script, engine: str, *, offline: bool) -> Performance:
        """Choose the engine and gather its settings; raises VoiceError with a way out."""
        return self.speaking(engine or script.voice_engine, script.lexicon, offline=offline)

    def speaking(self, engine: str, additions: Mapping[str, str], *, offline: bool) -> Performance:
        """Gather the settings of an engine, the embedded one unless told; raises VoiceError with a way out."""
        name = DEFAULT_ENGINE if engine in {"", "embarquee"} else engine
        voices = self.voices()
        voice = voices.get(name)
        if voice is None:
            raise VoiceError(
                f"moteur de voix inconnu : « {name} » ; {meant(name, voices)}choisissez parmi {', '.join(voices)}"
            )
        if offline and voice.facts.online:
            raise VoiceError(f"la voix « {name} » demande internet, que --offline interdit ; essayez --voix pico")
        problem = voice.unavailable()
        if problem:
            raise VoiceError(f"la voix « {name} » ne peut pas parler ici : {problem}")
        settings = {cast: _setting(said.get(name, {})) for cast, said in self.cast().items()}
        words = read_plain(self._file("media/lexique.yaml"))["lexique"]
        return Performance(voice, settings, Lexicon.from_mapping(words).with_additions(additions))

    def tools(self, performance: Performance, progress: Progress, engine: str = FAST) -> Tools:
        """Bind the adapters together for one run; raises UserError when no such engine composes pictures here."""
        composed = _engine_version(engine)
        return Tools(
            Studio(performance, self.store, self.library, self.footage, resample),
            self.store,
            SoundDesk(self.store, self.footage, AacEncoder(), Ebur128Meter()),
            Mp4Muxer(),
            f"{X264Encoder.version}{composed}",
            LocalExecutors(),
            ChunkWorker(str(self.settings.root), str(self.settings.cache), engine),
            progress,
        )

    def _file(self, name: str) -> Path:
        """Return where a settings file is, and let the report name it among what was read."""
        if self.library.exists(name):
            self.library.asset(name)
        return self.settings.root / name

    def cast(self) -> dict[str, dict[str, dict[str, str]]]:
        """Return how each engine says each voice of the programme, by voice then engine."""
        cast: dict[str, dict[str, dict[str, str]]] = read_plain(self._file("media/voix.yaml"))
        return cast

    def _departments(self) -> dict[str, str]:
        names: dict[str, str] = read_plain(self._file("media/cartes/departements.yaml"))
        return names


def _setting(said: Mapping[str, Any]) -> VoiceSetting:
    try:
        return VoiceSetting(
            str(said.get("voix", "")),
            float(said.get("allure", 1)),
            float(said.get("hauteur", 1)),
            float(said.get("taille", 1)),
        )
    except ValueError as error:
        raise SceneError(f"media/voix.yaml : réglage de voix illisible ({error}) ; écrivez des nombres") from error


def _engine_version(engine: str) -> str:
    """Return what an engine adds to every chunk's key; our own adds nothing, `COMPOSE_VERSION` stands for it."""
    if engine == FAST:
        return ""
    if engine != MOVIEPY:
        raise UserError(f"moteur d'images inconnu : « {engine} » ; choisissez parmi {FAST}, {MOVIEPY}")
    return f" {MOVIEPY} {needed(f'le moteur « {MOVIEPY} »')}-{REFERENCE_VERSION}"


@dataclass(frozen=True, slots=True)
class ChunkWorker:
    """What a process does: build its own adapters once, render chunks one after the other into the store."""

    root: str
    cache: str
    engine: str = FAST

    def __call__(self, jobs: tuple[ChunkJob, ...]) -> None:
        """Render chunks; a clip that fails is said of the chunk it was asked for."""
        bench = _bench(self.root, self.cache)
        for job in jobs:
            try:
                render(job, bench.store, X264Encoder(), self._pictures(job, bench))
            except ClipError as error:
                raise error.of_shot(job.id.rpartition("/")[0]) from error

    def _pictures(self, job: ChunkJob, bench: "_Bench") -> Iterator[Pixels]:
        """Compose one picture a run of the chunk, with the engine that is asked for."""
        if self.engine == MOVIEPY:
            engine = _reference(self.root, self.cache)
            return engine.frames([run.frame for run in job.runs], job.layers, job.fmt)
        return composed(job, bench.layers.source(job.layers, job.fmt))


@dataclass(frozen=True, slots=True)
class _Bench:
    """What a process keeps from one chunk to the next."""

    layers: LayerCache
    store: FolderStore


@lru_cache(maxsize=2)
def _bench(root: str, cache: str) -> _Bench:
    import cv2  # noqa: PLC0415 - only workers compose

    cv2.setNumThreads(1)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    library, store = FolderLibrary(Path(root)), FolderStore(Path(cache), EXTENSIONS)
    return _Bench(LayerCache(library, AvFootage(store), ClipTheatre(library)), store)


@lru_cache(maxsize=2)
def _reference(root: str, cache: str) -> PictureEngine:
    from pipeline.adapters.clips.reference import MoviePyEngine  # noqa: PLC0415 - MoviePy may not be installed

    library = FolderLibrary(Path(root))
    return MoviePyEngine(library, AvFootage(FolderStore(Path(cache), EXTENSIONS)), ClipTheatre(library))
