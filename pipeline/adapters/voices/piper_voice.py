"""Piper: a neural voice from a file that was fetched by hand, spoken by piper-tts, offline."""

import importlib.util
import logging
from dataclasses import replace
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import numpy as np

from pipeline.adapters.voices import piper_files
from pipeline.adapters.voices.guards import speaker, utterable, way_out
from pipeline.adapters.voices.piper_files import AGAIN, LANGUAGE, PiperFiles
from pipeline.errors import VoiceError
from pipeline.ports import EngineFacts, Samples, Spoken, VoiceSetting

_RATE = 22_050
"""Of most voices; each says its own."""
_REVISION = 1
"""Raised when the same words would be said otherwise."""
_SEED = 2050
_EFFORT = 0.2
"""Seconds of a processor a second of speech takes, the model made ready for each sentence."""


class PiperVoice:
    """Speaks one sentence a call; a voice is a file of the user's, named as the file is."""

    name = "piper"
    facts = EngineFacts(
        rate=_RATE,
        languages=(LANGUAGE,),
        speakers=(),
        timings="sentences",
        deterministic=True,
        online=False,
        licence="GPL-3.0 ; celle de chaque voix",
        parallel=True,
        effort=_EFFORT,
    )

    def __init__(self) -> None:
        self._voices = tuple(voice for voice in piper_files.installed() if _french(voice))
        names = tuple(name for voice in self._voices for name in voice.speakers)
        if self._voices:
            self.facts = replace(type(self).facts, rate=self._voices[0].rate, speakers=names)
        self.version = self._version() if not self.unavailable() else "piper"

    def unavailable(self) -> str:
        """Return why it cannot speak here, in French, or an empty string."""
        if importlib.util.find_spec("piper") is None:
            return f"le paquet piper-tts n'est pas installé ; tapez « {AGAIN} », ou {way_out()}"
        if not self._voices:
            return f"aucune voix française n'est installée pour lui ; tapez « {AGAIN} », ou {way_out()}"
        return ""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Speak one sentence; raises VoiceError when it has no such voice, or when nothing is heard."""
        utterable(text)
        name = speaker(self.name, setting, self.facts)
        if setting.pitch != 1:
            raise VoiceError(
                "piper ne règle pas la hauteur (media/voix.yaml) ; réglez « taille », ou installez une autre voix"
            )
        voice = next(voice for voice in self._voices if name in voice.speakers)
        samples, rate = _said(voice, name.removeprefix(f"{voice.name}/"), text, setting.size / setting.pace)
        if not samples.size or not float(np.abs(samples).max()) > 0.01:
            raise VoiceError(
                f"piper ne sait pas dire « {text} » ; récrivez la phrase avec des mots, ou essayez {way_out()}"
            )
        return Spoken(samples, round(rate * setting.size))

    def _version(self) -> str:
        prints = " ".join(f"{voice.name} {piper_files.pinned(voice)}" for voice in self._voices)
        return f"piper {version('piper-tts')} onnxruntime {version('onnxruntime')} {prints} {_REVISION}"


def _french(voice: PiperFiles) -> bool:
    return voice.language.split("-")[0] == LANGUAGE


def _said(voice: PiperFiles, person: str, text: str, slowness: float) -> tuple[Samples, int]:
    """Say a sentence: mono PCM and its rate; raises VoiceError.

    The model draws noise as it speaks, from a seed that only a new session takes: so each sentence has one of its own,
    and the same words are the same samples whatever was said before.
    """
    import onnxruntime  # noqa: PLC0415 - heavy and optional: loaded when it speaks
    from onnxruntime.capi import onnxruntime_pybind11_state as failures  # noqa: PLC0415 - as above
    from piper import PiperVoice as Library  # noqa: PLC0415 - as above
    from piper import SynthesisConfig  # noqa: PLC0415 - as above
    from piper.config import PiperConfig  # noqa: PLC0415 - as above

    logging.getLogger("piper").setLevel(logging.ERROR)  # it warns in English of each phoneme a voice leaves out
    data, settings = _files(voice)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        onnxruntime.set_seed(_SEED)
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        config = PiperConfig.from_dict(settings)
        asked = SynthesisConfig(dict(voice.people).get(person), length_scale=config.length_scale * slowness)
        pieces = [chunk.audio_float_array for chunk in Library(session, config).synthesize(text, asked)]
    except (
        failures.Fail,
        failures.InvalidArgument,
        failures.InvalidGraph,
        failures.InvalidProtobuf,
        failures.NotImplemented,
        failures.RuntimeException,
        RuntimeError,
        ValueError,
        KeyError,
    ) as error:
        raise VoiceError(f"piper ne lit pas la voix {voice.name} ({error}) ; essayez {way_out()}") from error
    samples: Samples = np.concatenate(pieces).astype(np.float32) if pieces else np.zeros(0, np.float32)
    return samples, config.sample_rate


@lru_cache(maxsize=2)
def _files(voice: PiperFiles) -> tuple[bytes, Any]:
    """Return a voice's model and settings, checked once a process; raises VoiceError."""
    return piper_files.verified(voice)
