"""The MP3 that online voices send: brought to PCM, and refused when it cannot be all of its words."""

import io

import av
import numpy as np

from pipeline.errors import VoiceError
from pipeline.ports import Samples, Spoken

_FASTEST = 40
"""Characters a second that nobody speaks: online French says about 15."""


def heard(data: bytes, text: str) -> Spoken:
    """Return the sound of a text; raises VoiceError when it is empty, unreadable or too short for its words.

    MP3 that was cut in transit still decodes: only its length tells.
    """
    spoken = _decoded(data)
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
