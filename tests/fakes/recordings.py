"""Recordings made on the fly: what Pico says, sentence by sentence, with the silences one wants, into any file."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream

from pipeline.adapters.rushes.sound import resample
from pipeline.adapters.voices.pico import PicoVoice
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples, VoiceSetting
from pipeline.speak.takes import trimmed

CODECS = {".wav": "pcm_s16le", ".mp3": "mp3", ".m4a": "aac", ".opus": "libopus", ".ogg": "libopus", ".mov": "aac"}


@lru_cache
def said_by_pico(sentence: str) -> Samples:
    """Return a sentence at 48 kHz, cut to what is heard."""
    return trimmed(resample(PicoVoice().say(sentence, VoiceSetting("fr-FR", 0.85))))


def recording(
    sentences: Sequence[str], silences: Sequence[float], *, level: float = 0.3, noise: float = 0.0
) -> tuple[Samples, tuple[int, ...]]:
    """Return mono sound and the sample at which each sentence begins.

    `silences` are seconds before, between and after the sentences; `noise` is the RMS of a hiss under it all.
    """
    pieces: list[Samples] = []
    starts: list[int] = []
    at = 0
    for sentence, silence in zip((*sentences, ""), silences, strict=True):
        pieces.append(np.zeros(round(silence * SAMPLE_RATE), np.float32))
        at += pieces[-1].size
        if sentence:
            starts.append(at)
            pieces.append(said_by_pico(sentence) * np.float32(level))
            at += pieces[-1].size
    hiss = np.random.default_rng(7).normal(0, noise, at) if noise else 0.0
    return (np.concatenate(pieces) + hiss).astype(np.float32), tuple(starts)


def write_recording(path: Path, sound: Samples, *, picture: bool = False) -> Path:
    """Write mono sound as a phone would, coded as the file's suffix says, with a grey picture when asked."""
    kind = {".m4a": "mp4", ".opus": "ogg"}.get(path.suffix)
    with av.open(str(path), "w", format=kind) as target:
        film = target.add_stream("mpeg4", rate=25) if picture else None
        stream = target.add_stream(CODECS.get(path.suffix, "aac"), rate=SAMPLE_RATE)
        assert isinstance(stream, AudioStream)
        stream.layout = "mono"
        if film is not None:
            film.width, film.height, film.pix_fmt = 64, 36, "yuv420p"
            for _ in range(-(-sound.size // 1920)):
                grey = np.full((36, 64, 3), 128, np.uint8)
                target.mux(film.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
            target.mux(film.encode(None))
        frame = av.AudioFrame.from_ndarray(
            np.round(np.clip(sound, -1, 1) * 32_767).astype(np.int16)[None, :], format="s16", layout="mono"
        )
        frame.sample_rate = SAMPLE_RATE
        target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return path
