"""The transcript as a value, made from the timeline, the rundown, and what is known beside them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.caption.depicted import depicted
from pipeline.caption.heard import shown
from pipeline.caption.onscreen import Sightings, UnsaidTexts, unsaid_texts
from pipeline.caption.values import MUSIC_ROLE, SOUND_ROLE, Cue
from pipeline.model.part import Part
from pipeline.model.rundown import Rundown
from pipeline.model.time import SAMPLE_RATE, Span, frame_of, seconds
from pipeline.model.timeline import Chapter, Timeline
from pipeline.model.transcript import HeardSound, ShownTexts, SpokenLine, Transcript, TranscriptChapter

_NOTES = "♪♫[]() "
"""What captions set around a sound, and a sentence does without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptSources:
    """What a transcript is made from beside timeline and rundown.

    `roles` says what each speaker (by id) is, beyond what lower-thirds say; `parts` which part each scene plays;
    `sentence` what is known of a picture, by its name; `cues` the captions, for the sounds they tell.
    """

    roles: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Part | None] = field(default_factory=dict)
    sentence: Callable[[str], str] = lambda _name: ""
    cues: tuple[Cue, ...] = ()


_NOTHING = TranscriptSources()


def transcript(timeline: Timeline, rundown: Rundown, known: TranscriptSources = _NOTHING) -> Transcript:
    """Return the transcript of a newscast.

    Voices count as synthetic as soon as one line has no recording behind it.
    """
    thirds = {third.name: third.role for shot in rundown.shots for third in shot.thirds if third.role}
    spoken = tuple(_spoken(timeline, thirds, known.roles))
    shots = {shot.id: shot for shot in rundown.shots}
    sightings = Sightings(
        shots=shots, parts=known.parts, elsewhere=frozenset(_elsewhere(timeline, thirds, known.roles))
    )
    seen = (*depicted(timeline, shots, known.sentence), *unsaid_texts(timeline, sightings))
    chapters = timeline.chapters or (Chapter(timeline.title, "", Span(0, timeline.length)),)
    return Transcript(
        title=timeline.title,
        city=rundown.city,
        length=seconds(timeline.length),
        chapters=tuple(_chapter(chapter, spoken, seen, known.cues) for chapter in chapters),
        ticker=tuple(_set(text) for text in rundown.ticker),
        synthetic_voices=any(not line.recording for line in rundown.lines),
        machine_heard=any(line.heard.unread for line in rundown.lines if line.heard and not line.text.strip()),
    )


def _elsewhere(timeline: Timeline, thirds: Mapping[str, str], roles: Mapping[str, str]) -> Iterator[str]:
    """Yield what the transcript says beside what is shown: titles of chapters, whoever speaks and what they are."""
    yield from (*thirds, *thirds.values())
    yield from (chapter.title for chapter in timeline.chapters)
    for voice in timeline.voices:
        yield from (voice.shown_name, roles.get(voice.speaker, ""))


def _chapter(
    chapter: Chapter,
    spoken: tuple[tuple[int, SpokenLine], ...],
    seen: tuple[UnsaidTexts, ...],
    cues: Iterable[Cue],
) -> TranscriptChapter:
    span = chapter.span
    return TranscriptChapter(
        _set(chapter.title),
        seconds(span.start),
        tuple(line for at, line in spoken if span.start <= at < span.end),
        tuple(
            ShownTexts(tuple(_set(text) for text in sight.texts), seconds(sight.frame), sight.kind)
            for sight in seen
            if span.start <= sight.frame < span.end
        ),
        tuple(_sounds(cues, seconds(span.start), seconds(span.end))),
    )


def _sounds(cues: Iterable[Cue], start: float, end: float) -> Iterator[HeardSound]:
    """Yield the sounds that captions tell between two times; one that goes on from caption to caption is told once."""
    before = ""
    for cue in cues:
        if cue.role in {MUSIC_ROLE, SOUND_ROLE} and start <= cue.start_ms / 1000 < end:
            text = _set(" ".join(cue.lines)).strip(_NOTES)
            if text and text != before:
                yield HeardSound(text, cue.start_ms / 1000)
            before = text


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
