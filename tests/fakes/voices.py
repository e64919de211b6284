"""A voice that hums: a tone as long as its text, the same one every time."""

import numpy as np

from pipeline.errors import VoiceError
from pipeline.ports import EngineFacts, Samples, Spoken, VoiceSetting

RATE = 16_000
SECONDS_A_CHARACTER = 0.05


class ToneVoice:
    """Fulfils `Voice`; remembers what it was asked to say, refuses what it is told to refuse."""

    name = "diapason"
    facts = EngineFacts(
        rate=RATE,
        languages=("fr",),
        speakers=("fr",),
        timings="sentences",
        deterministic=True,
        online=False,
        licence="domaine public",
    )

    def __init__(self, version: str = "diapason 1", refused: str = "", problem: str = "") -> None:
        self.version = version
        self.said: list[str] = []
        self._refused = refused
        self._problem = problem

    def unavailable(self) -> str:
        return self._problem

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        if self._refused and self._refused in text:
            raise VoiceError(f"ne sait pas dire « {text} » ; essayez --voix pico")
        self.said.append(text)
        count = max(1, round(len(text) * SECONDS_A_CHARACTER * RATE / setting.pace))
        tone = 0.4 * np.sin(2 * np.pi * 220 * setting.pitch * np.arange(count) / RATE)
        return Spoken(tone.astype(np.float32), RATE)


def tripled(spoken: Spoken) -> Samples:
    """Bring 16 kHz to 48 kHz: every sample three times."""
    assert spoken.rate == RATE
    return np.repeat(spoken.samples, 3)
