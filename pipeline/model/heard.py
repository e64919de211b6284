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


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedWords:
    """What is said in a recording of `length` samples, as the file beside it tells: words by their samples in it.

    `reviewed` says that somebody has read it over.
    """

    words: tuple[RecognisedWord, ...]
    wordless: tuple[WordlessStretch, ...]
    length: int
    file: str
    reviewed: bool

    @property
    def unread(self) -> bool:
        """Tell whether there are words that nobody has read over."""
        return bool(self.words) and not self.reviewed

    def between(self, start: int, end: int) -> "RecordedWords":
        """Return what is said from one sample to before another, counted from the first of them."""
        inside = tuple(word for word in self.words if start <= (word.start + word.end) // 2 < end)
        held = [
            replace(one, start=max(one.start, start) - start, end=min(one.end, end) - start)
            for one in self.wordless
            if one.start < end and start < one.end
        ]
        moved = tuple(
            replace(word, start=max(0, word.start - start), end=max(0, min(word.end, end) - start)) for word in inside
        )
        return replace(self, words=moved, wordless=tuple(held))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextAsSaid:
    """A text as it is really said: its words with their samples, as they are to be read.

    `text` holds the words, parted as written. `otherwise` is where they are not those of the script, `doubtful` where
    something else may have been said and nobody can be sure: there the script's words stand.
    """

    text: str
    words: tuple[AlignedWord, ...]
    otherwise: tuple[SaidOtherwise, ...]
    doubtful: tuple[SaidOtherwise, ...]
    completeness: float
