"""The online voice of gTTS: one sentence a call, with time-outs, retries and a check of what came back."""

import importlib.util
import io
import random
import time

import av
import numpy as np

from pipeline.errors import VoiceError
from pipeline.ports import Spoken, VoiceSetting

_TIMEOUT = (5, 20)
_WAITS = (1.0, 4.0, 10.0)
_APART = 0.5
_FASTEST = 40
"""Characters a second that nobody speaks: Google's French says about 15."""
_WAY_OUT = "vérifiez la connexion, ou rendez avec la voix embarquée : --voix pico"


class GttsVoice:
    """French as Google Translate speaks it; needs the internet and says so when there is none."""

    name = "gtts"
    version = "gtts 1"
    online = True

    def __init__(self) -> None:
        self._last = 0.0

    def unavailable(self) -> str:
        """Return why it cannot speak here, in French, or an empty string."""
        if importlib.util.find_spec("gtts") is None:
            return "le paquet gTTS n'est pas installé ; tapez « pip install gTTS », ou --voix pico"
        return ""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Speak one sentence; raises VoiceError after three tries, at once when the name does not resolve."""
        import requests  # noqa: PLC0415 - comes with gTTS, loaded when it speaks
        from gtts import gTTS, gTTSError  # noqa: PLC0415

        problem = ""
        for wait in (*_WAITS, 0.0):
            time.sleep(max(0.0, self._last + _APART - time.monotonic()))
            try:
                data = io.BytesIO()
                gTTS(text, lang="fr", tld=setting.voice or "fr", timeout=_TIMEOUT).write_to_fp(data)
                return _whole(_decoded(data.getvalue(), setting.size), text)
            except (gTTSError, requests.RequestException, VoiceError) as error:
                problem = str(error)
                if "resolve" in problem.lower() or "name resolution" in problem.lower():
                    break
            finally:
                self._last = time.monotonic()
            time.sleep(wait * random.uniform(0.8, 1.2))  # noqa: S311 - a jitter, not a secret
        raise VoiceError(f"la voix en ligne gTTS ne répond pas ({problem}) ; {_WAY_OUT}")


def _whole(spoken: Spoken, text: str) -> Spoken:
    """Refuse a sound too short for its words: MP3 cut in transit still decodes."""
    if spoken.samples.size / spoken.rate < len(text) / _FASTEST:
        raise VoiceError("gTTS a rendu un son tronqué")
    return spoken


def _decoded(data: bytes, size: float) -> Spoken:
    if not data:
        raise VoiceError("gTTS a rendu un son vide")
    try:
        with av.open(io.BytesIO(data), "r", format="mp3") as source:
            rate = source.streams.audio[0].rate
            pieces = [frame.to_ndarray().astype(np.float32).mean(axis=0) for frame in source.decode(audio=0)]
    except (av.error.FFmpegError, IndexError) as error:
        raise VoiceError(f"gTTS a rendu un son illisible ({error})") from error
    if not pieces:
        raise VoiceError("gTTS a rendu un son vide")
    return Spoken(np.concatenate(pieces), round(rate * size))
