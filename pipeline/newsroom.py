"""The composition root: settings become adapters, a script becomes a programme."""

import datetime as dt
import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.adapters.codecs import AacEncoder, Mp4Muxer, X264Encoder
from pipeline.adapters.executors import LocalExecutors
from pipeline.adapters.footage import AvFootage, resample
from pipeline.adapters.library import FolderLibrary
from pipeline.adapters.media_check import ProjectMedia
from pipeline.adapters.meter import Ebur128Meter
from pipeline.adapters.store import FolderStore
from pipeline.adapters.voices.gtts_voice import GttsVoice
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.adapters.yaml_files import load_house, load_scene, read_marked, read_plain
from pipeline.check import CheckContext, Checked, check
from pipeline.errors import SceneError, UserError, VoiceError
from pipeline.model.programme import PRESETS, Preset
from pipeline.model.scene import House, Scene
from pipeline.model.script import Script
from pipeline.plan.context import PlanContext
from pipeline.ports import Progress, Voice, VoiceSetting
from pipeline.produce.layer_cache import LayerCache
from pipeline.produce.picture import ChunkJob, render
from pipeline.produce.run import Tools
from pipeline.produce.sound import SoundDesk
from pipeline.produce.speaking import Studio
from pipeline.speak.lexicon import Lexicon
from pipeline.speak.takes import Performance

CACHE_VERSION = "v1"
_EXTENSIONS = {"images": ".mp4", "voix": ".npz", "plans": ".json", "son": ".m4a", "mesures": ".json"}
DEFAULT_ENGINE = "pico"
_LONGEST_ID = 80


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the project is, and where what it makes goes."""

    root: Path
    output: Path

    @property
    def cache(self) -> Path:
        """The cache's folder, named by its version so that an old one is never misread."""
        return self.output / ".cache" / CACHE_VERSION


def find_root(start: Path) -> Path:
    """Return the project that `start` lies in (a folder with `scenes/` and `media/`), else the installed one.

    Raises UserError when there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents, Path(__file__).resolve().parents[1]):
        if (folder / "scenes" / "house").is_dir() and (folder / "media").is_dir():
            return folder
    raise UserError("aucun projet JT 2050 ici ; placez-vous dans le dossier qui contient scenes/ et media/")


class Newsroom:
    """Everything a command needs, built from the settings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.library = FolderLibrary(settings.root)
        self.store = FolderStore(settings.cache, _EXTENSIONS)
        self.footage = AvFootage()

    def scenes(self) -> Mapping[str, Scene]:
        """Load every scene; raises SceneError with file, line and column."""
        names = sorted(path.parent.name for path in (self.settings.root / "scenes").glob("*/scene.yaml"))
        return {name: load_scene(self._file(f"scenes/{name}/scene.yaml")) for name in names}

    def house(self, name: str) -> House:
        """Load a house style; raises SceneError."""
        return load_house(self._file(f"scenes/house/{name}.yaml"))

    def voices(self) -> dict[str, Voice]:
        """Return every speech engine by name."""
        return {voice.name: voice for voice in (PicoVoice(), GttsVoice())}

    def check(self, path: Path, scenes: Mapping[str, Scene], *, draft: bool) -> Checked:
        """Read and check a script; raises ScriptError when it is no YAML at all."""
        root = self.settings.root
        context = CheckContext(
            script_id=script_id(path),
            scenes=scenes,
            houses=frozenset(file.stem for file in (root / "scenes" / "house").glob("*.yaml")),
            voices=frozenset(self._cast()),
            engines=frozenset({*self.voices(), "embarquee"}),
            beds=frozenset({"nappe", "aucun"}),
            departments=frozenset(self._departments()),
            illustrations=frozenset(file.stem for file in (root / "media" / "illustrations").glob("*.svg")),
            media=ProjectMedia(self.library),
            draft=draft,
            today=dt.datetime.now(tz=dt.UTC).date(),
        )
        return check(read_marked(path), context)

    def plan_context(self, script: Script, scenes: Mapping[str, Scene], preset: Preset) -> PlanContext:
        """Gather what planning needs."""
        parts = read_plain(self._file("media/portraits/portraits.yaml"))
        return PlanContext(
            script, scenes, self.house(script.house), self.library, parts, self._departments(), preset.draft
        )

    def performance(self, script: Script, engine: str, *, offline: bool) -> Performance:
        """Choose the engine and gather its settings; raises VoiceError with a way out."""
        name = engine or script.voice_engine or DEFAULT_ENGINE
        name = DEFAULT_ENGINE if name == "embarquee" else name
        voice = self.voices().get(name)
        if voice is None:
            raise VoiceError(f"moteur de voix inconnu : « {name} » ; choisissez parmi {', '.join(self.voices())}")
        if offline and voice.online:
            raise VoiceError(f"la voix « {name} » demande internet, que --offline interdit ; essayez --voix pico")
        problem = voice.unavailable()
        if problem:
            raise VoiceError(f"la voix « {name} » ne peut pas parler ici : {problem}")
        settings = {cast: _setting(said.get(name, {})) for cast, said in self._cast().items()}
        words = read_plain(self._file("media/lexique.yaml"))["lexique"]
        return Performance(voice, settings, Lexicon.from_mapping(words).with_additions(script.lexicon))

    def tools(self, performance: Performance, progress: Progress) -> Tools:
        """Bind the adapters together for one run."""
        return Tools(
            Studio(performance, self.store, self.library, self.footage, resample),
            self.store,
            SoundDesk(self.store, self.footage, AacEncoder(), Ebur128Meter()),
            Mp4Muxer(),
            X264Encoder.version,
            LocalExecutors(),
            ChunkWorker(str(self.settings.root), str(self.settings.cache)),
            progress,
        )

    def _file(self, name: str) -> Path:
        """Return where a settings file is, and let the report name it among what was read."""
        if self.library.exists(name):
            self.library.asset(name)
        return self.settings.root / name

    def _cast(self) -> dict[str, dict[str, dict[str, str]]]:
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


def script_id(path: Path) -> str:
    """Return a script's id: its file name without accents, made safe for folders and links.

    >>> script_id(Path("scripts/Mon journal d'été.yaml")), script_id(Path("le_mans.yaml"))
    ('mon-journal-d-ete', 'le_mans')
    """
    plain = unicodedata.normalize("NFKD", path.stem.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9_]+|_{2,}", "-", plain)
    return re.sub(r"[-_]*-[-_]*", "-", words).strip("-_")[:_LONGEST_ID].rstrip("-_") or "script"


def preset_named(name: str) -> Preset:
    """Return a preset; raises UserError with those that exist."""
    found = PRESETS.get(name)
    if found is None:
        raise UserError(f"livraison inconnue : « {name} » ; choisissez parmi {', '.join(PRESETS)}")
    return found


@dataclass(frozen=True, slots=True)
class ChunkWorker:
    """What a process does: build its own adapters once, render one chunk, answer with its key."""

    root: str
    cache: str

    def __call__(self, job: ChunkJob) -> str:
        """Render one chunk into the store."""
        layers, store = _bench(self.root, self.cache)
        render(job, store, X264Encoder(), layers.source(job.layers, job.fmt))
        return job.key


@lru_cache(maxsize=2)
def _bench(root: str, cache: str) -> tuple[LayerCache, FolderStore]:
    import cv2  # noqa: PLC0415 - only workers compose

    cv2.setNumThreads(1)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    return LayerCache(FolderLibrary(Path(root)), AvFootage()), FolderStore(Path(cache), _EXTENSIONS)
