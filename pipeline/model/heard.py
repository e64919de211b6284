"""What a recogniser hears in a sound: words with their times, and the stretches in which it heard none, with why."""

from dataclasses import dataclass, replace
from enum import Enum

NATIVE = "fr"
"""The language that newscasts are spoken in (ISO 639-1)."""


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word as it was heard, punctuation included: its first and end sample at 48 kHz, and how sure (0 to 1)."""

    text: str
    start: int
    end: int
    confidence: float


class Wordless(Enum):
    """Why a stretch of sound gives no words."""

    SILENT = "silence"
    NO_SPEECH = "sans parole"
    """Something is heard, and nobody speaks: music, noise, or speech too faint to be made out."""
    FOREIGN = "autre langue"


@dataclass(frozen=True, slots=True)
class WordlessStretch:
    """A stretch without words, from sample `start` to before `end`; `language` (ISO 639-1) of what is foreign."""

    start: int
    end: int
    why: Wordless
    language: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was heard in `length` samples at 48 kHz: words in order, and stretches without any."""

    words: tuple[RecognisedWord, ...]
    wordless: tuple[WordlessStretch, ...]
    length: int

    def shifted(self, samples: int) -> "Recognised":
        """Return the same, heard later by some samples; the length stays."""
        return Recognised(
            tuple(replace(word, start=word.start + samples, end=word.end + samples) for word in self.words),
            tuple(replace(one, start=one.start + samples, end=one.end + samples) for one in self.wordless),
            self.length,
        )


@dataclass(frozen=True, slots=True)
class AlignedWord:
    """A written word (a run without spaces) and the samples in which it is said.

    `said` is False where it was not heard: its times are then worked out from its neighbours.
    """

    text: str
    start: int
    end: int
    said: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOtherwise:
    """What stands in the text and what was said instead; one of both is empty for what was left out, or added.

    `first` and `last` are the written words concerned, from 0, `last` excluded; `start` and `end` are samples.
    """

    written: str
    heard: str
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextAlignment:
    """A text held against what was heard.

    `completeness` is how much of the text was said, `apart` how much of what was said is not in the text, both from
    0 to 1 and counted in letters.
    """

    words: tuple[AlignedWord, ...]
    otherwise: tuple[SaidOtherwise, ...]
    completeness: float
    apart: float
