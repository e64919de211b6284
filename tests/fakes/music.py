"""Music made on the fly: chords with drums, drums alone, something like speech, at any rate, into any file."""

from functools import lru_cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from av.audio.stream import AudioStream

from pipeline.ports import Samples

CODECS = {
    ".wav": "pcm_f32le", ".mp3": "mp3", ".m4a": "aac", ".ogg": "libopus", ".flac": "flac", ".aiff": "pcm_s16be",
}  # fmt: skip

_CHORDS = ((220.0, 277.2, 329.6), (196.0, 246.9, 293.7), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7))
_BEAT = 0.5
_Wave = npt.NDArray[np.float64]

KINDS = ("chords", "drums", "speech", "song")


def music(kind: str, seconds: float, rate: int = 48_000, *, seed: int = 1) -> Samples:
    """Return stereo music of shape (n, 2); a `song` begins and ends with a fade, and with silence around it."""
    return _music(kind, seconds, rate, seed).copy()


@lru_cache(maxsize=16)
def _music(kind: str, seconds: float, rate: int, seed: int) -> Samples:
    random = np.random.default_rng(seed)
    count = round(seconds * rate)
    at = np.arange(count) / rate
    if kind == "chords":
        return _stereo(_chords(at) + 0.3 * _drums(at, random), random)
    if kind == "drums":
        return _stereo(_drums(at, random), random)
    if kind == "speech":
        voiced = np.sin(2 * np.pi * 140 * at) + 0.5 * np.sin(2 * np.pi * 700 * at) + 0.1 * random.normal(0, 1, count)
        words = np.clip(np.sin(2 * np.pi * 2.3 * at) + 0.6 * np.sin(2 * np.pi * 0.31 * at), 0.02, 1)
        return _stereo(0.2 * voiced * words, random)
    song = _stereo(_chords(at) + 0.3 * _drums(at, random), random)
    ramp = np.clip(np.minimum((at - 1) / 2, (seconds - 2 - at) / 4), 0, 1)
    return np.asarray(song * ramp[:, None], np.float32)


def saved(path: Path, sound: Samples, rate: int = 48_000) -> Path:
    """Write music of shape (n, 2), or (n, 1), as the file's suffix says; Opus knows 48 kHz only."""
    layout = "mono" if sound.shape[1] == 1 else "stereo"
    with av.open(str(path), "w", format={".m4a": "mp4"}.get(path.suffix)) as target:
        stream = target.add_stream(CODECS[path.suffix], rate=48_000 if path.suffix == ".ogg" else rate)
        assert isinstance(stream, AudioStream)
        stream.layout = layout
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T, np.float32), format="fltp", layout=layout)
        frame.sample_rate = rate
        target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return path


def _chords(at: _Wave) -> _Wave:
    place = (at // (4 * _BEAT)).astype(int) % len(_CHORDS)
    notes = np.array(_CHORDS)[place]
    return np.asarray(0.08 * sum(np.sin(2 * np.pi * notes[:, voice] * at) for voice in range(3)))


def _drums(at: _Wave, random: np.random.Generator) -> _Wave:
    into = at % _BEAT
    kick = np.sin(2 * np.pi * 55 * into) * np.exp(-into * 14)
    hat = random.normal(0, 0.3, at.size) * np.exp(-((at + _BEAT / 2) % _BEAT) * 40)
    return np.asarray(0.5 * kick + 0.3 * hat)


def _stereo(sound: _Wave, random: np.random.Generator) -> Samples:
    side = 0.01 * random.normal(0, 1, (sound.size, 2))
    return np.asarray(sound[:, None] * (1, 0.9) + side, np.float32)
