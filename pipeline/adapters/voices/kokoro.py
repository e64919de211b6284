"""The neural voice: Kokoro-82M in 8 bits, offline, with word marks; a cast mixed from timbres, spoken in French.

Speech is computed in one thread: so the same words are the same samples, whichever process says them. Whoever wants
it sooner lets several processes speak (`produce.parallel_speech`).
"""

import importlib.util
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.adapters.voices import kokoro_model, timbres
from pipeline.adapters.voices.breaths import Breath, breaths
from pipeline.adapters.voices.guards import utterable, way_out
from pipeline.adapters.voices.kokoro_graph import quickened
from pipeline.adapters.voices.phonemes import phonemes
from pipeline.errors import VoiceError
from pipeline.ports import EngineFacts, Samples, Spoken, SpokenWord, VoiceSetting

_RATE = 24_000
_REVISION = 3
"""Raised when the same words would be said otherwise."""
_SPEEDS = (0.5, 2.0)
_EFFORT = 0.6
"""Seconds of a processor a second of speech takes in one thread: 0.4 measured on a Xeon of 2023, 0.85 by AVX2 alone."""


class KokoroVoice:
    """Speaks one sentence a call; the size factor plays it at another rate, the pace makes up for it."""

    name = "kokoro"
    facts = EngineFacts(
        rate=_RATE,
        languages=("fr",),
        speakers=timbres.NAMES,
        timings="words",
        deterministic=True,
        online=False,
        licence="Apache-2.0 ; espeak GPL-3.0",
        parallel=True,
        effort=_EFFORT,
    )

    def __init__(self, timbres_file: Path, model: Path | None = None) -> None:
        self._timbres = timbres_file
        self._model = model or kokoro_model.place()
        self.version = self._version() if not self.unavailable() else "kokoro"

    def unavailable(self) -> str:
        """Return why it cannot speak here, in French, or an empty string."""
        missing = [name for name in ("onnxruntime", "espeakng_loader") if importlib.util.find_spec(name) is None]
        if missing:
            packages = " et ".join(name.replace("_", "-") for name in missing)
            return f"il manque {packages} ; tapez « jt voices install », ou {way_out()}"
        if not kokoro_model.present(self._model):
            return f"son modèle (92 Mo) n'est pas installé ; tapez « jt voices install », ou {way_out()}"
        if not self._timbres.is_file():
            return f"{self._timbres} manque ; remettez le fichier du projet, ou {way_out()}"
        return ""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Speak one sentence; raises VoiceError when it has no such voice, or when nothing is heard."""
        utterable(text)
        held = timbres.loaded(self._timbres)
        style = held.mixed(setting.voice)
        speed = _speed(setting)
        pieces: list[Samples] = []
        words: list[SpokenWord] = []
        at = 0
        for breath in breaths(phonemes(text), held.numbers):
            sound, marks = _said(self._model, breath, style, speed)
            words += [SpokenWord(word, at + start) for word, start in marks]
            pieces.append(sound)
            at += sound.size
        samples: Samples = np.concatenate(pieces) if pieces else np.zeros(0, np.float32)
        if not samples.size or not float(np.abs(samples).max()) > 0.01:
            raise VoiceError(
                f"kokoro ne sait pas dire « {text} » ; récrivez la phrase avec des mots, ou essayez {way_out()}"
            )
        return Spoken(samples, round(_RATE * setting.size), tuple(words))

    def _version(self) -> str:
        held = timbres.digest(self._timbres)
        libraries = f"onnxruntime {version('onnxruntime')} espeak {version('espeakng-loader')}"
        return f"kokoro {kokoro_model.SHA256[:16]} {held} {libraries} {_REVISION}"


def _speed(setting: VoiceSetting) -> float:
    """Return how fast the model is to speak, the pitch being that of the mixture; raises VoiceError."""
    if setting.pitch != 1:
        raise VoiceError(
            "kokoro ne règle pas la hauteur (media/voix.yaml) ; "
            "mélangez une voix plus grave ou plus aiguë, ou réglez « taille »"
        )
    speed = setting.pace / setting.size
    if not _SPEEDS[0] <= speed <= _SPEEDS[1]:
        raise VoiceError(f"kokoro ne parle pas à l'allure {setting.pace:g} (media/voix.yaml) ; écrivez de 0.5 à 2")
    return speed


def _said(
    model: Path, breath: Breath, style: timbres.Timbre, speed: float
) -> tuple[Samples, Sequence[tuple[str, int]]]:
    """Say one breath: its sound without the silence around it, and each word with the sample it begins at."""
    row = style[breath.row][np.newaxis]
    tokens = np.array([[0, *breath.tokens, 0]], np.int64)
    sound, frames = _run(model, tokens, row, speed)
    edges = np.concatenate(([0], np.cumsum(frames))) * kokoro_model.FRAME
    begin, end = breath.heard(edges)
    starts = [(word.text, max(0, int(edges[word.token + 1]) - begin)) for word in breath.words]
    return sound[begin:end], starts


def _run(
    model: Path, tokens: npt.NDArray[np.int64], row: timbres.Timbre, speed: float
) -> tuple[Samples, npt.NDArray[np.int64]]:
    """Return PCM at 24 kHz and how many frames each token lasts; raises VoiceError."""
    feed = {"tokens": tokens, "style": row, "speed": np.array([speed], np.float32)}
    session, thrift = _session(model)
    sound, frames = session.run(["audio", "duration"], feed, thrift)
    return np.asarray(sound, np.float32).ravel(), np.asarray(frames, np.int64).ravel()


@lru_cache(maxsize=1)
def _session(model: Path) -> tuple[Any, Any]:
    """Return the model, loaded once a process, in one thread, and how it is run; raises VoiceError.

    After each breath it gives back the memory of it, some 30 MB a second of speech: kept, the longest breath of a
    programme would stay in memory in every process (770 MB instead of 235 after one of 11 s, measured).
    """
    import onnxruntime  # noqa: PLC0415 - heavy and optional: loaded when it speaks

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    data = quickened(kokoro_model.timed(model))
    try:
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    except RuntimeError as error:
        raise VoiceError(f"onnxruntime ne charge pas le modèle de voix ({error}) ; essayez {way_out()}") from error
    session._model_bytes = b""  # noqa: SLF001 - 92 MB kept for starting again elsewhere, which a CPU never does
    thrift = onnxruntime.RunOptions()
    thrift.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return session, thrift
