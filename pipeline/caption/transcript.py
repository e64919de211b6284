"""The transcript as a value, made from the timeline and the rundown."""

from collections.abc import Iterator, Mapping

from pipeline.caption.heard import shown
from pipeline.caption.onscreen import UnsaidTexts, unsaid_texts
from pipeline.model.rundown import Rundown
from pipeline.model.time import SAMPLE_RATE, Span, frame_of, seconds
from pipeline.model.timeline import Chapter, Timeline
from pipeline.model.transcript import ShownTexts, SpokenLine, Transcript, TranscriptChapter

_NO_ROLES: Mapping[str, str] = {}


def transcript(timeline: Timeline, rundown: Rundown, roles: Mapping[str, str] = _NO_ROLES) -> Transcript:
    """Return the transcript of a newscast; `roles` says what each speaker (by id) is, beyond what lower-thirds say.

    Voices count as synthetic as soon as one line has no recording behind it.
    """
    known = {third.name: third.role for shot in rundown.shots for third in shot.thirds if third.role}
    spoken = tuple(_spoken(timeline, known, roles))
    titles = (chapter.title for chapter in timeline.chapters)
    seen = tuple(unsaid_texts(timeline, frozenset((*known, *known.values(), *titles))))
    chapters = timeline.chapters or (Chapter(timeline.title, "", Span(0, timeline.length)),)
    return Transcript(
        title=timeline.title,
        city=rundown.city,
        length=seconds(timeline.length),
        chapters=tuple(_chapter(chapter, spoken, seen) for chapter in chapters),
        ticker=tuple(_set(text) for text in rundown.ticker),
        synthetic_voices=any(not line.recording for line in rundown.lines),
    )


def _chapter(
    chapter: Chapter, spoken: tuple[tuple[int, SpokenLine], ...], seen: tuple[UnsaidTexts, ...]
) -> TranscriptChapter:
    span = chapter.span
    return TranscriptChapter(
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
