"""Writes sound as WAV: PCM of 16 bits at 48 kHz, whole or not at all."""

import wave
from pathlib import Path

import numpy as np

from pipeline.errors import UserError
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples


def write_wav(path: Path, sound: Samples) -> None:
    """Write samples of shape (n,) or (n, 2), full scale ±1; raises UserError when the place cannot be written."""
    aside = path.with_name(f".{path.name}.en-cours")
    pcm = np.round(np.clip(sound, -1, 1) * 32_767).astype("<i2")
    try:
        with wave.open(str(aside), "wb") as file:
            file.setnchannels(1 if sound.ndim == 1 else sound.shape[1])
            file.setsampwidth(2)
            file.setframerate(SAMPLE_RATE)
            file.writeframes(pcm.tobytes())
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise UserError(f"impossible d'écrire {path} ({error.strerror}) ; choisissez un autre dossier") from error
