"""When heard words really begin: what a recogniser says, corrected by its lag and by the silences of the sound."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model.heard import RecognisedWord
from pipeline.model.time import samples
from pipeline.ports import Samples
from pipeline.speak.silences import FRAME, listen

_BEFORE = samples(0.05)
"""Samples before a silence in which a word may be said to begin that begins after it."""


def at_onsets(words: Sequence[RecognisedWord], sound: Samples, early: float) -> tuple[RecognisedWord, ...]:
    """Return words of mono sound at 48 kHz, each from where it is heard: a word begins in no silence but after it.

    `early` is by how many seconds a recogniser tells the others too soon. Words stay in order and inside the sound.
    """
    hearing = listen(sound)
    if not hearing.speaks:
        return tuple(words)
    silent = [(first * FRAME, end * FRAME) for first, end in ((0, hearing.first), *hearing.silences)]
    return tuple(_ordered([_moved(word, silent, samples(early)) for word in words], sound.size))


def _moved(word: RecognisedWord, silent: Sequence[tuple[int, int]], lag: int) -> RecognisedWord:
    onset = next((end for first, end in silent if first - _BEFORE <= word.start < end < word.end), word.start + lag)
    return replace(word, start=onset, end=word.end + lag)


def _ordered(words: Sequence[RecognisedWord], length: int) -> Iterator[RecognisedWord]:
    """Yield words of which none goes on when the next one begins, and none beyond the end."""
    at = 0
    for rank, word in enumerate(words):
        following = words[rank + 1].start if rank + 1 < len(words) else length
        start = min(max(at, word.start), length)
        end = max(start, min(word.end, following, length))
        yield replace(word, start=start, end=end)
        at = end
