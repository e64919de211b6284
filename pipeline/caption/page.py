"""The transcript's page as a value, made from the timeline and the rundown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.caption.heard import shown
from pipeline.caption.onscreen import Sight, sights
from pipeline.model.picture import Shape
from pipeline.model.rundown import Rundown
from pipeline.model.time import SAMPLE_RATE, Span, frame_of, seconds
from pipeline.model.timeline import Chapter, Timeline

_NO_ROLES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The names, relative to the page, of the film and what goes with it; an empty one is left out."""

    film: str
    captions: str
    chapters: str
    poster: str


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
class PageChapter:
    """A chapter: its title, where it begins (seconds), what is said in it and what is shown but not said."""

    title: str
    start: float
    lines: tuple[SpokenLine, ...]
    on_screen: tuple[ShownTexts, ...]


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """Everything the transcript says; `palette` gives a CSS colour for each of the house's names."""

    title: str
    city: str
    date: str
    film: str
    captions: str
    chapters_file: str
    poster: str
    length: float
    chapters: tuple[PageChapter, ...]
    ticker: tuple[str, ...]
    palette: Mapping[str, str]
    synthetic_voices: bool
    shape: Shape = "horizontal"


def page_from(
    timeline: Timeline,
    rundown: Rundown,
    files: PageFiles,
    palette: Mapping[str, str],
    *,
    date: str = "",
    roles: Mapping[str, str] = _NO_ROLES,
    shape: Shape = "horizontal",
) -> TranscriptPage:
    """Return the page of a newscast; `roles` says what each speaker (by id) is, beyond what lower-thirds say.

    Voices count as synthetic as soon as one line has no recording behind it.
    """
    known = {third.name: third.role for shot in rundown.shots for third in shot.thirds if third.role}
    spoken = tuple(_spoken(timeline, known, roles))
    titles = (chapter.title for chapter in timeline.chapters)
    seen = tuple(sights(timeline, frozenset((*known, *known.values(), *titles))))
    chapters = timeline.chapters or (Chapter(timeline.title, "", Span(0, timeline.length)),)
    return TranscriptPage(
        timeline.title,
        rundown.city,
        date,
        files.film,
        files.captions,
        files.chapters,
        files.poster,
        seconds(timeline.length),
        tuple(_chapter(chapter, spoken, seen) for chapter in chapters),
        tuple(_set(text) for text in rundown.ticker),
        palette,
        any(not line.recording for line in rundown.lines),
        shape,
    )


def _chapter(chapter: Chapter, spoken: tuple[tuple[int, SpokenLine], ...], seen: tuple[Sight, ...]) -> PageChapter:
    span = chapter.span
    return PageChapter(
        _set(chapter.title),
        seconds(span.start),
        tuple(line for at, line in spoken if span.start <= at < span.end),
        tuple(
            ShownTexts(tuple(_set(text) for text in sight.texts), seconds(sight.frame))
            for sight in seen
            if span.start <= sight.frame < span.end
        ),
    )


def _spoken(timeline: Timeline, known: Mapping[str, str], roles: Mapping[str, str]) -> Iterator[tuple[int, SpokenLine]]:
    """Yield every line with the frame it begins at."""
    for voice in sorted(timeline.voices, key=lambda event: event.start):
        text = " ".join(_set(mark.text) for mark in voice.take.sentences)
        role = roles.get(voice.speaker) or known.get(voice.shown_name, "")
        if text.strip():
            yield (
                frame_of(voice.start),
                SpokenLine(_set(voice.shown_name), _set(role), text, voice.start / SAMPLE_RATE),
            )


def _set(text: str) -> str:
    return " ".join(shown(text))
