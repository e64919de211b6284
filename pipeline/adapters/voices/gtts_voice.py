"""The online voice of gTTS: one short request at a time, with time-outs, retries and a check of what came back."""

import importlib.util
import io
import random
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass

import av
import numpy as np

from pipeline.adapters.voices.manners import speaker, utterable
from pipeline.errors import VoiceError
from pipeline.ports import EngineFacts, Samples, Spoken, VoiceSetting

_RATE = 24_000
_WAITS = (1.0, 4.0, 10.0)
"""Seconds before the second, third and fourth try."""
_APART = 0.5
_PART = 90
"""Characters a request; gTTS itself would send more than 100 as several requests, one right after the other."""
_FASTEST = 40
"""Characters a second that nobody speaks: Google's French says about 15."""
_PASSING = frozenset({403, 408, 429})
"""Refusals that pass; so does anything from 500 on. Others stay as they are."""
_CUT = frozenset({"IncompleteRead", "ProtocolError", "ChunkedEncodingError"})
_WAY_OUT = "vérifiez la connexion, ou rendez avec la voix embarquée : --voix pico"


@dataclass(frozen=True, slots=True)
class Clock:
    """How time passes: seconds since some moment, a wait, and a number in [0, 1) that spreads the waits."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to connect, and seconds of silence while reading; a whole answer may take both together."""

    connect: float = 5.0
    read: float = 20.0


class _FinalError(VoiceError):
    """A failure that trying again does not mend."""


class GttsVoice:
    """French as Google Translate speaks it; needs the internet and says so when there is none."""

    name = "gtts"
    version = "gtts 2"
    facts = EngineFacts(
        _RATE,
        ("fr",),
        ("fr", "ca", "com"),
        timings="sentences",
        deterministic=False,
        online=True,
        licence="MIT ; service de Google",
    )

    def __init__(self, clock: Clock | None = None, patience: Patience | None = None) -> None:
        self._clock = clock or Clock()
        self._patience = patience or Patience()
        self._next = self._clock.now()

    def unavailable(self) -> str:
        """Return why it cannot speak here, in French, or an empty string."""
        if importlib.util.find_spec("gtts") is None:
            return "le paquet gTTS n'est pas installé ; tapez « pip install gTTS », ou --voix pico"
        return ""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Speak one sentence; raises VoiceError after the last try, at once when trying again cannot help."""
        utterable(text)
        accent = speaker(self.name, setting, self.facts)
        spoken = [self._heard(part, accent) for part in _parts(text)]
        rate = spoken[0].rate
        return Spoken(np.concatenate([piece.samples for piece in spoken]), round(rate * setting.size))

    def _heard(self, part: str, accent: str) -> Spoken:
        """Ask for a part until it is heard whole, waiting longer each time."""
        problem = ""
        for wait in (0.0, *_WAITS):
            if wait:
                self._clock.sleep(wait * (0.8 + 0.4 * self._clock.chance()))
            try:
                return _whole(_decoded(self._asked(part, accent)), part)
            except _FinalError as error:
                problem = str(error)
                break
            except VoiceError as error:
                problem = str(error)
        raise VoiceError(f"la voix en ligne gTTS ne répond pas ({problem}) ; {_WAY_OUT}")

    def _asked(self, part: str, accent: str) -> bytes:
        """Send one request, at least half a second after the last one; return MP3, raise VoiceError."""
        from gtts import gTTS, gTTSError  # noqa: PLC0415 - loaded when it speaks

        def fetch() -> bytes:
            data = io.BytesIO()
            gTTS(part, lang="fr", tld=accent, timeout=(self._patience.connect, self._patience.read)).write_to_fp(data)
            return data.getvalue()

        early = self._next - self._clock.now()
        if early > 0:
            self._clock.sleep(early)
        try:
            return _within(self._patience.connect + self._patience.read, fetch)
        except (gTTSError, OSError, ValueError, AssertionError) as error:  # requests' own errors are OSErrors
            raise _told(error) from error
        finally:
            self._next = self._clock.now() + _APART


def _parts(text: str) -> Iterator[str]:
    """Yield a text in parts short enough for one request, cut after a sign or else between words."""
    rest = " ".join(text.split())
    while len(rest) > _PART:
        signs = [found.end() for found in re.finditer(r"[.!?…;:,] ", rest[:_PART])]
        cut = signs[-1] if signs and signs[-1] > _PART // 3 else rest.rfind(" ", 0, _PART) + 1
        part, rest = rest[: cut or _PART], rest[cut or _PART :]
        if any(sign.isalnum() for sign in part):
            yield part.strip()
    if any(sign.isalnum() for sign in rest):
        yield rest.strip()


def _within(seconds: float, fetch: Callable[[], bytes]) -> bytes:
    """Return what `fetch` brings; raises TimeoutError when it takes longer, as an answer byte by byte would."""
    answer: Future[bytes] = Future()

    def run() -> None:
        try:
            answer.set_result(fetch())
        except BaseException as error:  # noqa: BLE001 - handed over to whoever waits
            answer.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return answer.result(seconds)


def _told(error: BaseException) -> VoiceError:
    """Say in French what happened; gTTS hides the cause behind its own error, with the answer when there is one."""
    status = getattr(getattr(error, "rsp", None), "status_code", 0)
    if status:
        return _refused(status)
    causes = tuple(_causes(error))
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return _FinalError("pas d'internet : l'adresse du service est introuvable")
    names = {type(cause).__name__ for cause in causes}
    if any("Timeout" in name for name in names):
        return VoiceError("pas de réponse à temps")
    if names & _CUT:
        return VoiceError("réponse coupée en route")
    return VoiceError("réponse illisible" if isinstance(error, ValueError) else "connexion impossible")


def _refused(status: int) -> VoiceError:
    if status < 400:
        return VoiceError("réponse sans aucun son")
    if status == 429:
        return VoiceError("trop de demandes à la suite, erreur 429")
    if status >= 500:
        return VoiceError(f"le service est en panne, erreur {status}")
    kind = VoiceError if status in _PASSING else _FinalError
    return kind(f"le service refuse, erreur {status}")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _whole(spoken: Spoken, text: str) -> Spoken:
    """Refuse a sound too short for its words: MP3 cut in transit still decodes."""
    if spoken.samples.size / spoken.rate < len(text) / _FASTEST:
        raise VoiceError("son tronqué")
    return spoken


def _decoded(data: bytes) -> Spoken:
    if not data:
        raise VoiceError("son vide")
    try:
        with av.open(io.BytesIO(data), "r", format="mp3") as source:
            rate = source.streams.audio[0].rate
            pieces: list[Samples] = [
                frame.to_ndarray().astype(np.float32).mean(axis=0) for frame in source.decode(audio=0)
            ]
    except (av.error.FFmpegError, IndexError) as error:
        raise VoiceError("son illisible") from error
    if not pieces:
        raise VoiceError("son vide")
    return Spoken(np.concatenate(pieces), rate)
