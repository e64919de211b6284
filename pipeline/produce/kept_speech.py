"""How what was said is kept: takes of whole lines, which are mixed, and their sentences, each by itself.

A word that changes costs its sentence: the others of its line are found, and the line is laid out anew.
"""

import io

import numpy as np

from pipeline.errors import MediaError
from pipeline.model.take import SentenceMark
from pipeline.ports import Samples, SpokenWord, Store
from pipeline.speak.takes import Recording, SaidSentence

KIND = "voix"
"""The kind of the store that takes are kept under."""

SENTENCES = "phrases"
"""The kind of the store that sentences are kept under."""

_FULL = 32_767


def packed_take(made: Recording) -> bytes:
    """Return a take as bytes, 16 bits a sample."""
    buffer = io.BytesIO()
    np.savez(
        buffer,
        pcm=_pcm(made.sound),
        bounds=np.array([[mark.start, mark.end] for mark in made.sentences], np.int64),
        texts=np.array([mark.text for mark in made.sentences]),
        counts=np.array([len(mark.words) for mark in made.sentences], np.int64),
        words=np.array([word for mark in made.sentences for word in mark.words], np.int64),
        measured=np.array([mark.measured for mark in made.sentences], np.bool_),
    )
    return buffer.getvalue()


def unpacked_take(data: bytes) -> tuple[Samples, tuple[SentenceMark, ...]]:
    """Return the sound of a take and its marks; raises one of `UNREADABLE` when these bytes are none."""
    with np.load(io.BytesIO(data), allow_pickle=False) as packed:
        pcm = _sound(packed["pcm"])
        counts = packed["counts"]
        words = np.split(packed["words"], np.cumsum(counts)[:-1]) if counts.size else []
        marks = tuple(
            SentenceMark(str(text), int(start), int(end), tuple(int(at) for at in begun), bool(measured))
            for text, (start, end), begun, measured in zip(
                packed["texts"], packed["bounds"], words, packed["measured"], strict=True
            )
        )
    return pcm, marks


def packed_sentence(made: SaidSentence) -> bytes:
    """Return a sentence as bytes, 16 bits a sample."""
    buffer = io.BytesIO()
    np.savez(
        buffer,
        pcm=_pcm(made.sound),
        texts=np.array([word.text for word in made.told], np.str_),
        starts=np.array([word.start for word in made.told], np.int64),
    )
    return buffer.getvalue()


def unpacked_sentence(data: bytes) -> SaidSentence:
    """Return a sentence with the engine's marks; raises one of `UNREADABLE` when these bytes are none."""
    with np.load(io.BytesIO(data), allow_pickle=False) as packed:
        told = zip(packed["texts"], packed["starts"], strict=True)
        return SaidSentence(_sound(packed["pcm"]), tuple(SpokenWord(str(text), int(start)) for text, start in told))


def load_take(store: Store, key: str) -> Samples:
    """Return a take's PCM, mono, 48 kHz; raises MediaError when the store lost it since it was made."""
    kept = store.read(KIND, key, unpacked_take)
    if kept is None:
        raise MediaError("le cache a perdu une voix pendant le rendu ; relancez la commande")
    return kept[0]


def _pcm(sound: Samples) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.round(sound * _FULL).astype(np.int16)


def _sound(pcm: np.ndarray[tuple[int], np.dtype[np.int16]]) -> Samples:
    return pcm.astype(np.float32) / np.float32(_FULL)
