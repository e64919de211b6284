"""A recogniser that hears what it was told is in a sound: as many words as the sound has tenths of a second."""

from collections.abc import Sequence

from pipeline.errors import HearingError
from pipeline.model.heard import Recognised, RecognisedWord, Wordless, WordlessStretch
from pipeline.model.time import SAMPLE_RATE
from pipeline.ports import Samples

STEP = SAMPLE_RATE // 2
"""Samples of a word."""


def heard(text: str, start: int = 0) -> tuple[RecognisedWord, ...]:
    """Return the words of a text, two a second, each over before the next one begins."""
    return tuple(
        RecognisedWord(word, start + number * STEP, start + number * STEP + STEP * 9 // 10, 0.9)
        for number, word in enumerate(text.split())
    )


class PaperRecogniser:
    """Fulfils `Recogniser`; remembers the hints that it was given and where each passage lies."""

    name = "papier"
    version = "papier 1"
    longest = 28.0

    def __init__(self, text: str = "Bonsoir à tous.", problem: str = "", why: Wordless | None = None) -> None:
        self.hints: list[tuple[str, ...]] = []
        self.sizes: list[int] = []
        self._text, self._problem, self._why = text, problem, why

    def unavailable(self) -> str:
        return self._problem

    def hear(self, sound: Samples, hints: Sequence[str] = ()) -> Recognised:
        if self._problem:
            raise HearingError(self._problem)
        self.hints.append(tuple(hints))
        self.sizes.append(sound.size)
        if self._why is not None:
            return Recognised((), (WordlessStretch(0, sound.size, self._why, "en"),), sound.size)
        words = tuple(word for word in heard(self._text) if word.end <= sound.size)
        return Recognised(words, (), sound.size)
