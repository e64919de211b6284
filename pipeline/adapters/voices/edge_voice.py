"""The online voices of Microsoft Edge through edge-tts: a French cast with word marks, asked as gently as gTTS."""

import asyncio
import importlib.util
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.adapters.voices.guards import speaker, utterable, way_out
from pipeline.adapters.voices.mp3 import heard
from pipeline.adapters.voices.online import Clock, NetworkPatience, Service, parts
from pipeline.errors import VoiceError
from pipeline.ports import EngineFacts, Samples, Spoken, SpokenWord, VoiceSetting

_RATE = 24_000
_PART = 1_000
"""Characters a request; edge-tts itself would send more than 4 096 bytes as several requests, one after the other."""
_TICKS = 10_000_000
"""Units in which the service counts a second."""
_TOLD = 0.6
"""The part of a text that has to be marked for its sound to be taken as whole: figures and signs may go unmarked."""
_SPILL = 0.2
"""Seconds that a last word may be marked beyond the end of the sound: the coder pads as it likes."""
_PITCHES = {
    "fr-FR-DeniseNeural": 205,
    "fr-FR-EloiseNeural": 260,
    "fr-FR-HenriNeural": 115,
    "fr-FR-VivienneMultilingualNeural": 190,
    "fr-FR-RemyMultilingualNeural": 110,
    "fr-BE-CharlineNeural": 200,
    "fr-BE-GerardNeural": 115,
    "fr-CA-AntoineNeural": 115,
    "fr-CA-JeanNeural": 105,
    "fr-CA-SylvieNeural": 195,
    "fr-CA-ThierryNeural": 110,
    "fr-CH-ArianeNeural": 200,
    "fr-CH-FabriceNeural": 110,
}
"""Every French voice, and about how high it speaks in Hz: the service takes pitch as a difference in Hz."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """MP3, and the words told with it: text, seconds of the beginning and of the end."""

    sound: bytes
    words: tuple[tuple[str, float, float], ...]


class EdgeVoice:
    """Says one sentence a call; pace and pitch are asked of the service, the size plays it at another rate."""

    name = "edge"
    version = "edge 1"
    facts = EngineFacts(
        rate=_RATE,
        languages=("fr",),
        speakers=tuple(_PITCHES),
        timings="words",
        deterministic=False,
        online=True,
        licence="LGPL-3.0 ; service de Microsoft",
    )

    def __init__(self, clock: Clock | None = None, patience: NetworkPatience | None = None) -> None:
        self._service = Service("edge", clock, patience)

    def unavailable(self) -> str:
        """Return why it cannot speak here, in French, or an empty string."""
        if importlib.util.find_spec("edge_tts") is None:
            return f"le paquet edge-tts n'est pas installé ; tapez « jt voices install --moteur edge », ou {way_out()}"
        return ""

    def say(self, text: str, setting: VoiceSetting) -> Spoken:
        """Speak one sentence; raises VoiceError after the last try, at once when trying again cannot help."""
        utterable(text)
        name = speaker(self.name, setting, self.facts)
        pieces: list[Samples] = []
        words: list[SpokenWord] = []
        at = 0
        for part in parts(text, _PART):
            spoken = self._heard(part, name, setting)
            words += [SpokenWord(word.text, at + word.start) for word in spoken.words]
            pieces.append(spoken.samples)
            at += spoken.samples.size
        return Spoken(np.concatenate(pieces), round(_RATE * setting.size), tuple(words))

    def _heard(self, part: str, name: str, setting: VoiceSetting) -> Spoken:
        """Ask for a part until it is heard whole."""
        from aiohttp import ClientError  # noqa: PLC0415 - optional: loaded when it speaks
        from edge_tts.exceptions import EdgeTTSException  # noqa: PLC0415 - as above

        rate = f"{round((setting.pace / setting.size - 1) * 100):+d}%"
        pitch = f"{round((setting.pitch - 1) * _PITCHES[name]):+d}Hz"

        def fetch() -> Spoken:
            answer = asyncio.run(_asked(part, (name, rate, pitch), self._service.patience))
            return _whole(answer, part)

        return self._service.brought(fetch, (EdgeTTSException, ClientError, RuntimeError))


async def _asked(part: str, how: tuple[str, str, str], patience: NetworkPatience) -> _Answer:
    """Send one request and gather the answer; raises what edge-tts and aiohttp raise.

    After an answer 403 edge-tts sets its clock by the answer's date and asks again at once. Its connector is ours and
    closes with the first session, so that this second request fails here, unsent: the clock is right for the next try.
    """
    import aiohttp  # noqa: PLC0415 - optional: loaded when it speaks
    from edge_tts import Communicate  # noqa: PLC0415 - as above

    name, rate, pitch = how
    sound = bytearray()
    words: list[tuple[str, float, float]] = []
    async with asyncio.timeout(patience.whole):
        asked = Communicate(
            part,
            name,
            rate=rate,
            pitch=pitch,
            boundary="WordBoundary",
            connector=aiohttp.TCPConnector(),
            connect_timeout=math.ceil(patience.connect),
            receive_timeout=math.ceil(patience.read),
        )
        async for piece in asked.stream():
            if piece["type"] == "audio":
                sound += piece["data"]
            elif piece["type"] == "WordBoundary":
                start = piece["offset"] / _TICKS
                words.append((piece["text"], start, start + piece["duration"] / _TICKS))
    return _Answer(bytes(sound), tuple(words))


def _whole(answer: _Answer, text: str) -> Spoken:
    """Return the sound with its marks; raises VoiceError when words were told that are not in it, or too few."""
    spoken = heard(answer.sound, text)
    if not answer.words:
        return spoken
    marks, end = _marks(text, answer.words, spoken.rate)
    if end < _TOLD * len(text) or answer.words[-1][2] > spoken.samples.size / spoken.rate + _SPILL:
        raise VoiceError("son tronqué")
    return Spoken(spoken.samples, spoken.rate, marks)


def _marks(text: str, words: Sequence[tuple[str, float, float]], rate: int) -> tuple[tuple[SpokenWord, ...], int]:
    """Give each written word the first moment told for it; also return the place in the text that was reached."""
    small = text.casefold()
    if len(small) != len(text):  # « ß » becomes two letters: places would no longer be those of the text
        small = text
    starts: list[tuple[int, float]] = []
    at = 0
    for word, start, _ in words:
        place = small.find(word.casefold(), at)
        if place >= 0:
            starts.append((place, start))
            at = place + len(word)
    marks: list[SpokenWord] = []
    for written in re.finditer(r"\S+", text):
        told = [start for place, start in starts if written.start() <= place < written.end()]
        if told:
            marks.append(SpokenWord(written.group(), round(min(told) * rate)))
    return tuple(marks), at
