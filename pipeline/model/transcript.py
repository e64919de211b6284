"""What a newscast says and shows, as text to be read: by whom, when, chapter by chapter."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ShownKind = Literal["text", "place", "source", "archive", "picture"]
"""What is seen and not heard: words, where it is, where a figure comes from, that it is from an archive, a picture."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """What somebody says: the name and role to show, the words, when they begin (seconds)."""

    name: str
    role: str
    text: str
    start: float


@dataclass(frozen=True, slots=True)
class ShownTexts:
    """What is seen together and nobody says, in words, and when it appears (seconds)."""

    texts: tuple[str, ...]
    start: float
    kind: ShownKind = "text"


@dataclass(frozen=True, slots=True)
class HeardSound:
    """Music or a sound that matters, in words, and when it begins (seconds)."""

    text: str
    start: float


TranscriptEntry = SpokenLine | ShownTexts | HeardSound


@dataclass(frozen=True, slots=True)
class TranscriptChapter:
    """A chapter: its title, where it begins (seconds), what is said in it, what is only shown, what else is heard."""

    title: str
    start: float
    lines: tuple[SpokenLine, ...]
    on_screen: tuple[ShownTexts, ...]
    sounds: tuple[HeardSound, ...] = ()

    def in_order(self) -> Iterator[TranscriptEntry]:
        """Yield everything as it comes: at one moment what is heard, what is seen, then what is said."""
        told: list[TranscriptEntry] = [*self.sounds, *self.on_screen, *self.lines]
        yield from sorted(told, key=lambda entry: entry.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """Everything the transcript says; `length` is the programme's, in seconds.

    `synthetic_voices` tells whether a line is spoken by a machine, `machine_heard` whether words of it are those that a
    machine heard and nobody has read over.
    """

    title: str
    city: str
    length: float
    chapters: tuple[TranscriptChapter, ...]
    ticker: tuple[str, ...]
    synthetic_voices: bool
    machine_heard: bool = False
