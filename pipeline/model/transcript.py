"""What a newscast says and shows, as text to be read: by whom, when, chapter by chapter."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """What somebody says: the name and role to show, the words, when they begin (seconds)."""

    name: str
    role: str
    text: str
    start: float


@dataclass(frozen=True, slots=True)
class ShownTexts:
    """Texts seen together that nobody says, and when they appear (seconds)."""

    texts: tuple[str, ...]
    start: float


@dataclass(frozen=True, slots=True)
class TranscriptChapter:
    """A chapter: its title, where it begins (seconds), what is said in it and what is shown but not said."""

    title: str
    start: float
    lines: tuple[SpokenLine, ...]
    on_screen: tuple[ShownTexts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """Everything the transcript says; `length` is the programme's, in seconds.

    `synthetic_voices` tells whether a line is spoken by a machine.
    """

    title: str
    city: str
    length: float
    chapters: tuple[TranscriptChapter, ...]
    ticker: tuple[str, ...]
    synthetic_voices: bool
