"""Piper's voices on this machine: a model and its settings, each with the fingerprint it was installed with.

They are other people's files, fetched by hand and never by us: `jt voices install --moteur piper --depuis FILE` puts
one here. Only the standard library is needed, so that knowing what is there costs nothing.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.adapters.voices import kokoro_model
from pipeline.errors import VoiceError
from pipeline.french.system import why

MODEL, SETTINGS, PRINT = ".onnx", ".onnx.json", ".sha256"
"""How the names end of what a voice is made of: its model, its settings, the fingerprints of both."""
AGAIN = "jt voices install --moteur piper --depuis FICHIER.onnx"
LANGUAGE = "fr"


@dataclass(frozen=True, slots=True)
class PiperFiles:
    """A voice that is installed: its name, where its model is, what its settings say."""

    name: str
    model: Path
    rate: int
    language: str
    people: tuple[tuple[str, int], ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Return the names it answers to: its own, or one for each person in it."""
        return tuple(f"{self.name}/{person}" for person, _ in self.people) if len(self.people) > 1 else (self.name,)


def folder() -> Path:
    """Return the folder of Piper's voices, there or not."""
    return kokoro_model.folder() / "piper"


def installed() -> tuple[PiperFiles, ...]:
    """Return the voices that can be used, by name; those that cannot be read are left out."""
    found = []
    for model in sorted(folder().glob(f"*{MODEL}")):
        if not beside(model, PRINT).is_file():
            continue
        try:
            found.append(described(model))
        except VoiceError:
            continue
    return tuple(found)


def beside(model: Path, ending: str) -> Path:
    """Return the file that goes with a model."""
    return model.with_name(model.name.removesuffix(MODEL) + ending)


def described(model: Path) -> PiperFiles:
    """Return what the settings of a voice say; raises VoiceError when they cannot be used."""
    path = beside(model, SETTINGS)
    try:
        told = json.loads(path.read_text("utf-8"))
        rate, language = int(told["audio"]["sample_rate"]), str(told["espeak"]["voice"])
        people = tuple((str(name), int(number)) for name, number in told.get("speaker_id_map", {}).items())
    except FileNotFoundError as error:
        raise VoiceError(f"{path} manque ; une voix de Piper a deux fichiers, prenez-les tous les deux") from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VoiceError(f"{path} ne se lit pas ; reprenez ce fichier là où vous avez pris la voix") from error
    return PiperFiles(model.name.removesuffix(MODEL), model, rate, language, people)


def fingerprints(model: Path) -> str:
    """Return the SHA-256 of a model and of its settings, as they are kept beside them; raises VoiceError."""
    try:
        parts = (model.read_bytes(), beside(model, SETTINGS).read_bytes())
    except OSError as error:
        raise VoiceError(f"{error.filename} ne se lit pas ({why(error)}) ; tapez « {AGAIN} »") from error
    return " ".join(hashlib.sha256(part).hexdigest() for part in parts)


def pinned(voice: PiperFiles) -> str:
    """Return the fingerprints a voice was installed with."""
    return beside(voice.model, PRINT).read_text("ascii").strip()


def verified(voice: PiperFiles) -> tuple[bytes, dict[str, Any]]:
    """Return a model and its settings; raises VoiceError when they are not what was installed."""
    if fingerprints(voice.model) != pinned(voice):
        raise VoiceError(
            f"la voix {voice.name} n'est plus celle qui a été installée : {voice.model} a une autre empreinte "
            f"SHA-256 ; réinstallez-la : {AGAIN}"
        )
    settings: dict[str, Any] = json.loads(beside(voice.model, SETTINGS).read_text("utf-8"))
    return voice.model.read_bytes(), settings
