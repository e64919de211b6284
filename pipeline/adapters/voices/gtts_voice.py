"""The online voice of gTTS: one short request at a time, with time-outs, retries and a check of what came back."""

import importlib.util
import io

import numpy as np

from pipeline.adapters.voices.guards import speaker, utterable, way_out
from pipeline.adapters.voices.mp3 import heard
from pipeline.adapters.voices.online import Clock, NetworkPatience, Service, parts
from pipeline.ports import EngineFacts, Spoken, VoiceSetting

_PART = 90
"""Characters a request; gTTS itself would send more than 100 as several requests, one right after the other."""


class GttsVoice:
    """French as Google Translate speaks it; needs the internet and says so when there is none."""

    name = "gtts"
    version = "gtts 2"
    facts = EngineFacts(
        rate=24_000,
        languages=("fr",),
        speakers=("fr", "ca", "com"),
        timings="sentences",
        deterministic=False,
        online=True,
        licence="MIT ; service de Google",
    )

    def __init__(self, clock: Clock | None = None, patience: NetworkPatience | None = None) -> None:
        self._service = Service("gTTS", clock, patience)

    def unavailable(self) -> str:
        """Return why it cannot speak here, in French, or an empty string."""
        if importlib.util.find_spec("gtts") is None:
            return f"le paquet gTTS n'est pas installé ; tapez « jt voices install --moteur gtts », ou {way_out()}"
        return ""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Speak one sentence; raises VoiceError after the last try, at once when trying again cannot help."""
        utterable(text)
        accent = speaker(self.name, setting, self.facts)
        spoken = [self._heard(part, accent) for part in parts(text, _PART)]
        rate = spoken[0].rate
        return Spoken(np.concatenate([piece.samples for piece in spoken]), round(rate * setting.size))

    def _heard(self, part: str, accent: str) -> Spoken:
        """Ask for a part until it is heard whole."""
        from gtts import gTTS, gTTSError  # noqa: PLC0415 - loaded when it speaks

        limits = (self._service.patience.connect, self._service.patience.read)

        def fetch() -> Spoken:
            data = io.BytesIO()
            gTTS(part, lang="fr", tld=accent, timeout=limits).write_to_fp(data)
            return heard(data.getvalue(), part)

        return self._service.brought(fetch, (gTTSError,))
