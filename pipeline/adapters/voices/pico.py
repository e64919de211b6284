"""The embedded voice: SVOX Pico through py-nanotts, offline, 16 kHz, deterministic."""

import ctypes
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version

import numpy as np

from pipeline.adapters.voices.guards import speaker, utterable, way_out
from pipeline.errors import VoiceError
from pipeline.ports import EngineFacts, Samples, Spoken, VoiceSetting

_RATE = 16_000
_M_PERTURB = -6
_SHELF_HZ = (1_800.0, 4_500.0)
_SHELF_GAIN = 2.0
"""Pico is muffled: a treble shelf of 6 dB, rising between the two frequencies, brings consonants back."""


class PicoVoice:
    """Speaks one sentence a call; the size factor plays the sound at another rate, the pace makes up for it."""

    name = "pico"
    facts = EngineFacts(
        rate=_RATE,
        languages=("fr",),
        speakers=("fr-FR",),
        timings="sentences",
        deterministic=True,
        online=False,
        licence="Apache-2.0",
    )

    def __init__(self) -> None:
        self.version = f"pico {version('py-nanotts')}-2" if not self.unavailable() else "pico"

    def unavailable(self) -> str:
        """Return why it cannot speak here, in French, or an empty string."""
        if importlib.util.find_spec("py_nanotts") is None:
            return (
                "le paquet py-nanotts n'est pas installé (il n'existe pas pour macOS) ; "
                f"tapez « jt voices install », ou {way_out()}"
            )
        return ""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Speak one sentence; raises VoiceError when it has no such voice, or when nothing is heard."""
        utterable(text)
        name = speaker(self.name, setting, self.facts)
        from py_nanotts import NanoTTS  # noqa: PLC0415 - heavy and optional: loaded when it speaks

        with _zeroed_memory():
            pcm = NanoTTS().speak(text, voice=name, speed=setting.pace / setting.size, pitch=setting.pitch, volume=1.0)
        samples: Samples = np.frombuffer(pcm, "<i2").astype(np.float32) / np.float32(32_768)
        if not samples.size or float(np.abs(samples).max()) < 0.01:
            raise VoiceError(f"la voix embarquée ne sait pas dire « {text} » ; récrivez la phrase avec des mots")
        return Spoken(_brightened(samples), round(_RATE * setting.size))


@contextmanager
def _zeroed_memory() -> Iterator[None]:
    """Let fresh memory be zero while Pico speaks: it reads some it never wrote, and would say a line two ways.

    glibc fills new memory with the complement of `M_PERTURB`; other systems have no such switch.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt is None:
        yield
        return
    mallopt(_M_PERTURB, 0xFF)
    try:
        yield
    finally:
        mallopt(_M_PERTURB, 0)


def _brightened(samples: Samples) -> Samples:
    spectrum = np.fft.rfft(samples)
    frequencies = np.fft.rfftfreq(samples.size, 1 / _RATE)
    gain = np.interp(frequencies, _SHELF_HZ, (1.0, _SHELF_GAIN))
    result: Samples = np.fft.irfft(spectrum * gain, samples.size).astype(np.float32)
    return result
